package org.glossa.sr.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.CodedConcept;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.DicomJson;
import org.glossa.dicom.DicomJsonReader;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.sr.ContentItem;
import org.glossa.sr.ReportAttributes;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;

/** {@link org.glossa.annotation.DocumentExtras#report}: a report without its Measurement Groups. */
public final class KeptReport {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<Integer> PLAIN_ROW = Set.of(
            Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.ConceptCodeSequence, Tag.TextValue);

    private final DataSet data;

    private KeptReport(DataSet data) {
        this.data = data;
    }

    /** Of a report that was read. */
    static KeptReport of(ContentItem root) {
        DataSet.Builder kept = DataSet.builder();
        for (int tag : ReportAttributes.kept()) {
            Element element = root.data().get(tag);
            if (element != null) {
                kept.verbatim(element);
            }
        }
        Kept children = childrenKept(root);
        children.addTo(kept);
        return new KeptReport(kept.build());
    }

    /**
     * What {@link #text()} wrote.
     *
     * @throws org.glossa.finding.MalformedInputException when it is no DICOM JSON
     */
    public static KeptReport parse(String text) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        List<DataSet> read = DicomJsonReader.read(bytes, DicomJsonReader.BulkDataResolver.NONE);
        return new KeptReport(read.isEmpty() ? DataSet.builder().build() : read.getFirst());
    }

    /** @param holdsGroups whether Measurement Groups were among the children or below */
    private record Kept(List<DataSet> children, boolean holdsGroups) {
        void addTo(DataSet.Builder container) {
            if (!children.isEmpty()) {
                container.sequence(Tag.ContentSequence, children);
            }
        }
    }

    private static Kept childrenKept(ContentItem container) {
        List<DataSet> all = new ArrayList<>();
        List<DataSet> withoutAlgorithms = new ArrayList<>();
        boolean holdsGroups = false;
        for (ContentItem child : container.children()) {
            if (GroupWalk.isGroup(child)) {
                holdsGroups = true;
                continue;
            }
            DataSet kept = child.data();
            if (child.is(ValueType.CONTAINER)) {
                Kept below = childrenKept(child);
                holdsGroups |= below.holdsGroups;
                kept = withChildren(child, below);
            }
            all.add(kept);
            if (!AlgorithmRows.isRow(child, child.name()) || !Plain.only(child.data(), PLAIN_ROW)) {
                withoutAlgorithms.add(kept);
            }
        }
        // algorithms above groups are those of each of them
        return new Kept(holdsGroups ? withoutAlgorithms : all, holdsGroups);
    }

    private static DataSet withChildren(ContentItem container, Kept children) {
        DataSet.Builder kept = DataSet.builder();
        for (Element element : container.data()) {
            if (element.tag() != Tag.ContentSequence) {
                kept.verbatim(element);
            }
        }
        children.addTo(kept);
        return kept.build();
    }

    /** Attributes of {@link ReportAttributes} and the content items around the groups. */
    public DataSet data() {
        return data;
    }

    /** Children of the root that say who observed (TID 1002 to 1004): what a target without observers loses. */
    public List<ContentItem> observers() {
        return ContentItem.root(data).children().stream()
                .filter(KeptReport::isOfObserver)
                .toList();
    }

    /**
     * Content items that are neither of observers nor what every report has: children of the root without language, Procedure reported and
     * containers that are empty; and of the container Imaging Measurements its children.
     */
    public List<ContentItem> others() {
        List<ContentItem> others = new ArrayList<>();
        for (ContentItem child : ContentItem.root(data).children()) {
            if (child.isNamed(SrConcepts.IMAGING_MEASUREMENTS)) {
                others.addAll(child.children());
            } else if (!isOfObserver(child)
                    && !child.isNamed(SrConcepts.LANGUAGE)
                    && !child.isNamed(SrConcepts.PROCEDURE_REPORTED)
                    && !(child.is(ValueType.CONTAINER) && child.children().isEmpty())) {
                others.add(child);
            }
        }
        return others;
    }

    private static boolean isOfObserver(ContentItem item) {
        CodedConcept name = item.name();
        return SrConcepts.OF_OBSERVERS.stream().anyMatch(concept -> SrConcepts.is(name, concept));
    }

    /** One object of DICOM JSON. */
    public String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            DicomJson.write(out, data, null);
        }
        return text.toString();
    }
}
