package org.glossa.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.glossa.service.serve.ServeCommand;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of configuration names what the code reads, all of it and nothing else, with the defaults that hold. */
final class ConfigurationPageTest {
    private static final Path PAGE = Path.of(System.getProperty("glossa.root"), "src/site/markdown/configuration.md");
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.glossa");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(glossa\\.[a-z.-]+)(?::([^}]*))?}");
    private static final String NO_DEFAULT = "none";

    /** Given by the program and not by the packaged files: {@code ServeCommand} names a file in the data folder. */
    private static final Map<String, String> DEFAULTS_BY_CODE =
            Map.of("glossa.catalogue.url", "an H2 file in the data folder");

    @Test
    void the_page_names_every_key_that_is_read_with_its_default() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String key : keysRead()) {
            expected.put(key, NO_DEFAULT);
        }
        expected.putAll(placeholders(yamlText()));
        expected.putAll(valuesOfCode());
        expected.putAll(yamlOfGlossa());
        expected.putAll(DEFAULTS_BY_CODE);

        Map<String, String> page = new TreeMap<>();
        for (List<String> row : rows("glossa.")) {
            assertThat(page.put(row.get(0), row.get(2)))
                    .as("twice: " + row.get(0))
                    .isNull();
        }

        assertThat(page).isEqualTo(expected).hasSizeGreaterThan(20);
    }

    @Test
    void every_packaged_key_is_read() throws IOException {
        assertThat(keysRead()).containsAll(yamlOfGlossa().keySet());
    }

    @Test
    void the_environment_variables_are_those_of_the_keys() throws IOException {
        for (List<String> row : rows("glossa.")) {
            assertThat(row.get(1))
                    .isEqualTo(row.get(0)
                            .toUpperCase(Locale.ROOT)
                            .replace('.', '_')
                            .replace('-', '_'));
        }
    }

    @Test
    void nothing_else_reads_the_environment() {
        List<String> readers = CODE.stream()
                .filter(type -> !type.getPackageName().startsWith("org.glossa.corpus"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(System.class)
                        && call.getName().equals("getenv"))
                .map(Object::toString)
                .toList();

        assertThat(readers).isEmpty();
    }

    @Test
    void the_page_names_every_option_of_serve_with_its_default() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (OptionSpec option :
                new CommandLine(new ServeCommand()).getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                String value = option.defaultValue() == null ? NO_DEFAULT : option.defaultValue();
                expected.put(option.longestName(), option.required() ? "required" : value);
            }
        }
        Map<String, String> page = new TreeMap<>();
        rows("--").forEach(row -> page.put(row.get(0), row.get(1)));

        assertThat(page).isEqualTo(expected);
    }

    @Test
    void the_help_of_serve_names_the_page() {
        assertThat(new CommandLine(new ServeCommand()).getUsageMessage(CommandLine.Help.Ansi.OFF))
                .contains("src/site/markdown/configuration.md");
        assertThat(PAGE).isRegularFile();
    }

    /** Rows of tables whose first cell begins so; cells without the marks of code. */
    private static List<List<String>> rows(String prefix) throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `" + prefix))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                            .map(cell -> cell.strip().replaceFirst("^`([^`]*)`$", "$1"))
                            .toList())
                    .toList();
        }
    }

    private static Set<String> keysRead() throws IOException {
        Set<String> keys = new TreeSet<>(placeholders(yamlText()).keySet());
        keys.addAll(valuesOfCode().keySet());
        for (JavaClass type : CODE) {
            if (type.isAnnotatedWith(ConfigurationProperties.class)) {
                String prefix =
                        type.getAnnotationOfType(ConfigurationProperties.class).value();
                RecordComponent[] components = type.reflect().getRecordComponents();
                assertThat(components).as(type.getName() + " is a record").isNotNull();
                for (RecordComponent component : components) {
                    keys.add(prefix + "." + kebab(component.getName()));
                }
            }
        }
        return keys;
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Keys that parameters and fields are given by {@code @Value} or {@code @Property}. */
    private static Map<String, String> valuesOfCode() {
        Map<String, String> found = new TreeMap<>();
        for (JavaClass type : CODE) {
            Stream<? extends JavaAnnotation<?>> ofParameters = type.getCodeUnits().stream()
                    .map(JavaCodeUnit::getParameterAnnotations)
                    .flatMap(Collection::stream)
                    .flatMap(Collection::stream);
            Stream<? extends JavaAnnotation<?>> ofMembers =
                    type.getMembers().stream().flatMap(member -> member.getAnnotations().stream());
            Stream.concat(ofParameters, ofMembers).forEach(annotation -> {
                if (annotation.getRawType().isEquivalentTo(Value.class)) {
                    found.putAll(placeholders((String) annotation.get("value").orElseThrow()));
                }
                if (annotation.getRawType().isEquivalentTo(Property.class)) {
                    String value = (String) annotation.getExplicitlyDeclaredProperty("defaultValue");
                    found.put((String) annotation.get("name").orElseThrow(), value);
                }
            });
        }
        return found;
    }

    /** {@code ${key:default}}; {@code ``} is an empty default. */
    private static Map<String, String> placeholders(String text) {
        Map<String, String> found = new TreeMap<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String value = matcher.group(2);
            found.put(matcher.group(1), value == null ? NO_DEFAULT : value.equals("``") ? "empty" : value);
        }
        return found;
    }

    private static Map<String, String> yamlOfGlossa() throws IOException {
        Map<String, Object> all = new Yaml().load(yamlText());
        Map<String, String> flat = new TreeMap<>();
        flatten("glossa", all.get("glossa"), flat);
        return flat;
    }

    private static void flatten(String key, Object value, Map<String, String> to) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, below) -> flatten(key + "." + name, below, to));
        } else {
            to.put(key, String.valueOf(value));
        }
    }

    private static String yamlText() throws IOException {
        try (InputStream in = ServeCommand.class.getResourceAsStream("/application.yml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
