package org.glossa.service.dicomweb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.glossa.dicom.Dictionary;
import org.glossa.dicom.Tag;
import org.glossa.service.catalogue.AttributeLevel;
import org.glossa.service.catalogue.SearchRow;

/**
 * Results of a search as DICOM JSON, PS3.18 section 10.6.3.3. Each has the attributes that its level and the levels above must have, those
 * of includefield that are held, and always the UIDs that lead to it.
 */
final class SearchJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** Returned even when the data set does not have them: with no value. */
    private static final int[] STUDY_REQUIRED = {
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.ReferringPhysicianName,
        Tag.PatientName,
        Tag.PatientID,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.StudyInstanceUID,
        Tag.StudyID
    };

    private static final int[] STUDY_WHEN_PRESENT = {Tag.TimezoneOffsetFromUTC, Tag.StudyDescription};
    private static final int[] SERIES_REQUIRED = {Tag.Modality, Tag.SeriesInstanceUID, Tag.SeriesNumber};
    private static final int[] SERIES_WHEN_PRESENT = {
        Tag.TimezoneOffsetFromUTC, Tag.SeriesDescription, 0x00400244, 0x00400245, 0x00400275
    };
    private static final int[] INSTANCE_REQUIRED = {Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.InstanceNumber};
    private static final int[] INSTANCE_WHEN_PRESENT = {
        Tag.TimezoneOffsetFromUTC, Tag.NumberOfFrames, Tag.Rows, Tag.Columns, Tag.BitsAllocated
    };

    private final SearchRequest request;
    private final String studiesUrl;
    private final Set<AttributeLevel> levels;

    /**
     * @param levels whose attributes every result has: its own, and those above that the path does not name
     */
    SearchJson(SearchRequest request, String studiesUrl, Set<AttributeLevel> levels) {
        this.request = request;
        this.studiesUrl = studiesUrl;
        this.levels = Set.copyOf(levels);
    }

    void write(JsonGenerator out, SearchRow row) throws IOException {
        Map<Integer, String> elements = new TreeMap<>(Integer::compareUnsigned);
        for (int tag : required()) {
            elements.put(tag, "{\"vr\":\"" + vr(tag) + "\"}");
        }
        for (String held : List.of(row.studyAttributes(), row.seriesAttributes(), row.instanceAttributes())) {
            if (!held.isEmpty()) {
                addHeld(elements, held);
            }
        }
        addComputed(elements, row);
        out.writeStartObject();
        for (Map.Entry<Integer, String> element : elements.entrySet()) {
            out.writeFieldName(Tag.hex(element.getKey()));
            out.writeRawValue(element.getValue());
        }
        out.writeEndObject();
    }

    private List<Integer> required() {
        List<Integer> tags = new ArrayList<>();
        if (levels.contains(AttributeLevel.STUDY)) {
            add(tags, STUDY_REQUIRED);
        }
        if (levels.contains(AttributeLevel.SERIES)) {
            add(tags, SERIES_REQUIRED);
        }
        if (levels.contains(AttributeLevel.INSTANCE)) {
            add(tags, INSTANCE_REQUIRED);
        }
        return tags;
    }

    private static void add(List<Integer> tags, int[] more) {
        for (int tag : more) {
            tags.add(tag);
        }
    }

    private boolean isWanted(int tag) {
        if (request.includesAll() || request.included().contains(tag) || tag == Tag.SpecificCharacterSet) {
            return true;
        }
        return levels.contains(AttributeLevel.STUDY) && isIn(tag, STUDY_REQUIRED, STUDY_WHEN_PRESENT)
                || levels.contains(AttributeLevel.SERIES) && isIn(tag, SERIES_REQUIRED, SERIES_WHEN_PRESENT)
                || levels.contains(AttributeLevel.INSTANCE) && isIn(tag, INSTANCE_REQUIRED, INSTANCE_WHEN_PRESENT);
    }

    private static boolean isIn(int tag, int[] some, int[] more) {
        for (int each : some) {
            if (each == tag) {
                return true;
            }
        }
        for (int each : more) {
            if (each == tag) {
                return true;
            }
        }
        return false;
    }

    private void addHeld(Map<Integer, String> elements, String held) throws IOException {
        try (JsonParser in = JSON.createParser(held)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                int tag = Integer.parseUnsignedInt(in.currentName(), 16);
                in.nextToken();
                if (isWanted(tag)) {
                    elements.put(tag, copied(in));
                } else {
                    in.skipChildren();
                }
            }
        }
    }

    private static String copied(JsonParser in) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.copyCurrentStructure(in);
        }
        return text.toString();
    }

    private void addComputed(Map<Integer, String> elements, SearchRow row) throws IOException {
        elements.put(Tag.StudyInstanceUID, texts("UI", List.of(row.studyInstanceUid())));
        elements.put(Tag.InstanceAvailability, texts("CS", List.of("ONLINE")));
        if (!row.seriesInstanceUid().isEmpty()) {
            elements.put(Tag.SeriesInstanceUID, texts("UI", List.of(row.seriesInstanceUid())));
        }
        if (!row.sopInstanceUid().isEmpty()) {
            elements.put(Tag.SOPInstanceUID, texts("UI", List.of(row.sopInstanceUid())));
        }
        elements.put(Tag.RetrieveURL, texts("UR", List.of(retrieveUrl(row))));
        boolean ofStudy = levels.contains(AttributeLevel.STUDY) || request.includesAll();
        boolean ofSeries = levels.contains(AttributeLevel.SERIES) || request.includesAll();
        addIf(elements, ofStudy, Tag.ModalitiesInStudy, texts("CS", split(row.modalitiesInStudy())));
        addIf(elements, request.includesAll(), Tag.SOPClassesInStudy, texts("UI", split(row.sopClassesInStudy())));
        addIf(elements, ofStudy, Tag.NumberOfStudyRelatedSeries, number(row.seriesInStudy()));
        addIf(elements, ofStudy, Tag.NumberOfStudyRelatedInstances, number(row.instancesInStudy()));
        if (!row.seriesInstanceUid().isEmpty()) {
            addIf(elements, ofSeries, Tag.NumberOfSeriesRelatedInstances, number(row.instancesInSeries()));
        }
    }

    private void addIf(Map<Integer, String> elements, boolean isOfLevel, int tag, String element) {
        if (isOfLevel || request.included().contains(tag)) {
            elements.put(tag, element);
        }
    }

    private String retrieveUrl(SearchRow row) {
        if (row.seriesInstanceUid().isEmpty()) {
            return Addresses.study(studiesUrl, row.studyInstanceUid());
        }
        String series = Addresses.series(studiesUrl, row.studyInstanceUid(), row.seriesInstanceUid());
        return row.sopInstanceUid().isEmpty() ? series : series + "/instances/" + row.sopInstanceUid();
    }

    private static List<String> split(String values) {
        return Stream.of(values.split("\\\\"))
                .filter(value -> !value.isEmpty())
                .sorted()
                .toList();
    }

    private static String texts(String vr, List<String> values) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("vr", vr);
            if (!values.isEmpty()) {
                out.writeArrayFieldStart("Value");
                for (String value : values) {
                    out.writeString(value);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private static String number(long value) {
        return "{\"vr\":\"IS\",\"Value\":[" + value + "]}";
    }

    private static String vr(int tag) {
        Dictionary.Entry entry = Dictionary.lookup(tag);
        return entry == null ? "UN" : entry.vr().name();
    }
}
