package org.glossa.sr.read;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.Vr;
import org.glossa.finding.MalformedInputException;
import org.glossa.sr.ContentItem;
import org.glossa.sr.RelationshipType;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.ValueType;
import org.jspecify.annotations.Nullable;

/** Items SCOORD and SCOORD3D to {@link Region}s. */
final class RegionReader {
    /** SOP classes whose images are tiled: VL Whole Slide Microscopy, and Confocal Microscopy Tiled Pyramidal. */
    private static final Set<String> TILED = Set.of("1.2.840.10008.5.1.4.1.1.77.1.6", "1.2.840.10008.5.1.4.1.1.77.1.9");

    private static final Set<Integer> PLAIN_2D = Set.of(
            Tag.RelationshipType,
            Tag.ValueType,
            Tag.ConceptNameCodeSequence,
            Tag.ContentSequence,
            Tag.PixelOriginInterpretation,
            Tag.GraphicData,
            Tag.GraphicType);
    private static final Set<Integer> PLAIN_3D = Set.of(
            Tag.RelationshipType,
            Tag.ValueType,
            Tag.ConceptNameCodeSequence,
            Tag.GraphicData,
            Tag.GraphicType,
            Tag.ReferencedFrameOfReferenceUID);
    private static final Set<Integer> PLAIN_IMAGE =
            Set.of(Tag.RelationshipType, Tag.ValueType, Tag.ConceptNameCodeSequence, Tag.ReferencedSOPSequence);
    private static final Set<Integer> PLAIN_REFERENCE =
            Set.of(Tag.ReferencedSOPClassUID, Tag.ReferencedSOPInstanceUID, Tag.ReferencedFrameNumber);

    private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String CLAUSE_2D = "PS3.3 C.18.6";
    private static final String CLAUSE_3D = "PS3.3 C.18.9";

    private final ContentItem root;
    private final String onlyImage;
    private final SrFaults faults;

    /** @param onlyImage SOP Instance UID of the one image that the report refers to; empty when it refers to none or several */
    RegionReader(ContentItem root, String onlyImage, SrFaults faults) {
        this.root = root;
        this.onlyImage = onlyImage;
        this.faults = faults;
    }

    /**
     * @param type SCOORD or SCOORD3D
     * @throws MalformedInputException when its numbers cannot be assigned to points
     */
    Region read(ContentItem item, ValueType type) throws MalformedInputException {
        boolean solid = type == ValueType.SCOORD3D;
        String clause = solid ? CLAUSE_3D : CLAUSE_2D;
        int ordinates = solid ? 3 : 2;
        MemorySegment points = points(item, ordinates, clause);
        long count = points.byteSize() / (ordinates * (long) Float.BYTES);
        Placed placed = solid ? inMillimetres(item) : inPixels(item);
        String term = item.scope().text(Tag.GraphicType);
        RegionShape shape = RegionShape.of(term, type);
        if (shape == null) {
            faults.fault(
                    "GRAPHIC_TYPE_UNKNOWN",
                    item,
                    Tag.GraphicType,
                    term.isEmpty() ? "no graphic type" : "\"" + term + "\" in " + type,
                    solid
                            ? "POINT, MULTIPOINT, POLYLINE, POLYGON, ELLIPSE or ELLIPSOID"
                            : "POINT, MULTIPOINT, POLYLINE, CIRCLE or ELLIPSE",
                    "write a graphic type of the value type; the region is kept but has no geometry",
                    clause);
            return new Region(
                    item, RegionShape.POLYLINE, null, points, ordinates, count, placed.space, Region.Form.NATIVE);
        }
        if (!shape.canHave(count)) {
            throw SrFaults.refusal(
                    "GRAPHIC_DATA_COUNT",
                    item,
                    Tag.GraphicData,
                    count + " points of " + ordinates + " ordinates for " + term,
                    shape.points(),
                    "write the points that the graphic type has",
                    clause);
        }
        checkFinite(item, points, clause);
        boolean closed = count > 1 && repeatsFirst(points, ordinates, count);
        GraphicType columns = shape.columns();
        long vertices = count;
        Region.Form form = placed.form;
        if (shape == RegionShape.POLYLINE && !solid && closed && count > GraphicType.POLYGON.minimumVertices()) {
            columns = GraphicType.POLYGON;
            vertices = count - 1;
        } else if (shape == RegionShape.POLYGON) {
            vertices = closed ? count - 1 : count;
            if (!closed) {
                faults.fault(
                        "POLYGON_NOT_CLOSED",
                        item,
                        Tag.GraphicData,
                        "a POLYGON whose last point is not its first",
                        "the first point again at the end",
                        "close the polygon; it is read as if it were closed",
                        clause);
            }
        }
        if (shape == RegionShape.CIRCLE
                || shape == RegionShape.ELLIPSOID
                || shape == RegionShape.MULTIPOINT && count == 1) {
            form = Region.Form.NATIVE;
        }
        if (columns != null && shape != RegionShape.CIRCLE && shape != RegionShape.MULTIPOINT) {
            checkVertices(item, columns, vertices, clause);
        }
        return new Region(item, shape, columns, points, ordinates, vertices, placed.space, form);
    }

