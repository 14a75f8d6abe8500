package org.glossa.dicom;

import java.io.IOException;
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
 * A DICOM Part 10 file, mapped. Thread-safe; its data sets, elements and segments live until {@link #close()}, after which touching
 * them throws {@link IllegalStateException}.
 */
public final class DicomFile implements AutoCloseable {
    private final MemorySegment bytes;
    private final @Nullable Arena arena;
    private final DataSet fileMeta;
    private final DataSet dataSet;
    private final String transferSyntaxUid;
    private final List<Finding> findings;

    private DicomFile(MemorySegment bytes, @Nullable Arena arena) throws MalformedInputException {
        this.bytes = bytes;
        this.arena = arena;
        FindingLog log = new FindingLog();
        FileMeta meta = FileMeta.read(bytes, log);
        this.fileMeta = meta.dataSet();
        this.transferSyntaxUid = meta.transferSyntaxUid();
        Encoding encoding = TransferSyntax.encoding(transferSyntaxUid);
        new StructureWalk(bytes, log).elements(meta.end(), bytes.byteSize(), encoding);
        this.dataSet = DataSetParser.parse(bytes, meta.end(), bytes.byteSize(), encoding, ParseContext.ROOT);
        log.noteCharacterSet(dataSet);
        this.findings = log.all();
    }

    /**
     * Maps a file and walks over its headers; values are not touched.
     *
     * @throws MalformedInputException when it is no DICOM file, its structure is damaged (with byte offset and tag path), or its
     *     transfer syntax is not supported
     */
    public static DicomFile open(Path path) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new DicomFile(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena), arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Reads a file that is in memory already; {@link #close()} leaves the bytes alone. */
    public static DicomFile of(MemorySegment bytes) throws MalformedInputException {
        return new DicomFile(bytes.asReadOnly(), null);
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

    public long byteSize() {
        return bytes.byteSize();
    }

    /** The file as it is, preamble included. */
    public MemorySegment bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
