package org.glossa.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glossa.service.UpkeepFolder.Run;
import org.glossa.service.UpkeepFolder.Where;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A catalogue that is lost, or says other than the store: {@code verify} finds it and {@code rebuild} mends it, on both databases. */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpkeepCatalogueIT {
    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Where where;

    @SuppressWarnings("NullAway.Init") // filled once
    private UpkeepFolder folder;

    private Path temporary = Path.of("");

    @BeforeAll
    void keep(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @BeforeEach
    void copyFolder() throws Exception {
        if (folder == null || folder.where() != where) { // one object of this class, and one call of keep, for both
            folder = new UpkeepFolder(temporary.resolve(where.name()), where);
        }
        folder.copy();
    }

    @AfterEach
    void deleteCopy() throws IOException {
        folder.delete();
    }

    @Test
    void nothingIsWrongWithWhatAServerLeft() throws Exception {
        Run verify = UpkeepFolder.run("verify", folder.data().toString());
        assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
        assertThat(verify.out()).contains("1 annotation sets: nothing is wrong.");
        Run rebuild = folder.rebuild();
        assertThat(rebuild.exitCode()).as(rebuild.out() + rebuild.err()).isZero();
        folder.requireMended();
        assertThat(Files.exists(folder.data().resolve("catalogue"))).isEqualTo(where == Where.H2);
    }

    @Test
    void aLostCatalogueIsMadeAgainFromTheOriginals() throws Exception {
        folder.loseCatalogue();
        assertThat(folder.verified().codes()).containsExactly("CATALOGUE_UNREADABLE");
        assertThat(folder.rebuild("--catalogue").exitCode()).isZero();
        folder.requireMended();
    }

    @Test
    void aCatalogueOfWhichATableIsLostIsMadeAgain() throws Exception {
        folder.sql("drop table slide_level");
        folder.sql("alter table finding drop column got");
        assertThat(folder.verified().codes()).containsExactly("CATALOGUE_UNREADABLE");
        Run rebuild = folder.rebuild("--catalogue");
        assertThat(rebuild.exitCode()).as(rebuild.out() + rebuild.err()).isZero();
        folder.requireMended();
    }

    @Test
    void theStoreAheadOfTheCatalogueIsFoundAndMended() throws Exception {
        folder.setCatalogueBack();
        assertThat(folder.verified().codes()).containsExactly("COLUMNS_WITHOUT_INSTANCE", "ORIGINAL_NOT_IN_CATALOGUE");
        assertThat(folder.rebuild("--catalogue").exitCode()).isZero();
        folder.requireMended();
    }

    @Test
    void theCatalogueAheadOfTheStoreIsFoundAndMended() throws Exception {
        Path original = folder.originalOf(folder.annotations());
        Files.delete(original);
        assertThat(folder.verified().codes()).containsExactly("ORIGINAL_MISSING");
        Run rebuild = folder.rebuild();
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.out())
                .contains("ORIGINAL_MISSING", folder.data().relativize(original).toString(), "set-aside");
        assertThat(folder.verified().codes()).isEmpty();
        try (ServerProcess server = folder.start()) {
            folder.store(server, Files.readAllBytes(folder.annotations()));
            assertThat(folder.answers(server)).isEqualTo(folder.truth());
        }
    }

    @Test
    void theCatalogueAheadOfOriginalAndRecordIsFoundAndMended() throws Exception {
        Path original = folder.originalOf(folder.annotations());
        Files.delete(original);
        Files.delete(original.resolveSibling(original.getFileName().toString().replace(".dcm", ".json")));
        assertThat(folder.verified().codes()).containsExactly("ORIGINAL_MISSING");
        Run rebuild = folder.rebuild();
        assertThat(rebuild.exitCode()).isEqualTo(1);
        assertThat(rebuild.out()).contains("ORIGINAL_MISSING", "its row is left out");
        assertThat(folder.verified().codes()).isEmpty();
    }

    @Test
    void rowsThatSayOtherThanTheirOriginalsAreFound() throws Exception {
        folder.sql("update instance set byte_length = byte_length + 1 where state <> 'NONE'");
        folder.sql("update instance set attributes = replace(attributes, 'ANN', 'ANM') where state <> 'NONE'");
        folder.sql("update study set patient_name = patient_name || 'x'");
        folder.sql("update series set modality = 'XX'");
        folder.sql("update slide_level set total_columns = total_columns - 1");
        requireFoundAndMended("byteLength", "attributes", "patientName", "modality", "totalColumns");
        folder.sql("update instance set sop_instance_uid = sop_instance_uid || '1' where state <> 'NONE'");
        folder.sql("delete from slide_level");
        folder.sql("insert into finding (instance_id, code, severity, byte_offset, path, got, allowed, remedy, clause)"
                + " select min(id), 'A', 'ERROR', 0, '', '', '', '', '' from instance");
        requireFoundAndMended("sopInstanceUid", "no slide level", "1 findings", "COLUMNS_WITHOUT_INSTANCE");
    }

    private void requireFoundAndMended(String... named) throws IOException {
        Run verify = folder.verified();
        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.out()).contains(named);
        assertThat(folder.rebuild("--catalogue").exitCode()).isZero();
        assertThat(folder.verified().codes()).isEmpty();
    }
}