    /** The same that tells something else. */
    RegionReader telling(SrFaults others) {
        return new RegionReader(root, onlyImage, others);
    }

    /** The space that a region's points are in. */
    CoordinateSpace space(ContentItem item, ValueType type) {
        return (type == ValueType.SCOORD3D ? inMillimetres(item) : inPixels(item)).space;
    }

    private void checkVertices(ContentItem item, GraphicType type, long vertices, String clause) {
        if (vertices < type.minimumVertices()) {
            faults.fault(
                    "REGION_TOO_FEW_POINTS",
                    item,
                    Tag.GraphicData,
                    vertices + " different points for a " + type,
                    type.minimumVertices() + " or more",
                    "write a region that has an extent, or a POINT",
                    clause);
        }
    }

    private static MemorySegment points(ContentItem item, int ordinates, String clause) throws MalformedInputException {
        Element data = item.data().get(Tag.GraphicData);
        if (data == null || data.vr() != Vr.FL || data.valueLength() == 0) {
            throw SrFaults.refusal(
                    "GRAPHIC_DATA_MISSING",
                    item,
                    Tag.GraphicData,
                    data == null || data.valueLength() == 0 ? "no points" : "points of VR " + data.vr(),
                    "points as FL",
                    "write Graphic Data (0070,0022)",
                    clause);
        }
        long pointBytes = ordinates * (long) Float.BYTES;
        if (data.valueLength() % pointBytes != 0) {
            throw SrFaults.refusal(
                    "GRAPHIC_DATA_LENGTH",
                    item,
                    Tag.GraphicData,
                    data.valueLength() + " bytes",
                    "a multiple of " + pointBytes + ": " + ordinates + " ordinates of 4 bytes for each point",
                    "write every ordinate of every point",
                    clause);
        }
        return data.value();
    }

    private void checkFinite(ContentItem item, MemorySegment points, String clause) {
        for (long at = 0; at < points.byteSize(); at += Float.BYTES) {
            if (!Float.isFinite(Float.intBitsToFloat(points.get(BITS, at)))) {
                faults.fault(
                        "COORDINATE_NOT_FINITE",
                        item,
                        Tag.GraphicData,
                        Float.intBitsToFloat(points.get(BITS, at)) + " as ordinate " + (at / Float.BYTES + 1),
                        "finite numbers",
                        "write where the point is; the number is kept as it is",
                        clause);
                return;
            }
        }
    }

    private static boolean repeatsFirst(MemorySegment points, int ordinates, long count) {
        long bytes = ordinates * (long) Float.BYTES;
        return points.asSlice(0, bytes).mismatch(points.asSlice((count - 1) * bytes, bytes)) < 0;
    }

    private record Placed(CoordinateSpace space, Region.Form form) {}

    private Placed inMillimetres(ContentItem item) {
        String frame = item.scope().text(Tag.ReferencedFrameOfReferenceUID);
        if (frame.isEmpty()) {
            faults.fault(
                    "FRAME_OF_REFERENCE_MISSING",
                    item,
                    Tag.ReferencedFrameOfReferenceUID,
                    "no frame of reference",
                    "the Frame of Reference UID of the image",
                    "write Referenced Frame of Reference UID (3006,0024)",
                    CLAUSE_3D);
        }
        boolean plain = Plain.only(item.data(), PLAIN_3D) && item.isNamed(SrConcepts.IMAGE_REGION);
        return new Placed(
                new CoordinateSpace.SlideMillimetres(frame), plain ? Region.Form.OF_COLUMNS : Region.Form.NATIVE);
    }

