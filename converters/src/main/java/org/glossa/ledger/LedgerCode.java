package org.glossa.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.glossa.finding.Severity;

/**
 * What a ledger can say. The same codes, severities and meanings stand in the tables that conversions are measured by
 * ({@code test-corpus/src/main/resources/conversion/codes.tsv}).
 */
public enum LedgerCode {
    ALGORITHM_UNSTATED(
            Severity.INFORMATION,
            "no algorithm is said where the target must have one: a stated stand-in is written",
            Attribute.ALGORITHM),
    ATTRIBUTE_IN_PRIVATE_MEMBER(
            Severity.INFORMATION,
            "an attribute of a group stands in properties that only Glossa reads",
            Attribute.ATTRIBUTES),
    ATTRIBUTE_NOT_CARRIED(
            Severity.LOSS,
            "an attribute or property has no place in the target",
            Attribute.ANATOMY,
            Attribute.ATTRIBUTES,
            Attribute.MEMBERS,
            Attribute.COLLECTION),
    CIRCLE_AS_ELLIPSE(
            Severity.INFORMATION,
            "a CIRCLE is an ELLIPSE of equal axes",
            Attribute.GRAPHIC_TYPE,
            Attribute.COORDINATES,
            Attribute.CONTENT),
    CLASS_ABSENT(
            Severity.INFORMATION,
            "no class is said where the target must have one: a stated stand-in is written",
            Attribute.CLASS,
            Attribute.GROUP),
    CLASS_UNMAPPED(
            Severity.INFORMATION,
            "a class without a code in the mapping has a code of a scheme 99GLOSSA of its name",
            Attribute.CLASS,
            Attribute.GROUP),
    CLOSED_LINE_AMBIGUOUS(
            Severity.LOSS,
            "a line whose last point repeats its first reads as a polygon",
            Attribute.GRAPHIC_TYPE,
            Attribute.COORDINATES),
    COLOUR_ALPHA_NOT_CARRIED(Severity.LOSS, "the fourth component of a colour", Attribute.COLOUR),
    COLOUR_NOT_CARRIED(Severity.LOSS, "the target has no colours", Attribute.COLOUR),
    COMMON_Z_EXPANDED(
            Severity.INFORMATION,
            "the common z of a group stands with each vertex",
            Attribute.Z,
            Attribute.COORDINATES,
            Attribute.GROUP),
    CONTENT_HEADER_NOT_CARRIED(
            Severity.INFORMATION, "label, description, creator and dates of the document", Attribute.CONTENT),
    CONTENT_IN_PRIVATE_MEMBER(
            Severity.INFORMATION, "content items stand in properties that only Glossa reads", Attribute.CONTENT),
    CONTENT_NOT_CARRIED(Severity.LOSS, "content items of a report have no place in the target", Attribute.CONTENT),
    COORDINATES_ROUNDED(
            Severity.LOSS, "coordinates are rounded to the decimals that were asked for", Attribute.COORDINATES),
    COORDINATE_NOT_FINITE(
            Severity.LOSS,
            "an annotation with a coordinate that is no finite number has no geometry; its points are beside",
            Attribute.COORDINATES,
            Attribute.GRAPHIC_TYPE),
    CRS_IGNORED(Severity.WARNING, "the member crs, which pixels cannot have", Attribute.COLLECTION),
    ELLIPSE_POLYGONISED(
            Severity.INFORMATION,
            "an outline within 0.01 px stands for the axes, which are beside",
            Attribute.GRAPHIC_TYPE,
            Attribute.COORDINATES,
            Attribute.Z),
    GENERATION_TYPE_NOT_CARRIED(
            Severity.LOSS, "whether annotations were made by a person or a program", Attribute.GENERATION_TYPE),
    GENERATION_UNSTATED(
            Severity.INFORMATION,
            "nobody says whether a person or a program made annotations: a stated stand-in is written",
            Attribute.GENERATION_TYPE),
    GEOMETRY_ABSENT(
            Severity.LOSS,
            "a feature without any geometry cannot be an annotation",
            Attribute.PRESENCE,
            Attribute.MEASUREMENT,
            Attribute.CLASS,
            Attribute.ID,
            Attribute.NAME,
            Attribute.MEMBERS,
            Attribute.CONTENT),
    GROUP_IN_PRIVATE_MEMBER(
            Severity.INFORMATION,
            "what a group says stands in properties that only Glossa reads",
            Attribute.GROUP,
            Attribute.CLASS,
            Attribute.GENERATION_TYPE,
            Attribute.ALGORITHM,
            Attribute.OPTICAL_PATHS,
            Attribute.Z_PLANES,
            Attribute.ANATOMY,
            Attribute.MEASUREMENT_NAME),
    GROUP_NOT_CARRIED(Severity.LOSS, "the identity and label of a group", Attribute.GROUP),
    HIERARCHY_NOT_CARRIED(Severity.LOSS, "which object is the child of which", Attribute.PARENT),
    HOLE_BRIDGED(
            Severity.LOSS,
            "a hole is joined with its outline by a bridge without width",
            Attribute.HOLES,
            Attribute.COORDINATES),
    HOLE_DROPPED(Severity.LOSS, "a hole is filled", Attribute.HOLES, Attribute.PRESENCE, Attribute.Z),
    HOLE_REFUSED(Severity.ERROR, "a hole, where the caller allows none; nothing is written", Attribute.HOLES),
    HOLE_SPLIT(Severity.LOSS, "a hole is an annotation in a group of holes", Attribute.HOLES, Attribute.PRESENCE),
    ID_AS_TRACKING_IDENTIFIER(
            Severity.INFORMATION,
            "an id that is no UUID, or not unique, is the Tracking Identifier",
            Attribute.ID,
            Attribute.NAME),
    ID_NOT_CARRIED(Severity.LOSS, "the id of a feature", Attribute.ID),
    IMAGE_NOT_CARRIED(
            Severity.LOSS,
            "regions on another image than the one that the target is about",
            Attribute.PRESENCE,
            Attribute.CONTENT),
    LABEL_SHORTENED(Severity.LOSS, "the label of a group is longer than the target allows", Attribute.GROUP),
    LEVEL_RESCALED(
            Severity.INFORMATION,
            "coordinates were scaled from another level to level 0",
            Attribute.SPACE,
            Attribute.COORDINATES),
    LEVEL_ZERO_RESAMPLED(Severity.WARNING, "the level with the most columns is itself resampled"),
    MEASUREMENT_ALIKE(
            Severity.LOSS,
            "a measured value whose code another measurement has, too, which has no value there, reads as that one's",
            Attribute.MEASUREMENT),
    MEASUREMENT_FLOAT32(Severity.LOSS, "a measured value is rounded to float32", Attribute.MEASUREMENT),
    MEASUREMENT_UNCODED(
            Severity.INFORMATION,
            "a measurement without a code in the mapping has a code of a scheme 99GLOSSA",
            Attribute.MEASUREMENT_NAME),
    METADATA_AS_TEXT(Severity.INFORMATION, "pairs of text are text evaluations", Attribute.MEMBERS, Attribute.CONTENT),
    MULTIPART_SPLIT(
            Severity.LOSS, "parts of one object are annotations of their own", Attribute.PARTS, Attribute.MEASUREMENT),
    NAME_NOT_CARRIED(Severity.LOSS, "the name of a feature", Attribute.NAME),
    NAN_MEASUREMENT_OMITTED(Severity.LOSS, "a measured value that is no finite number", Attribute.MEASUREMENT),
    NUCLEUS_PAIRED(
            Severity.INFORMATION,
            "the nuclei of cells are a group of the same order",
            Attribute.PARTS,
            Attribute.PRESENCE),
    OBJECT_TYPE_NOT_CARRIED(
            Severity.INFORMATION,
            "what QuPath makes of a feature: annotation, detection, cell, tile",
            Attribute.MEMBERS,
            Attribute.GENERATION_TYPE,
            Attribute.ALGORITHM),
    OBSERVER_NOT_CARRIED(Severity.LOSS, "who observed or verified", Attribute.CONTENT),
    OPTICAL_PATH_NOT_CARRIED(Severity.LOSS, "which optical paths annotations belong to", Attribute.OPTICAL_PATHS),
    ORDER_NOT_CARRIED(Severity.INFORMATION, "annotations of several groups were mixed in the source", Attribute.ORDER),
    OUT_OF_BOUNDS(Severity.WARNING, "a vertex outside the image"),
    OUT_OF_BOUNDS_CLIPPED(Severity.LOSS, "a vertex outside the image is moved to its edge", Attribute.COORDINATES),
    PLANE_NOT_CARRIED(Severity.LOSS, "channel, focal plane and time of a geometry", Attribute.MEMBERS),
    PRECISION_FLOAT32(Severity.LOSS, "coordinates are rounded to float32", Attribute.COORDINATES, Attribute.Z),
    RECTANGLE_AS_POLYGON(Severity.LOSS, "a RECTANGLE is a polygon of four corners", Attribute.GRAPHIC_TYPE),
    RECTANGLE_AS_RING(
            Severity.INFORMATION, "a RECTANGLE is a ring of four corners, its type beside", Attribute.GRAPHIC_TYPE),
    RING_CLOSED(Severity.WARNING, "a ring whose last position does not repeat the first was closed"),
    SOLID_NOT_CARRIED(Severity.LOSS, "an ELLIPSOID has no place in the target", Attribute.PRESENCE, Attribute.CONTENT),
    SPACE_CHANGED(
            Severity.INFORMATION,
            "coordinates were mapped to another space; the source's are beside",
            Attribute.SPACE,
            Attribute.COORDINATES,
            Attribute.Z),
    SPACE_KEPT(Severity.WARNING, "nothing tells the way to pixels of level 0: coordinates stay in the source's space"),
    SPACE_TAKEN(Severity.INFORMATION, "what coordinates of GeoJSON that names no space are taken for"),
    Z_DROPPED(Severity.LOSS, "the third ordinate", Attribute.Z),
    Z_PLANES_NOT_CARRIED(Severity.LOSS, "that annotations belong to all focal planes", Attribute.Z_PLANES);

    private final Severity severity;
    private final String meaning;
    private final Set<Attribute> attributes;

    LedgerCode(Severity severity, String meaning, Attribute... attributes) {
        this.severity = severity;
        this.meaning = meaning;
        Set<Attribute> all = EnumSet.noneOf(Attribute.class);
        all.addAll(List.of(attributes));
        this.attributes = Set.copyOf(all);
    }

    /** The code of that name; empty for codes of findings, which a ledger takes over as they are. */
    public static Optional<LedgerCode> named(String name) {
        return Arrays.stream(values()).filter(code -> code.name().equals(name)).findFirst();
    }

    public Severity severity() {
        return severity;
    }

    public String meaning() {
        return meaning;
    }

    /** Every attribute that a comparison of source and result may find to differ for this reason. */
    public Set<Attribute> attributes() {
        return attributes;
    }
}
