package org.glossa.service;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Modules and packages depend in the one direction that architecture.md draws, and names say what a thing is. */
class DirectionTest {

    private static final DescribedPredicate<JavaClass> CORE = module("annotation-core");
    private static final DescribedPredicate<JavaClass> CONVERTERS = module("converters");
    private static final DescribedPredicate<JavaClass> SERVICE = module("service");
    private static final DescribedPredicate<JavaClass> CORPUS = module("test-corpus");
    private static final DescribedPredicate<JavaClass> HTTP = resideInAnyPackage(
            "java.net.http..", "com.sun.net.httpserver..", "io.netty..", "io.micronaut..", "jakarta..");
    private static final DescribedPredicate<JavaClass> DATABASE =
            resideInAnyPackage("java.sql..", "javax.sql..", "org.h2..", "org.flywaydb..");
    private static final DescribedPredicate<JavaClass> JSON = resideInAnyPackage("com.fasterxml..");
    private static final DescribedPredicate<JavaClass> OTHER_LOGS = resideInAnyPackage(
            "java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..", "ch.qos.logback..");

    /** What we wrote; the classes that Micronaut generates have names with a leading dollar. */
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.glossa")
            .that(DescribedPredicate.describe(
                    "written by us", type -> !type.getName().contains(".$")));

    @Test
    void every_module_is_seen_and_no_package_is_split_over_two() {
        Map<String, Set<String>> modules = new TreeMap<>();
        for (String module : Set.of("annotation-core", "converters", "service", "test-corpus")) {
            OURS.stream()
                    .filter(module(module))
                    .forEach(type -> modules.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                            .add(module));
        }
        assertThat(modules.values().stream().flatMap(Set::stream).distinct()).hasSize(4);
        assertThat(modules).allSatisfy((name, holders) -> assertThat(holders).hasSize(1));
    }

    @Test
    void the_core_knows_neither_formats_nor_http_nor_databases() {
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat(
                        CONVERTERS.or(SERVICE).or(CORPUS).or(HTTP).or(DATABASE).or(JSON))
                .check(OURS);
    }

    @Test
    void converters_know_neither_http_nor_databases_nor_the_service() {
        noClasses()
                .that(CONVERTERS)
                .should()
                .dependOnClassesThat(SERVICE.or(CORPUS).or(HTTP).or(DATABASE))
                .check(OURS);
    }

    @Test
    void the_service_ships_no_test_code_and_the_corpus_knows_nothing_that_it_tests() {
        noClasses().that(SERVICE).should().dependOnClassesThat(CORPUS).check(OURS);
        noClasses()
                .that(CORPUS)
                .should()
                .dependOnClassesThat(CORE.or(CONVERTERS).or(SERVICE))
                .check(OURS);
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("org.glossa.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void no_package_is_a_drawer_and_no_name_says_nothing() {
        noClasses().should().resideInAPackage("org.glossa..util..").check(OURS);
        classes().should().haveNameNotMatching(".*(Manager|Helper|Impl|Utils?)").check(OURS);
    }

    @Test
    void logging_goes_through_slf4j() {
        noClasses().should().dependOnClassesThat(OTHER_LOGS).check(OURS);
    }

    /** By where the class lies: a module's folder of classes, or its jar. */
    private static DescribedPredicate<JavaClass> module(String name) {
        Pattern place = Pattern.compile(".*/" + name + "/target/.*");
        return DescribedPredicate.describe(
                "in module " + name,
                type -> type.getSource()
                        .map(source -> place.matcher(source.getUri().toString()).matches())
                        .orElse(false));
    }
}