    private Placed inPixels(ContentItem item) {
        List<ContentItem> children = item.children();
        ContentItem image = null;
        for (ContentItem child : children) {
            ContentItem target = child.isReference() ? resolve(child) : child;
            if (target != null && target.is(ValueType.IMAGE)) {
                image = target;
                if (!child.isReference()) {
                    faults.checkRelationship(child, RelationshipType.SELECTED_FROM);
                }
                break;
            }
        }
        if (image == null) {
            faults.fault(
                    "REGION_IMAGE_MISSING",
                    item,
                    Tag.ContentSequence,
                    "no image that the region is selected from"
                            + (onlyImage.isEmpty() ? "" : "; taken as the only one that the report refers to"),
                    "one item IMAGE, SELECTED FROM",
                    "name the image whose pixels the coordinates count",
                    CLAUSE_2D);
            return new Placed(new CoordinateSpace.ImagePixels(onlyImage), Region.Form.NATIVE);
        }
        DataSet reference = image.data()
                .firstItem(Tag.ReferencedSOPSequence)
                .orElse(DataSet.builder().build());
        String origin = item.scope().text(Tag.PixelOriginInterpretation);
        List<String> frames = reference.strings(Tag.ReferencedFrameNumber);
        boolean plain = children.size() == 1
                && Plain.only(item.data(), PLAIN_2D)
                && item.isNamed(SrConcepts.IMAGE_REGION)
                && Plain.only(image.data(), PLAIN_IMAGE)
                && image.data().items(Tag.ReferencedSOPSequence).size() == 1
                && Plain.only(reference, PLAIN_REFERENCE)
                && saysNothingMore(image.name());
        CoordinateSpace space = space(item, reference, origin);
        boolean whole = origin.equals("VOLUME") && frames.isEmpty();
        boolean ofFrame = origin.equals("FRAME") && frames.size() == 1;
        return new Placed(space, plain && (whole || ofFrame) ? Region.Form.OF_COLUMNS : Region.Form.NATIVE);
    }

    private static boolean saysNothingMore(CodedConcept imageName) {
        return imageName.value().isEmpty()
                || SrConcepts.is(imageName, SrConcepts.SOURCE)
                || SrConcepts.is(imageName, SrConcepts.SOURCE_IMAGE);
    }

    private CoordinateSpace space(ContentItem item, DataSet reference, String origin) {
        String uid = reference.string(Tag.ReferencedSOPInstanceUID).orElse("");
        List<String> frames = reference.strings(Tag.ReferencedFrameNumber);
        long frame = Math.max(0, reference.integer(Tag.ReferencedFrameNumber).orElse(0));
        boolean tiled =
                TILED.contains(reference.string(Tag.ReferencedSOPClassUID).orElse(""));
        switch (origin) {
            case "VOLUME" -> {
                return new CoordinateSpace.ImagePixels(uid);
            }
            case "FRAME" -> checkFrame(item, frames);
            case "" -> {
                if (!tiled) {
                    return frames.isEmpty()
                            ? new CoordinateSpace.ImagePixels(uid)
                            : new CoordinateSpace.FramePixels(uid, frame);
                }
                faults.fault(
                        "PIXEL_ORIGIN_MISSING",
                        item,
                        Tag.PixelOriginInterpretation,
                        "no value although the image is tiled; taken as FRAME",
                        "VOLUME or FRAME",
                        "say whether pixels are counted in the total pixel matrix or in a frame",
                        CLAUSE_2D);
                checkFrame(item, frames);
            }
            default -> {
                faults.fault(
                        "PIXEL_ORIGIN_UNKNOWN",
                        item,
                        Tag.PixelOriginInterpretation,
                        "\"" + origin + "\"; taken as " + (frames.isEmpty() ? "VOLUME" : "FRAME"),
                        "VOLUME or FRAME",
                        "say whether pixels are counted in the total pixel matrix or in a frame",
                        CLAUSE_2D);
                if (frames.isEmpty()) {
                    return new CoordinateSpace.ImagePixels(uid);
                }
            }
        }
        return new CoordinateSpace.FramePixels(uid, frame);
    }

    private void checkFrame(ContentItem item, List<String> frames) {
        if (frames.size() != 1) {
            faults.fault(
                    "FRAME_NUMBER_NOT_SINGLE",
                    item,
                    Tag.ContentSequence,
                    frames.isEmpty() ? "no frame number" : "frame numbers " + String.join("\\", frames),
                    "exactly one frame number, counted from 1, when Pixel Origin Interpretation (0048,0301) is FRAME",
                    "name the frame whose pixels the coordinates count",
                    CLAUSE_2D);
        }
    }

    /** The item that a reference by identifier names (PS3.3 C.17.3.2.5): the root is 1, each further number a child; null when there is none. */
    private @Nullable ContentItem resolve(ContentItem reference) {
        Element identifier = reference.data().get(ContentItem.REFERENCED_CONTENT_ITEM_IDENTIFIER);
        if (identifier == null || identifier.integerCount() == 0 || identifier.integer(0) != 1) {
            return null;
        }
        ContentItem here = root;
        for (long i = 1; i < identifier.integerCount(); i++) {
            List<ContentItem> children = here.children();
            long number = identifier.integer(i);
            if (number < 1 || number > children.size()) {
                return null;
            }
            here = children.get((int) number - 1); // one-based to zero-based
        }
        return here;
    }
}
