package org.glossa.service.catalogue;

import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.glossa.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Writes instances into the catalogue, each in one transaction, and counts what it wrote: this process is the only one that does. Reads
 * go to the repositories.
 */
@Singleton
public class Catalogue {
    /** Findings kept of one instance; more of them say nothing new. */
    public static final int MAXIMUM_FINDINGS = 200;

    /** Each after those that refer to it; the last one is Flyway's, of which H2 folds the name unless it is quoted. */
    private static final List<String> TABLES =
            List.of("finding", "slide_level", "instance", "series", "study", "\"flyway_schema_history\"");

    private final StudyRepository studies;
    private final SeriesRepository series;
    private final InstanceRepository instances;
    private final FindingRepository findings;
    private final SlideLevelRepository levels;
    private final JdbcOperations operations;
    private final TransactionOperations<Connection> transactions;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong levelChanges = new AtomicLong();

    Catalogue(
            StudyRepository studies,
            SeriesRepository series,
            InstanceRepository instances,
            FindingRepository findings,
            SlideLevelRepository levels,
            JdbcOperations operations,
            TransactionOperations<Connection> transactions) {
        this.studies = studies;
        this.series = series;
        this.instances = instances;
        this.findings = findings;
        this.levels = levels;
        this.operations = operations;
        this.transactions = transactions;
    }

    /**
     * All rows of one instance.
     *
     * @param level null unless it is a whole-slide image
     */
    public record Entry(
            Study study,
            Series series,
            StoredInstance instance,
            @Nullable SlideLevel level,
            List<Finding> findings) {
        public Entry {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Adds an instance that is not there yet; study and series keep the attributes of their first instance. The caller lets one
     * addition run at a time.
     */
    public StoredInstance add(Entry entry) {
        if (entry.level() == null) {
            return write(() -> addRows(entry));
        }
        try {
            return transactions.executeWrite(status -> addRows(entry));
        } finally {
            changed();
        }
    }

    private StoredInstance addRows(Entry entry) {
        Study study = studies.findByStudyInstanceUid(entry.study().studyInstanceUid())
                .orElseGet(() -> studies.save(entry.study()));
        Series row = series.findByStudyIdAndSeriesInstanceUid(
                        idOf(study.id()), entry.series().seriesInstanceUid())
                .orElseGet(() -> series.save(inStudy(entry.series(), idOf(study.id()))));
        StoredInstance instance = instances.save(inSeries(entry.instance(), idOf(row.id())));
        if (entry.level() != null) {
            levels.save(entry.level());
        }
        addFindings(instance, entry.findings());
        return instance;
    }

    /**
     * Makes what was committed survive a loss of power. PostgreSQL has done so when a commit returns; H2 has only written to the system,
     * which survives the end of the process.
     */
    @Connectable
    public void sync() {
        operations.execute(connection -> {
            if (Database.of(connection) == Database.H2) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("checkpoint sync");
                }
            }
            return true;
        });
    }

    /**
     * Says that what was read of the catalogue and its originals may be otherwise now, though this process wrote nothing: an instance is
     * there whose commit nobody was told of, or an original was mended.
     */
    public void changed() {
        levelChanges.incrementAndGet(); // first: what goes by changes may be made of what goes by these
        changes.incrementAndGet();
    }

    /** Another number after each change, at the latest when that is acknowledged. */
    public long changes() {
        return changes.get();
    }

    /** The same of slide images; where {@link #changes} tells of an image, this did so before. */
    public long levelChanges() {
        return levelChanges.get();
    }

    /** Whatever comes of a commit, even when only the database knows, is a change. */
    private <T> T write(Supplier<T> rows) {
        try {
            return transactions.executeWrite(status -> rows.get());
        } finally {
            changes.incrementAndGet();
        }
    }

    /** The columns of an instance wait or are being made. */
    public void begin(StoredInstance instance, ColumnState state) {
        write(() -> update(instance, state, 0));
    }

