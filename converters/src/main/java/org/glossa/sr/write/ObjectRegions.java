package org.glossa.sr.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.Coordinates;
import org.glossa.annotation.GraphicType;
import org.glossa.dicom.DataSet;
import org.glossa.feature.Features;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Losses.Where;
import org.glossa.outline.HoleBridges;
import org.glossa.sr.SrConcepts;
import org.glossa.sr.write.RegionMaker.Drawing;
import org.glossa.sr.write.RegionMaker.Graphic;
import org.glossa.sr.write.RegionMaker.Region;

/** The parts of an object as regions. Not thread-safe. */
final class ObjectRegions {
    private final AnnotationSet set;
    private final Features features;
    private final RegionMaker maker;
    private final SourcePlaces places;
    private final Losses losses;
    private final SrProblems problems;
    private final boolean sameSpace;

    /**
     * @param items in the order of the parts
     * @param drawings what readers take them for
     * @param areExact whether the parts' ordinates can be read from the items bit for bit, in their order
     */
    record Drawn(List<DataSet> items, List<Drawing> drawings, boolean areExact) {}

    /** @param sameSpace whether regions of the source may be written as they are */
    ObjectRegions(
            AnnotationSet set,
            RegionMaker maker,
            SourcePlaces places,
            Losses losses,
            SrProblems problems,
            boolean sameSpace) {
        this.set = set;
        this.features = set.features();
        this.maker = maker;
        this.places = places;
        this.losses = losses;
        this.problems = problems;
        this.sameSpace = sameSpace;
    }

    /** @param parts of the object, each outline before its holes, which are bridged */
    Drawn of(long feature, Parts parts, Content content) {
        List<DataSet> items = new ArrayList<>();
        List<Drawing> drawings = new ArrayList<>();
        Map<Long, DataSet> originals = content.regions();
        boolean exact = true;
        int at = 0;
        while (at < parts.count()) {
            long part = parts.get(at);
            int end = endOfGraphic(parts, at);
            Where where = () -> places.ofFeature(feature);
            Graphic graphic = graphic(parts, at, end, where);
            DataSet original = originals.get(part - features.firstPart(feature));
            if (original != null && sameSpace) {
                items.add(original);
                drawings.add(graphic.drawing());
                exact = false;
            } else {
                if (original != null) {
                    noteOriginal(original, where);
                }
                Region region = maker.region(graphic, SrConcepts.IMAGE_REGION, where);
                items.add(region.item());
                drawings.add(region.readAs());
                exact &= region.isExact() && isUnbridged(parts, at, end);
            }
            at = end;
        }
        return new Drawn(items, drawings, exact);
    }

    private void noteOriginal(DataSet item, Where where) {
        boolean circle =
                item.string(org.glossa.dicom.Tag.GraphicType).orElse("").equals("CIRCLE");
        losses.note(circle ? LedgerCode.CIRCLE_AS_ELLIPSE : LedgerCode.CONTENT_NOT_CARRIED, Carriage.RESTORABLE, where);
    }

    private boolean isUnbridged(Parts parts, int at, int end) {
        return end - at == 1 || !features.has(parts.get(at + 1), Features.HOLE);
    }

    /** Points of a Multi member are one graphic, as an outline and its holes are. */
    private int endOfGraphic(Parts parts, int at) {
        int end = at + 1;
        if (group(parts.get(at)).graphicType() == GraphicType.POINT && features.has(parts.get(at), Features.OF_MULTI)) {
            while (end < parts.count() && isNextPoint(parts.get(end))) {
                end++;
            }
            return end;
        }
        while (end < parts.count() && features.has(parts.get(end), Features.HOLE)) {
            end++;
        }
        return end;
    }

    private boolean isNextPoint(long part) {
        return !features.has(part, Features.BEGINS_MEMBER)
                && features.has(part, Features.OF_MULTI)
                && group(part).graphicType() == GraphicType.POINT;
    }

    private Graphic graphic(Parts parts, int at, int end, Where where) {
        long part = parts.get(at);
        AnnotationGroup group = group(part);
        int dimensions = group.coordinates().ordinates();
        double commonZ = group.description().commonZ().isEmpty()
                ? Double.NaN
                : group.description().commonZ().getFirst();
        boolean points = group.graphicType() == GraphicType.POINT && end - at > 1;
        if (points) {
            double[] all = new double[(end - at) * dimensions];
            for (int i = at; i < end; i++) {
                double[] one = ordinates(parts.get(i));
                System.arraycopy(one, 0, all, (i - at) * dimensions, dimensions);
            }
            return new Graphic(Drawing.MULTIPOINT, all, dimensions, commonZ);
        }
        double[] ordinates = ordinates(part);
        requireVertices(group.graphicType(), ordinates.length / dimensions, where);
        if (group.graphicType() == GraphicType.RECTANGLE) {
            losses.note(LedgerCode.RECTANGLE_AS_POLYGON, Carriage.RESTORABLE, where);
        }
        if (end - at > 1) {
            losses.note(LedgerCode.HOLE_BRIDGED, Carriage.RESTORABLE, end - at - 1L, where);
            return bridged(parts, at, end, dimensions, commonZ);
        }
        return new Graphic(drawing(group.graphicType()), ordinates, dimensions, commonZ);
    }

