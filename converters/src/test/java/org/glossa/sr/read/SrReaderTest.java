package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.glossa.sr.read.SrDocument.code;
import static org.glossa.sr.read.SrDocument.container;
import static org.glossa.sr.read.SrDocument.finding;
import static org.glossa.sr.read.SrDocument.group;
import static org.glossa.sr.read.SrDocument.num;
import static org.glossa.sr.read.SrDocument.scoord;
import static org.glossa.sr.read.SrDocument.solid;
import static org.glossa.sr.read.SrDocument.text;
import static org.glossa.sr.read.SrDocument.uid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.AnatomicSite;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Measurement;
import org.glossa.annotation.Precision;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.finding.MalformedInputException;
import org.glossa.sr.ContentItem;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.junit.jupiter.api.Test;

/** Groups and objects of a report. */
class SrReaderTest extends ReportReading {
    @Test
    void a_group_that_columns_say_all_of() throws Exception {
        AnnotationSet set = read(group(
                text(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.TRACKING_IDENTIFIER, "lesion"),
                uid("2.25.329800735698586629295641978511506172918"),
                code(RelationshipType.CONTAINS, SrConcepts.FINDING_CATEGORY, new CodedConcept("91723000", "SCT", "x")),
                finding(SrDocument.NEOPLASM),
                scoord("POLYLINE", 1.5f, 2, 30, 2.25f, 30, 40, 1.5f, 2),
                num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "12.5")));
        assertThat(codes()).isEmpty();
        assertThat(set.sopInstanceUid()).isEqualTo("1.2.3");
        assertThat(set.space()).isEqualTo(new CoordinateSpace.ImagePixels(SrDocument.IMAGE));
        assertThat(set.image().seriesInstanceUid()).isEqualTo("1.2.3.2");
        assertThat(set.image().studyInstanceUid()).isEqualTo("1.2.3.1");
        AnnotationGroup made = set.groups().getFirst();
        assertThat(made.graphicType()).isEqualTo(GraphicType.POLYGON);
        assertThat(made.coordinates().precision()).isEqualTo(Precision.FLOAT32);
        assertThat(made.description().label()).isEqualTo("Neoplasm");
        assertThat(made.description().number()).isEqualTo(1);
        assertThat(made.description().generation()).isEqualTo(GenerationType.MANUAL);
        assertThat(row(set, 0, 0)).containsExactly(1.5, 2.0, 30.0, 2.25, 30.0, 40.0);
        assertThat(set.features().kind(0)).isEqualTo(Features.Kind.GEOMETRY);
        assertThat(parts(set, 0)).containsExactly(List.of(0L, 0L, (long) BEGINS));
        assertThat(set.features().name(0)).isEqualTo("lesion");
        assertThat(set.features().id(0)).isEqualTo("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"); // PS3.5 B.2's own example
        assertThat(set.features().content(0)).isNull();
        Measurement area = made.measurements().getFirst();
        assertThat(area.unit()).isEqualTo(SrDocument.SQUARE_MICROMETRE);
        assertThat(area.values().number(0)).isEqualTo(12.5);
        assertThat(area.values().precision()).isEqualTo(Precision.FLOAT64);
        assertThat(losses()).isEmpty();
    }

    @Test
    void ids_that_are_no_uuids_stay_uids() throws Exception {
        AnnotationSet set = read(
                group(uid("1.2.840.5"), scoord("POINT", 1, 2)),
                group(uid("2.25.340282366920938463463374607431768211456"), scoord("POINT", 1, 2)),
                group(uid("2.25.0"), scoord("POINT", 1, 2)),
                group(uid("2.25.01"), scoord("POINT", 1, 2)),
                group(scoord("POINT", 1, 2)));
        Features features = set.features();
        assertThat(List.of(features.id(0), features.id(1), features.id(2), features.id(3)))
                .containsExactly(
                        "1.2.840.5",
                        "2.25.340282366920938463463374607431768211456",
                        "00000000-0000-0000-0000-000000000000",
                        "2.25.01");
        assertThat(features.idForm(4)).isEqualTo(Features.IdForm.ABSENT);
        assertThat(features.id(4)).isNull();
        assertThat(features.name(4)).isNull();
    }

    @Test
    void no_region() throws Exception {
        AnnotationSet set = read(
                group(finding(SrDocument.NEOPLASM), num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "3")),
                group(scoord("POINT", 1, 2)));
        AnnotationGroup group = set.groups().getFirst();
        assertThat(group.role()).isEqualTo(GroupRole.REGIONLESS);
        assertThat(group.graphicType()).isEqualTo(GraphicType.POINT);
        assertThat(group.annotationCount()).isOne();
        assertThat(group.coordinates().vertexCount()).isZero();
        assertThat(group.measurements().getFirst().values().number(0)).isEqualTo(3);
        assertThat(set.features().kind(0)).isEqualTo(Features.Kind.NONE);
        assertThat(set.groups().get(1).description().label()).isEqualTo("Measurements");
        assertThat(set.groups().get(1).description().category()).isEqualTo(new CodedConcept("", "", ""));
    }

    @Test
    void sites_modifiers_and_algorithms() throws Exception {
        CodedConcept breast = new CodedConcept("76752008", "SCT", "Breast");
        CodedConcept left = new CodedConcept("7771000", "SCT", "Left");
        CodedConcept dorsal = new CodedConcept("255554000", "SCT", "Dorsal");
        CodedConcept family = new CodedConcept("123109", "DCM", "Artificial Intelligence");
        DataSet laterality = code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.LATERALITY, left);
        DataSet topography = code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.TOPOGRAPHICAL_MODIFIER, dorsal);
        DataSet odd = code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.LATERALITY, dorsal);
        AnnotationSet set = read(
                group(
                        finding(SrDocument.NEOPLASM, topography),
                        scoord("POINT", 1, 2),
                        code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.FINDING_SITE, breast, laterality, topography),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "net"),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_VERSION, "2"),
                        code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_FAMILY, family),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "other"),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_VERSION, "3")),
                group(
                        scoord("POINT", 1, 2),
                        code(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.FINDING_SITE, breast, odd),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "net"),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_PARAMETERS, "a=1"),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_PARAMETERS, "b=2")));
        var said = set.groups().getFirst().description();
        assertThat(said.typeModifiers()).containsExactly(dorsal);
        assertThat(said.anatomy().regions()).containsExactly(new AnatomicSite(breast, List.of(left, dorsal)));
        assertThat(said.algorithms())
                .containsExactly(new Algorithm("net", "2", family, "", ""), new Algorithm("other", "3", null, "", ""));
        assertThat(said.generation()).isEqualTo(GenerationType.AUTOMATIC);
        assertThat(content(set, 0).isNull()).isTrue();
        assertThat(set.groups().get(1).description().algorithms())
                .containsExactly(new Algorithm("net", "", null, "a=1\nb=2", ""));
        assertThat(content(set, 1)).hasSize(4);
    }

    @Test
    void what_stands_above_groups_is_said_of_each() throws Exception {
        SrDocument document = new SrDocument();
        document.children().clear();
        document.children().add(code(RelationshipType.HAS_OBS_CONTEXT, SrConcepts.OBSERVER_TYPE, SrConcepts.DEVICE));
        document.children()
                .add(container(
                        SrConcepts.IMAGING_MEASUREMENTS,
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_NAME, "net"),
                        text(RelationshipType.HAS_CONCEPT_MOD, SrConcepts.ALGORITHM_VERSION, "2"),
                        text(RelationshipType.CONTAINS, new CodedConcept("121106", "DCM", "Comment"), "all"),
                        group(scoord("POINT", 1, 2))));
        document.children().add(group(scoord("POINT", 3, 4)));
        AnnotationSet set = read(document);
        assertThat(set.groups()).hasSize(2);
        assertThat(set.groups().getFirst().description().algorithms())
                .containsExactly(new Algorithm("net", "2", null, "", ""));
        assertThat(set.groups().get(1).description().algorithms()).isEmpty();
        assertThat(set.groups().get(1).description().generation()).isEqualTo(GenerationType.AUTOMATIC);
        KeptReport report = KeptReport.parse(set.extras().report());
        assertThat(report.observers()).hasSize(1);
        assertThat(report.others())
                .extracting(ContentItem::name)
                .extracting(CodedConcept::value)
                .containsExactly("121106");
        List<ContentItem> kept = ContentItem.root(report.data()).children();
        assertThat(kept).hasSize(2);
        assertThat(kept.get(1).isNamed(SrConcepts.IMAGING_MEASUREMENTS)).isTrue();
    }

    @Test
    void attributes_of_the_group_itself() throws Exception {
        DataSet.Builder own = DataSet.builder().all(group(scoord("POINT", 1, 2)));
        own.string(Tag.ObservationDateTime, "20260101120000");
        AnnotationSet set = read(own.build());
        assertThat(content(set, 0)).hasSize(1);
        assertThat(content(set, 0).get(0).at("/container/0040A032/Value/0").asText())
                .isEqualTo("20260101120000");
    }

    @Test
    void what_deviates_from_the_template_is_told() throws Exception {
        DataSet retired = code(
                RelationshipType.CONTAINS,
                new CodedConcept("G-C0E3", "SRT", "Finding Site"),
                new CodedConcept("T-04000", "SRT", "Breast"));
        SrDocument document = new SrDocument(group(
                text(RelationshipType.CONTAINS, SrConcepts.TRACKING_IDENTIFIER, "a"), scoord("POINT", 1, 2), retired));
        document.children().removeFirst();
        document.root()
                .empty(Tag.ContentTemplateSequence)
                .sequence(
                        Tag.ConceptNameCodeSequence,
                        org.glossa.code.CodeItems.of(new CodedConcept("126001", "DCM", "Oncology Measurement Report")));
        AnnotationSet set = read(document);
        assertThat(codes())
                .containsExactly(
                        "SR_ROOT_OTHER",
                        "TEMPLATE_NOT_STATED",
                        "OBSERVER_MISSING",
                        "RELATIONSHIP_OTHER",
                        "SRT_CODE",
                        "SRT_CODE",
                        "RELATIONSHIP_OTHER");
        assertThat(set.features().name(0)).isEqualTo("a");
        assertThat(set.groups().getFirst().description().anatomy().regions()).hasSize(1);
        assertThat(set.groups().getFirst().description().generation()).isEqualTo(GenerationType.UNSPECIFIED);
    }

    @Test
    void refused() {
        assertRefused("GRAPHIC_DATA_LENGTH", "(0070,0022)", group(scoord("POINT", 1, 2, 3)));
        assertRefused("GRAPHIC_DATA_COUNT", "(0070,0022)", group(scoord("POINT", 1, 2, 3, 4)));
        assertRefused("GRAPHIC_DATA_COUNT", "(0070,0022)", group(scoord("CIRCLE", 1, 2)));
        assertRefused("GRAPHIC_DATA_COUNT", "(0070,0022)", group(scoord("ELLIPSE", 1, 2, 3, 4, 5, 6)));
        assertRefused(
                "GRAPHIC_DATA_LENGTH", "(0070,0022)", group(solid("POINT", 1, 2).build()));
        assertRefused("GRAPHIC_DATA_MISSING", "(0070,0022)", group(scoord("POINT")));
        DataSet untyped = DataSet.builder()
                .all(finding(SrDocument.NEOPLASM))
                .empty(Tag.ValueType)
                .build();
        assertRefused("VALUE_TYPE_MISSING", "(0040,A040)", group(untyped));
        SrDocument other = new SrDocument();
        other.root().string(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.88.11");
        assertThatThrownBy(() -> read(other))
                .isInstanceOfSatisfying(
                        MalformedInputException.class,
                        e -> assertThat(e.finding().code()).isEqualTo("SOP_CLASS_OTHER"));
    }

    private void assertRefused(String code, String tag, DataSet group) {
        assertThatThrownBy(() -> read(group)).isInstanceOfSatisfying(MalformedInputException.class, e -> {
            assertThat(e.finding().code()).isEqualTo(code);
            assertThat(e.finding().place().describe())
                    .startsWith("byte offset ")
                    .endsWith("(0040,A730)[2]/(0040,A730)[1]/(0040,A730)[1]/" + tag);
        });
    }

    @Test
    void no_groups_at_all() throws Exception {
        AnnotationSet set = read(new SrDocument());
        assertThat(set.groups()).isEmpty();
        assertThat(set.features().featureCount()).isZero();
        assertThat(codes()).containsExactly("NO_MEASUREMENT_GROUPS");
    }

    @Test
    void unknown_items_are_kept_in_order() throws Exception {
        DataSet strange = DataSet.builder()
                .all(finding(SrDocument.NEOPLASM))
                .string(Tag.ValueType, "HOLOGRAM")
                .build();
        AnnotationSet set = read(group(
                strange,
                scoord("CIRCLE", 5, 5, 5, 8),
                code(
                        RelationshipType.CONTAINS,
                        SrConcepts.GEOMETRIC_PURPOSE,
                        new CodedConcept("75958009", "SCT", "Bounded by")),
                text(RelationshipType.CONTAINS, new CodedConcept("121106", "DCM", "Comment"), "é"),
                container(SrConcepts.IMAGE_LIBRARY)));
        JsonNode kept = content(set, 0);
        assertThat(kept).hasSize(5);
        assertThat(kept.get(0).at("/item/0040A040/Value/0").asText()).isEqualTo("HOLOGRAM");
        assertThat(kept.get(1).get("part").asInt()).isZero();
        assertThat(kept.get(2).at("/item/0040A043/Value/0/00080100/Value/0").asText())
                .isEqualTo("130400");
        assertThat(kept.get(3).at("/item/0040A160/Value/0").asText()).isEqualTo("é");
        assertThat(kept.get(4).at("/item/0040A040/Value/0").asText()).isEqualTo("CONTAINER");
        assertThat(codes()).containsExactly("VALUE_TYPE_UNKNOWN");
    }
}