    /** The build of an instance's columns came to an end that is no success. */
    public void fail(StoredInstance instance, Finding reason) {
        write(() -> {
            findings.deleteByInstanceIdAndCodeIn(idOf(instance.id()), Set.of(reason.code()));
            findings.save(StoredFinding.of(idOf(instance.id()), reason));
            return update(instance, ColumnState.FAILED, 0);
        });
    }

    /** Takes back that a build came to an end for a reason of one of these codes: the columns wait again. */
    public void retry(StoredInstance instance, Set<String> codes) {
        write(() -> {
            findings.deleteByInstanceIdAndCodeIn(idOf(instance.id()), codes);
            return update(instance, ColumnState.STORED, 0);
        });
    }

    /** Drops the tables, those that are there, for the next start to make them anew. */
    @Connectable
    public void drop() {
        operations.execute(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : TABLES) {
                    statement.execute("drop table if exists " + table);
                }
            }
            return true;
        });
    }

    /** The columns of an instance are there, whatever kept them from being made before. */
    public void succeed(StoredInstance instance, String codeOfFailure) {
        write(() -> {
            findings.deleteByInstanceIdAndCodeIn(idOf(instance.id()), Set.of(codeOfFailure));
            return update(instance, ColumnState.READY, instance.annotationsTotal());
        });
    }

    private ColumnState update(StoredInstance instance, ColumnState state, long done) {
        instances.updateBySopInstanceUid(instance.sopInstanceUid(), state, done, instance.annotationsTotal());
        return state;
    }

    public Optional<StoredInstance> instance(String sopInstanceUid) {
        return KeyText.isStorable(sopInstanceUid) ? instances.findBySopInstanceUid(sopInstanceUid) : Optional.empty();
    }

    /** The rows of all instances in the order of storing, read in pieces, so that not all are held. */
    public Iterable<StoredInstance> everyInstance() {
        return () -> Stream.iterate(
                        instances.findTop500ByIdGreaterThanOrderById(0),
                        rows -> !rows.isEmpty(),
                        rows -> instances.findTop500ByIdGreaterThanOrderById(
                                idOf(rows.getLast().id())))
                .flatMap(List::stream)
                .iterator();
    }

    public List<Finding> findings(StoredInstance instance) {
        return findings.findByInstanceIdOrderById(idOf(instance.id())).stream()
                .map(StoredFinding::finding)
                .toList();
    }

    private void addFindings(StoredInstance instance, List<Finding> list) {
        List<StoredFinding> rows = list.stream()
                .limit(MAXIMUM_FINDINGS)
                .map(finding -> StoredFinding.of(idOf(instance.id()), finding))
                .toList();
        if (!rows.isEmpty()) {
            findings.saveAll(rows);
        }
    }

    private static long idOf(@Nullable Long id) {
        if (id == null) {
            throw new IllegalStateException("a row that was read or saved has an id");
        }
        return id;
    }

    private static Series inStudy(Series row, long studyId) {
        return new Series(
                null,
                studyId,
                row.seriesInstanceUid(),
                row.modality(),
                row.seriesNumber(),
                row.seriesDescription(),
                row.seriesDate(),
                row.bodyPartExamined(),
                row.attributes());
    }

    private static StoredInstance inSeries(StoredInstance row, long seriesId) {
        return new StoredInstance(
                null,
                seriesId,
                row.sopInstanceUid(),
                row.sopClassUid(),
                row.studyInstanceUid(),
                row.seriesInstanceUid(),
                row.instanceNumber(),
                row.contentDate(),
                row.transferSyntaxUid(),
                row.sha256(),
                row.byteLength(),
                row.receivedAt(),
                row.state(),
                row.annotationsDone(),
                row.annotationsTotal(),
                row.frameOfReferenceUid(),
                row.referencedImageUid(),
                row.referencedSeriesUid(),
                row.attributes());
    }
}