    private static Drawing drawing(GraphicType type) {
        return switch (type) {
            case POINT -> Drawing.POINT;
            case POLYLINE -> Drawing.POLYLINE;
            case POLYGON, RECTANGLE -> Drawing.RING;
            case ELLIPSE -> Drawing.ELLIPSE;
        };
    }

    private void requireVertices(GraphicType type, int vertices, Where where) {
        boolean fixed = type.hasFixedVertexCount() && vertices != type.fixedVertexCount();
        if (fixed || vertices < type.minimumVertices()) {
            problems.refuse(
                    "VERTEX_COUNT",
                    SrProblems.at(org.glossa.dicom.Tag.GraphicData),
                    vertices + " vertices of the " + type + " " + where.path(),
                    type.hasFixedVertexCount()
                            ? Integer.toString(type.fixedVertexCount())
                            : type.minimumVertices() + " or more",
                    "correct the annotation",
                    "PS3.3 C.18.6");
        }
    }

    private Graphic bridged(Parts parts, int at, int end, int dimensions, double commonZ) {
        double[] outline = ordinates(parts.get(at));
        List<double[]> holes = new ArrayList<>();
        for (int i = at + 1; i < end; i++) {
            holes.add(flat(
                    ordinates(parts.get(i)), group(parts.get(i)).coordinates().ordinates()));
        }
        double[] ring = HoleBridges.bridge(flat(outline, dimensions), holes).ring();
        double z = dimensions == 3 && outline.length > 0 ? outline[2] : commonZ;
        return new Graphic(Drawing.RING, ring, 2, z);
    }

    private static double[] flat(double[] ordinates, int dimensions) {
        if (dimensions == 2) {
            return ordinates;
        }
        double[] flat = new double[ordinates.length / dimensions * 2];
        for (int i = 0; i < flat.length / 2; i++) {
            flat[2 * i] = ordinates[dimensions * i];
            flat[2 * i + 1] = ordinates[dimensions * i + 1];
        }
        return flat;
    }

    /** All ordinates of a part, vertex by vertex, in the space of the source. */
    double[] ordinates(long part) {
        Coordinates coordinates = group(part).coordinates();
        long annotation = features.annotation(part);
        int dimensions = coordinates.ordinates();
        long first = coordinates.firstVertex(annotation);
        int vertices = Math.toIntExact(coordinates.vertexCount(annotation));
        double[] ordinates = new double[Math.multiplyExact(vertices, dimensions)];
        for (int i = 0; i < ordinates.length; i++) {
            ordinates[i] = coordinates.ordinate(first + i / dimensions, i % dimensions);
        }
        return ordinates;
    }

    private AnnotationGroup group(long part) {
        return set.groups().get(features.group(part));
    }

    /**
     * Whether a reader takes the regions for what the object is: several regions of one kind that is no point for one Multi member, others
     * for a member each.
     */
    boolean isReadAlike(long feature, Parts parts, List<Drawing> drawings) {
        if (drawings.isEmpty()) {
            return true;
        }
        if (isMultiOfMembers(feature)) {
            // a closed line among others makes the lines a collection
            return !drawings.contains(Drawing.RING) || !drawings.contains(Drawing.POLYLINE);
        }
        boolean one = drawings.size() == 1;
        boolean alike = drawings.stream().distinct().count() == 1
                && drawings.getFirst() != Drawing.POINT
                && drawings.getFirst() != Drawing.MULTIPOINT;
        boolean collection = !one && !alike;
        if (features.kind(feature) != (collection ? Features.Kind.COLLECTION : Features.Kind.GEOMETRY)) {
            return false;
        }
        boolean multi = one ? drawings.getFirst() == Drawing.MULTIPOINT : alike;
        for (int i = 0; i < parts.count(); i++) {
            long part = parts.get(i);
            if (features.has(part, Features.HOLE)) {
                continue;
            }
            boolean wantsMulti = collection ? isOfMultipoint(parts, i) : multi;
            boolean wantsBegin = collection ? !isNextPoint(part) : i == 0;
            if (features.has(part, Features.OF_MULTI) != wantsMulti
                    || features.has(part, Features.BEGINS_MEMBER) != wantsBegin) {
                return false;
            }
        }
        return true;
    }

    private boolean isOfMultipoint(Parts parts, int at) {
        return isNextPoint(parts.get(at))
                || group(parts.get(at)).graphicType() == GraphicType.POINT && endOfGraphic(parts, at) - at > 1;
    }

    /** A collection of points alone, lines alone or areas alone is the Multi geometry of them, which regions of one object are. */
    private boolean isMultiOfMembers(long feature) {
        if (features.kind(feature) != Features.Kind.COLLECTION) {
            return false;
        }
        int dimension = -1;
        int bodies = 0;
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (features.has(part, Features.HOLE)) {
                continue;
            }
            int own = dimension(group(part).graphicType());
            if (features.has(part, Features.NUCLEUS) || dimension >= 0 && own != dimension) {
                return false;
            }
            dimension = own;
            bodies++;
        }
        return bodies > 1;
    }

    private static int dimension(GraphicType type) {
        return switch (type) {
            case POINT -> 0;
            case POLYLINE -> 1;
            case POLYGON, ELLIPSE, RECTANGLE -> 2;
        };
    }
}
