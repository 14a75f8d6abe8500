package org.glossa.sr.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.glossa.sr.read.SrDocument.container;
import static org.glossa.sr.read.SrDocument.group;
import static org.glossa.sr.read.SrDocument.num;
import static org.glossa.sr.read.SrDocument.scoord;
import static org.glossa.sr.read.SrDocument.solid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Tag;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerEntry;
import org.glossa.sr.ContentItem;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.junit.jupiter.api.Test;

/** Regions of a report, and the spaces that they are in. */
class ReadRegionsTest extends ReportReading {
    @Test
    void lines_are_polygons_only_when_they_close_around_something() throws Exception {
        AnnotationSet set = read(
                group(scoord("POLYLINE", 1, 2, 3, 4)),
                group(scoord("POLYLINE", 1, 2, 3, 4, 1, 2)),
                group(scoord("POLYLINE", 1, 2, 3, 4, 5, 2, 1, 2)),
                group(scoord("POLYLINE", 0f, 2, 3, 4, 5, 2, -0f, 2)));
        assertThat(set.groups())
                .extracting(AnnotationGroup::graphicType)
                .containsExactly(GraphicType.POLYLINE, GraphicType.POLYGON);
        assertThat(row(set, 0, 1)).containsExactly(1.0, 2.0, 3.0, 4.0, 1.0, 2.0);
        assertThat(row(set, 1, 0)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 2.0);
        assertThat(set.groups().getFirst().annotationCount()).isEqualTo(3); // -0 is another bit pattern
    }

    @Test
    void points_of_one_region_and_several_regions_of_points() throws Exception {
        AnnotationSet set = read(
                group(scoord("MULTIPOINT", 1, 2, 3, 4)),
                group(scoord("POINT", 5, 6), scoord("POINT", 7, 8)),
                group(scoord("MULTIPOINT", 9, 10), scoord("POINT", 11, 12)));
        assertThat(set.features().kind(0)).isEqualTo(Features.Kind.GEOMETRY);
        assertThat(parts(set, 0))
                .containsExactly(List.of(0L, 0L, (long) BEGINS | MULTI), List.of(0L, 1L, (long) MULTI));
        assertThat(set.features().kind(1)).isEqualTo(Features.Kind.COLLECTION);
        assertThat(parts(set, 1)).containsExactly(List.of(0L, 2L, (long) BEGINS), List.of(0L, 3L, (long) BEGINS));
        assertThat(set.features().kind(2)).isEqualTo(Features.Kind.COLLECTION);
        assertThat(parts(set, 2))
                .containsExactly(List.of(0L, 4L, (long) BEGINS | MULTI), List.of(0L, 5L, (long) BEGINS));
        assertThat(content(set, 0).isNull()).isTrue();
        assertThat(content(set, 1).isNull()).isTrue();
        // columns cannot tell a MULTIPOINT of one from a POINT
        assertThat(content(set, 2)).hasSize(1);
        assertThat(content(set, 2).get(0).get("part").asInt()).isZero();
    }

