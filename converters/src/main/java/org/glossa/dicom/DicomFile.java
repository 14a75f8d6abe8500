package org.glossa.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.jspecify.annotations.Nullable;

/**
 * A DICOM Part 10 file, mapped. Deflated and big-endian data sets are read from a copy, inflated and little-endian, in a temporary file
 * that is gone after {@link #close()}, or at once when the file is refused. Thread-safe; its data sets, elements and segments live
 * until {@link #close()}, after which touching them throws {@link IllegalStateException}.
 *
 * <p>Offsets count in {@link #bytes()}: in the file itself; of a deflated one in the file as it would be with its data set inflated,
 * which a finding {@code OFFSETS_AFTER_INFLATION} says.
 */
public final class DicomFile implements AutoCloseable {
    private static final String IN_INFLATED = " (the offset counts in the file with its data set inflated)";

    private final long byteSize;
    private final MemorySegment bytes;
    private final @Nullable Arena arena;
    private final DataSet fileMeta;
    private final DataSet dataSet;
    private final String transferSyntaxUid;
    private final List<Finding> findings;

    private DicomFile(MemorySegment file, Path temporaryFolder, Arena copyArena, @Nullable Arena owned)
            throws IOException {
        this.byteSize = file.byteSize();
        this.arena = owned;
        FindingLog log = new FindingLog();
        FileMeta meta = FileMeta.read(file, log);
        this.fileMeta = meta.dataSet();
        this.transferSyntaxUid = meta.transferSyntaxUid();
        this.bytes = switch (transferSyntaxUid) {
            case TransferSyntax.EXPLICIT_VR_BIG_ENDIAN ->
                TemporaryCopy.of(
                        copy -> LittleEndianCopy.write(file, meta.end(), meta.last(), log, copy),
                        temporaryFolder,
                        copyArena);
            case TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN ->
                TemporaryCopy.of(
                        copy -> InflatedCopy.write(file, meta.end(), meta.last(), log, copy),
                        temporaryFolder,
                        copyArena);
            default -> file;
        };
        Encoding encoding = TransferSyntax.encoding(transferSyntaxUid);
        if (encoding == Encoding.EXPLICIT_VR_BIG_ENDIAN) {
            // the copy was made by walking
            encoding = Encoding.EXPLICIT_VR;
        } else {
            walk(meta, encoding, log);
        }
        this.dataSet = DataSetParser.parse(bytes, meta.end(), bytes.byteSize(), encoding, ParseContext.ROOT);
        log.noteCharacterSet(dataSet);
        this.findings = log.all();
    }

    private void walk(FileMeta meta, Encoding encoding, FindingLog log) throws MalformedInputException {
        if (isInflated()) {
            log.noteInflation(meta.end());
        }
        try {
            new StructureWalk(bytes, log, meta.last(), null).elements(meta.end(), bytes.byteSize(), encoding);
        } catch (MalformedInputException e) {
            throw placed(e);
        }
    }

    /**
     * Maps a file and walks over its headers; values are not touched. A copy, where one is needed, is in the system's folder for
     * temporary files.
     *
     * @throws MalformedInputException when it is no DICOM file, its structure is damaged (with byte offset and tag path), or its
     *     transfer syntax is not supported
     */
    public static DicomFile open(Path path) throws IOException {
        return open(path, systemTemporaryFolder());
    }

    /** The same with another folder for the copy. */
    public static DicomFile open(Path path, Path temporaryFolder) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            return new DicomFile(bytes, temporaryFolder, arena, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Reads a file that is in memory already; {@link #close()} leaves the bytes alone, and a copy to the garbage collector. */
    public static DicomFile of(MemorySegment bytes) throws MalformedInputException {
        try {
            return new DicomFile(bytes.asReadOnly(), systemTemporaryFolder(), Arena.ofAuto(), null);
        } catch (MalformedInputException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path systemTemporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** Group 0002. */
    public DataSet fileMeta() {
        return fileMeta;
    }

    public DataSet dataSet() {
        return dataSet;
    }

    /** As the file meta says; where it does not, as found. */
    public String transferSyntaxUid() {
        return transferSyntaxUid;
    }

    /** What was read although it breaks a rule; at most a few of each kind. */
    public List<Finding> findings() {
        return findings;
    }

    /** Of the file, as it is stored. */
    public long byteSize() {
        return byteSize;
    }

    /** Whether {@link #bytes()} is a copy of the file, for which the file's own bytes cannot stand in. */
    public boolean isCopied() {
        return switch (transferSyntaxUid) {
            case TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN -> true;
            default -> false;
        };
    }

    private boolean isInflated() {
        return transferSyntaxUid.equals(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** Preamble, group 0002 and the data set, inflated and little-endian: what the elements' offsets count in. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** The same refusal, which says what its offset counts in where that is not the file. */
    public MalformedInputException placed(MalformedInputException refusal) {
        Finding finding = refusal.finding();
        if (!isInflated() || finding.got().endsWith(IN_INFLATED)) {
            return refusal;
        }
        return new MalformedInputException(Finding.error(
                finding.code(),
                finding.place(),
                finding.got() + IN_INFLATED,
                finding.allowed(),
                finding.remedy(),
                finding.clause()));
    }

    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
