package org.glossa.service.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.DicomJsonReader.BulkDataResolver;
import org.glossa.dicom.Tag;
import org.glossa.service.catalogue.StoredInstance;

/**
 * Which objects an annotation object takes the place of, as it says itself: items of Source Instance Sequence (0042,0013) whose Purpose
 * of Reference is (121360, DCM, "Replaced report"), and of Predecessor Documents Sequence (0040,A360, PS3.3 C.17.2). The ANN IOD has
 * neither, so that they are of a Standard Extended SOP Class.
 */
final class Predecessors {
    private static final String REPLACED = "121360";
    private static final String DCM = "DCM";

    private Predecessors() {}

    /** Their SOP Instance UIDs; never that of the object itself. */
    static Set<String> of(StoredInstance instance) throws IOException {
        String attributes = instance.attributes();
        Set<String> uids = new LinkedHashSet<>();
        // Hardly any object says so, and this is looked up with every question to a slide.
        if (attributes.contains("\"00420013\"") || attributes.contains("\"0040A360\"")) {
            byte[] json = attributes.getBytes(StandardCharsets.UTF_8);
            for (DataSet root : DicomJsonReader.read(new ByteArrayInputStream(json), BulkDataResolver.NONE)) {
                addReplaced(uids, root);
                addDocuments(uids, root);
            }
        }
        uids.remove(instance.sopInstanceUid());
        return uids;
    }

    private static void addReplaced(Set<String> uids, DataSet root) throws IOException {
        for (DataSet source : root.items(Tag.SourceInstanceSequence)) {
            for (DataSet purpose : source.items(Tag.PurposeOfReferenceCodeSequence)) {
                if (purpose.string(Tag.CodeValue).orElse("").equals(REPLACED)
                        && purpose.string(Tag.CodingSchemeDesignator).orElse("").equals(DCM)) {
                    source.string(Tag.ReferencedSOPInstanceUID).ifPresent(uids::add);
                }
            }
        }
    }

    private static void addDocuments(Set<String> uids, DataSet root) throws IOException {
        for (DataSet study : root.items(Tag.PredecessorDocumentsSequence)) {
            for (DataSet series : study.items(Tag.ReferencedSeriesSequence)) {
                for (DataSet instance : series.items(Tag.ReferencedSOPSequence)) {
                    instance.string(Tag.ReferencedSOPInstanceUID).ifPresent(uids::add);
                }
            }
        }
    }
}