    @Test
    void several_regions_of_one_type_are_one_multi() throws Exception {
        AnnotationSet set = read(
                group(
                        scoord("ELLIPSE", 0, 5, 10, 5, 5, 3, 5, 7),
                        scoord("CIRCLE", 5, 5, 5, 8),
                        num(SrDocument.AREA, SrDocument.SQUARE_MICROMETRE, "1")),
                group(scoord("POLYLINE", 1, 2, 3, 4), scoord("ELLIPSE", 0, 5, 10, 5, 5, 3, 5, 7)));
        assertThat(set.features().kind(0)).isEqualTo(Features.Kind.GEOMETRY);
        assertThat(parts(set, 0))
                .containsExactly(List.of(0L, 0L, (long) BEGINS | MULTI), List.of(0L, 1L, (long) MULTI));
        assertThat(row(set, 0, 1)).containsExactly(2.0, 5.0, 8.0, 5.0, 5.0, 2.0, 5.0, 8.0);
        JsonNode kept = content(set, 0);
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).get("part").asInt()).isEqualTo(1);
        assertThat(kept.get(0).at("/item/00700023/Value/0").asText()).isEqualTo("CIRCLE");
        assertThat(set.features().kind(1)).isEqualTo(Features.Kind.COLLECTION);
        assertThat(parts(set, 1)).containsExactly(List.of(1L, 0L, (long) BEGINS), List.of(0L, 2L, (long) BEGINS));
        var values = set.groups().getFirst().measurements().getFirst().values();
        assertThat(List.of(values.isPresent(0), values.isPresent(1), values.isPresent(2)))
                .containsExactly(true, false, false);
    }

    @Test
    void regions_in_another_space_than_most() throws Exception {
        AnnotationSet set = read(
                group(scoord(SrDocument.OTHER_IMAGE, "VOLUME", "POINT", 1, 2).build()),
                group(
                        scoord(SrDocument.OTHER_IMAGE, "VOLUME", "POINT", 1, 2).build(),
                        scoord("POINT", 3, 4),
                        scoord(SrDocument.IMAGE, "VOLUME", "POINT", 5, 6).build()),
                group(scoord(SrDocument.IMAGE, "FRAME", "POINT", 7, 8).build()),
                group(scoord("POINT", 7, 8)));
        assertThat(set.space()).isEqualTo(new CoordinateSpace.ImagePixels(SrDocument.IMAGE));
        assertThat(set.features().kind(0)).isEqualTo(Features.Kind.NONE);
        assertThat(content(set, 0).get(0).get("part").asInt()).isEqualTo(-1);
        assertThat(set.features().kind(1)).isEqualTo(Features.Kind.COLLECTION);
        assertThat(set.features().partCount(1)).isEqualTo(2);
        assertThat(content(set, 1)).hasSize(1);
        assertThat(losses())
                .containsExactly("IMAGE_NOT_CARRIED " + LedgerEntry.Carriage.GONE
                        + " [(0040,A730)[2]/(0040,A730)[1]/(0040,A730)[1], (0040,A730)[2]/(0040,A730)[2]/(0040,A730)[1],"
                        + " (0040,A730)[2]/(0040,A730)[3]/(0040,A730)[1]]");
    }

    @Test
    void a_tie_of_spaces_is_decided_by_the_first() throws Exception {
        AnnotationSet set =
                read(group(scoord(SrDocument.IMAGE, "FRAME", "POINT", 7, 8).build()), group(scoord("POINT", 7, 8)));
        assertThat(set.space()).isEqualTo(new CoordinateSpace.FramePixels(SrDocument.IMAGE, 7));
        assertThat(content(set, 0).isNull()).isTrue();
    }

    @Test
    void an_origin_that_is_not_said_is_the_frame_of_a_tiled_image() throws Exception {
        AnnotationSet set =
                read(group(scoord(SrDocument.IMAGE, "", "POINT", 7, 8).build()));
        assertThat(set.space()).isEqualTo(new CoordinateSpace.FramePixels(SrDocument.IMAGE, 0));
        assertThat(codes()).contains("PIXEL_ORIGIN_MISSING", "FRAME_NUMBER_NOT_SINGLE");
        assertThat(content(set, 0).get(0).get("part").asInt()).isZero();
    }

    @Test
    void millimetres() throws Exception {
        AnnotationSet set = read(
                group(solid("POLYGON", 1, 2, 0.5f, 3, 4, 0.5f, 5, 2, 0.5f, 1, 2, 0.5f)
                        .build()),
                group(solid("POLYLINE", 1, 2, 0, 3, 4, 0, 5, 2, 0, 1, 2, 0).build()),
                group(solid("POLYGON", 1, 2, 0, 3, 4, 0, 5, 2, 0).build()),
                group(solid("ELLIPSOID", 0, 0, 0, 2, 0, 0, 1, 1, 0, 1, -1, 0, 1, 0, 1, 1, 0, -1)
                        .build()));
        assertThat(set.space()).isEqualTo(new CoordinateSpace.SlideMillimetres(SrDocument.FRAME));
        assertThat(set.image().sopInstanceUid()).isEqualTo(SrDocument.IMAGE);
        assertThat(row(set, 0, 0)).containsExactly(1.0, 2.0, 0.5, 3.0, 4.0, 0.5, 5.0, 2.0, 0.5);
        assertThat(set.groups().get(1).graphicType()).isEqualTo(GraphicType.POLYLINE);
        assertThat(row(set, 1, 0)).hasSize(12);
        assertThat(row(set, 0, 1)).hasSize(9);
        assertThat(codes()).containsExactly("POLYGON_NOT_CLOSED");
        assertThat(set.features().kind(3)).isEqualTo(Features.Kind.NONE);
        assertThat(content(set, 3).get(0).get("part").asInt()).isEqualTo(-1);
        assertThat(losses())
                .containsExactly("SOLID_NOT_CARRIED RESTORABLE [(0040,A730)[2]/(0040,A730)[4]/(0040,A730)[1]]");
    }

    @Test
    void regions_that_say_more_than_columns() throws Exception {
        DataSet named = SrDocument.item(RelationshipType.CONTAINS, ValueType.SCOORD3D, SrConcepts.VOLUME_SURFACE)
                .string(Tag.GraphicType, "POINT")
                .floats(Tag.GraphicData, 1, 2, 3)
                .string(Tag.ReferencedFrameOfReferenceUID, SrDocument.FRAME)
                .build();
        AnnotationSet set = read(
                group(named),
                group(solid("POINT", 1, 2, 3)
                        .string(Tag.FiducialUID, "1.2.3.77")
                        .build()),
                group(solid("RECTANGLE", 1, 2, 3).build()));
        assertThat(content(set, 0).get(0).get("part").asInt()).isZero();
        assertThat(content(set, 1).get(0).at("/item/0070031A/Value/0").asText()).isEqualTo("1.2.3.77");
        assertThat(content(set, 2).get(0).get("part").asInt()).isEqualTo(-1);
        assertThat(codes()).containsExactly("GRAPHIC_TYPE_UNKNOWN");
    }

    @Test
    void the_image_library_by_reference() throws Exception {
        DataSet image = SrDocument.item(RelationshipType.CONTAINS, ValueType.IMAGE, new CodedConcept("", "", ""))
                .sequence(
                        Tag.ReferencedSOPSequence,
                        DataSet.builder()
                                .string(Tag.ReferencedSOPClassUID, Evidence.WHOLE_SLIDE)
                                .string(Tag.ReferencedSOPInstanceUID, SrDocument.OTHER_IMAGE)
                                .build())
                .build();
        DataSet reference = DataSet.builder()
                .string(Tag.RelationshipType, "SELECTED FROM")
                .integers(ContentItem.REFERENCED_CONTENT_ITEM_IDENTIFIER, 1, 3, 1)
                .build();
        DataSet region = scoord("POINT", 1, 2);
        SrDocument document = new SrDocument(group(DataSet.builder()
                .all(region)
                .sequence(Tag.ContentSequence, reference)
                .build()));
        document.children().add(container(SrConcepts.IMAGE_LIBRARY, image));
        assertThat(read(document).space()).isEqualTo(new CoordinateSpace.ImagePixels(SrDocument.OTHER_IMAGE));
        assertThat(codes()).contains("IMAGE_NOT_IN_EVIDENCE");
    }

    @Test
    void a_region_without_image_is_on_the_only_one() throws Exception {
        DataSet bare = DataSet.builder()
                .all(scoord("POINT", 1, 2))
                .empty(Tag.ContentSequence)
                .build();
        AnnotationSet set = read(group(bare));
        assertThat(set.space()).isEqualTo(new CoordinateSpace.ImagePixels(SrDocument.IMAGE));
        assertThat(codes()).containsExactly("REGION_IMAGE_MISSING");
    }
}
