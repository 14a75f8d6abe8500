package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GroupDescription;
import org.glossa.arrow.ArrowStream;
import org.glossa.geojson.SrgbColour;
import org.glossa.geometry.PyramidLevel;
import org.glossa.service.ingest.SetStatus;
import org.glossa.service.items.FeatureCollectionEncoder;
import org.glossa.service.items.Link;
import org.glossa.spatial.Box;
import org.glossa.statistics.MeasurementStatistics;
import org.glossa.store.StoredGroup;
import org.jspecify.annotations.Nullable;

/** The JSON of sets at /collections; the members are documented on the page "regions". */
final class CollectionJson {
    private CollectionJson() {}

    static void writeIdentity(JsonGenerator out, SetDescription set) throws IOException {
        out.writeStringField("sopInstanceUid", set.instance().sopInstanceUid());
        out.writeStringField("studyInstanceUid", set.instance().studyInstanceUid());
        out.writeStringField("seriesInstanceUid", set.instance().seriesInstanceUid());
        out.writeStringField("contentLabel", set.contentLabel());
        out.writeStringField("contentDescription", set.contentDescription());
    }

    static void writeState(JsonGenerator out, SetStatus status) throws IOException {
        out.writeStringField("state", status.state().name().toLowerCase(Locale.ROOT));
        out.writeObjectFieldStart("progress");
        out.writeNumberField("done", status.done());
        out.writeNumberField("total", status.total());
        out.writeEndObject();
        out.writeNumberField("numberOfAnnotations", status.total());
    }

    /** The image that is level 0, null where it is not stored. */
    static void writeSlide(JsonGenerator out, SetDescription.Slide slide) throws IOException {
        PyramidLevel level = slide.levelZero();
        out.writeObjectFieldStart("slide");
        out.writeStringField("studyInstanceUid", slide.studyInstanceUid());
        out.writeStringField("seriesInstanceUid", slide.seriesInstanceUid());
        out.writeStringField("frameOfReferenceUid", slide.frameOfReferenceUid());
        out.writeStringField("sopInstanceUid", level.sopInstanceUid());
        out.writeNumberField("columns", level.totalColumns());
        out.writeNumberField("rows", level.totalRows());
        out.writeNumberField("tileColumns", level.tileColumns());
        out.writeNumberField("tileRows", level.tileRows());
        out.writeNumberField("columnSpacingMm", level.columnSpacingMm());
        out.writeNumberField("rowSpacingMm", level.rowSpacingMm());
        out.writeEndObject();
    }

    /** Without statistics. */
    static void writeGroups(JsonGenerator out, List<StoredGroup> groups) throws IOException {
        writeGroups(out, groups, Set.of(), SetStatistics.NONE);
    }

    /** @param numbers Annotation Group Numbers of the groups that are asked for; empty for all */
    static void writeGroups(JsonGenerator out, List<StoredGroup> groups, Set<Integer> numbers, SetStatistics statistics)
            throws IOException {
        out.writeStartArray();
        for (int i = 0; i < groups.size(); i++) {
            if (SetStatistics.isAsked(groups.get(i), numbers)) {
                writeGroup(out, groups.get(i), statistics.of(i));
            }
        }
        out.writeEndArray();
    }

    /** @param statistics of the measurements; empty when they are not told */
    private static void writeGroup(JsonGenerator out, StoredGroup group, List<MeasurementStatistics> statistics)
            throws IOException {
        GroupDescription description = group.description();
        out.writeStartObject();
        out.writeNumberField("number", description.number());
        out.writeStringField("uid", description.uid());
        out.writeStringField("label", description.label());
        out.writeStringField("description", description.description());
        writeConcept(out, "category", description.category());
        writeConcept(out, "type", description.type());
        out.writeStringField("generationType", description.generation().name());
        out.writeStringField("graphicType", group.graphicType().name());
        out.writeNumberField("numberOfAnnotations", group.annotationCount());
        SrgbColour colour = SrgbColour.of(description);
        out.writeStringField(
                "color", String.format(Locale.ROOT, "#%02x%02x%02x", colour.red(), colour.green(), colour.blue()));
        out.writeArrayFieldStart("measurements");
        for (int i = 0; i < group.measurements().size(); i++) {
            MeasurementName measurement = group.measurements().get(i);
            out.writeStartObject();
            writeConcept(out, "concept", measurement.concept());
            writeConcept(out, "unit", measurement.unit());
            if (!statistics.isEmpty()) {
                writeStatistics(out, statistics.get(i));
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeStatistics(JsonGenerator out, MeasurementStatistics of) throws IOException {
        out.writeObjectFieldStart("statistics");
        out.writeNumberField("values", of.values());
        out.writeNumberField("notNumbers", of.notNumbers());
        out.writeNumberField("negativeInfinities", of.negativeInfinities());
        out.writeNumberField("positiveInfinities", of.positiveInfinities());
        if (of.finiteValues() > 0) {
            out.writeNumberField("least", of.least());
            out.writeNumberField("greatest", of.greatest());
        }
        out.writeArrayFieldStart("histogram");
        for (long count : of.histogram()) {
            out.writeNumber(count);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("quantiles");
        for (int i = 0; i < of.quantiles().size(); i++) {
            out.writeStartObject();
            out.writeNumberField("permille", MeasurementStatistics.PERMILLES.get(i));
            out.writeNumberField("value", of.quantiles().get(i));
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeConcept(JsonGenerator out, String name, CodedConcept concept) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("value", concept.value());
        out.writeStringField("scheme", concept.scheme());
        out.writeStringField("meaning", concept.meaning());
        out.writeEndObject();
    }

    /** @param bounds of the set in its own space, null when unknown */
    static void writeSpaces(JsonGenerator out, SetSpaces spaces, @Nullable Box bounds) throws IOException {
        out.writeArrayFieldStart("spaces");
        for (QuerySpace space : QuerySpace.values()) {
            out.writeStartObject();
            out.writeStringField("name", space.parameter());
            switch (spaces.resolve(space)) {
                case SetSpaces.Known known -> {
                    out.writeBooleanField("available", true);
                    out.writeStringField("coordRefSys", known.coordRefSys());
                    if (bounds != null) {
                        out.writeFieldName("extent");
                        out.writeArray(extent(known.sourceToSpace().boundsOf(bounds)), 0, 4);
                    }
                }
                case SetSpaces.Missing missing -> {
                    out.writeBooleanField("available", false);
                    out.writeStringField("missing", missing.uid());
                    out.writeStringField("reason", missing.sentence());
                }
                case SetSpaces.Undefined undefined -> {
                    out.writeBooleanField("available", false);
                    out.writeStringField("reason", undefined.sentence());
                }
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** Numbers that JSON has and that {@code bbox} takes: what is beyond all doubles ends at the last one. */
    private static double[] extent(Box box) {
        return DoubleStream.of(box.minX(), box.minY(), box.maxX(), box.maxY())
                .map(side -> Math.clamp(side, -Double.MAX_VALUE, Double.MAX_VALUE))
                .toArray();
    }

    /** @param collection absolute URL of a set or a slide */
    static void writeItemLinks(JsonGenerator out, String collection) throws IOException {
        new Link("items", FeatureCollectionEncoder.MEDIA_TYPE, collection + "/items").write(out);
        new Link("items", ArrowStream.MEDIA_TYPE, collection + "/items?f=arrow").write(out);
    }
}
