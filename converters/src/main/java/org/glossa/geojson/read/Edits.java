package org.glossa.geojson.read;

import java.util.IdentityHashMap;
import java.util.Map;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupRole;
import org.glossa.feature.Features;
import org.glossa.geojson.ClassShown;
import org.glossa.geojson.SrgbColour;
import org.glossa.geojson.read.FeatureClass.Use;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.GroupColumns;
import org.glossa.geojson.staged.StagedGeometry;
import org.glossa.geojson.staged.StagedNumbers;
import org.glossa.spatial.PlanarTransform;
import org.jspecify.annotations.Nullable;

/** Whether features are still what their member {@code dicom} was written beside, or a viewer changed them. Not thread-safe. */
final class Edits {
    private static final long RECTANGLE_CORNERS = 4;

    private final RestoredGroups restored;
    private final CollectionDicom collection;
    private final Pass pass;
    private final Map<GroupColumns, ClassShown> shown = new IdentityHashMap<>();
    private @Nullable Paint lastPaint;
    private @Nullable GroupColumns lastGroup;

    Edits(RestoredGroups restored, CollectionDicom collection, Pass pass) {
        this.restored = restored;
        this.collection = collection;
        this.pass = pass;
    }

    /** What an edit left: what the feature has, and what its member dicom was written beside. */
    record Edit(String got, String allowed) {}

    /**
     * Looks at class and colour of a feature of a restored group.
     *
     * @return null when they are as they were written
     */
    @Nullable
    @SuppressWarnings("ReferenceEquality") // only to spare the comparison of what is the same
    Edit ofClass(Paint paint, GroupColumns group, GroupDescription description) {
        if (paint == lastPaint && group == lastGroup) {
            return null;
        }
        ClassShown its = shown.computeIfAbsent(group, absent -> ClassShown.of(description));
        if (!its.name().equals(paint.className()) || !its.colour().equals(paint.colour())) {
            return new Edit(
                    "the class " + words(paint.className(), paint.colour()),
                    words(its.name(), its.colour()) + ", as its group shows");
        }
        lastPaint = paint;
        lastGroup = group;
        return null;
    }

    private static String words(@Nullable String name, @Nullable SrgbColour colour) {
        String said = name == null ? "(none)" : "\"" + Findings.shown(name) + "\"";
        return colour == null
                ? said + " without colour"
                : said + " of colour " + colour.red() + "," + colour.green() + "," + colour.blue();
    }

    /**
     * Looks at the geometry of a feature, which must be sealed.
     *
     * @param whole its restored group, null when it has none
     * @return null when it is as it was written
     */
    @Nullable
    Edit ofGeometry(FeatureReader feature, @Nullable GroupColumns whole) {
        DicomMember dicom = feature.dicom;
        StagedGeometry geometry = feature.geometry;
        long staged = geometry.partCount() + feature.nucleus.partCount();
        if (staged == 0) {
            return ofNothing(dicom, whole);
        }
        if (dicom.hasParts && dicom.partCount() != staged) {
            return new Edit("a geometry of " + staged + " parts", dicom.partCount() + " parts");
        }
        for (long part = 0; part < staged; part++) {
            DicomPart said = dicom.of(part, staged);
            boolean cell = part < geometry.partCount();
            StagedGeometry its = cell ? geometry : feature.nucleus;
            long own = cell ? part : part - geometry.partCount();
            Use use = Use.of(its.marks(own) | (cell ? 0 : Features.NUCLEUS));
            GroupColumns group = restored.group(said.group);
            Edit edit = ofPart(its, own, use, said, group == null ? whole : group, dicom.ordinates);
            if (edit != null) {
                return edit;
            }
        }
        return null;
    }

    private @Nullable Edit ofNothing(DicomMember dicom, @Nullable GroupColumns whole) {
        boolean points = dicom.whole.hasPoints() || isSource(dicom.whole);
        int stride = isSource(dicom.whole) ? dicom.whole.sourceStride : dicom.whole.pointsStride;
        for (long part = 0; part < dicom.partCount(); part++) {
            DicomPart said = dicom.part(part);
            points |= said.hasPoints() || isSource(said);
            GroupColumns group = restored.group(said.group);
            Edit edit = ofStride(isSource(said) ? said.sourceStride : said.pointsStride, group == null ? whole : group);
            if (edit != null) {
                return edit;
            }
        }
        if (whole != null && whole.role() != GroupRole.REGIONLESS && !points) {
            return new Edit("no geometry", "one of a group of " + whole.graphicType());
        }
        return ofStride(stride, whole);
    }

    /** A ring of four corners is a rectangle when it says so. */
    private static boolean isRectangle(StagedGeometry its, long part, GraphicType type) {
        return type == GraphicType.RECTANGLE
                && its.graphicType(part) == GraphicType.POLYGON
                && its.positionCount(part) == RECTANGLE_CORNERS;
    }

    private boolean isSource(DicomPart said) {
        return said.hasSource() && pass == Pass.SOURCE;
    }

    private static @Nullable Edit ofStride(int stride, @Nullable GroupColumns group) {
        int wanted = group == null ? 2 : group.stride;
        return stride == 0 || stride == wanted
                ? null
                : new Edit("points of " + stride + " ordinates", wanted + " ordinates");
    }

    private @Nullable Edit ofPart(
            StagedGeometry its,
            long part,
            Use use,
            DicomPart said,
            @Nullable GroupColumns group,
            StagedNumbers ordinates) {
        GraphicType drawn = its.graphicType(part);
        if (group != null && group.role() != use.role()) {
            return new Edit("a part for a group of " + use.role(), "a group of " + group.role());
        }
        GraphicType type = group != null ? group.graphicType() : said.graphicType == null ? drawn : said.graphicType;
        if (said.hasPoints()) {
            CoordinateSpace space = Spaces.of(collection.answerSpace);
            if (!PointsOutline.fits(its, part, type, ordinates, said, space)) {
                return new Edit(
                        "a geometry of " + its.positionCount(part) + " positions", "that of its points, a " + type);
            }
        } else if (drawn != type && !isRectangle(its, part, type)) {
            return new Edit("a geometry for a " + drawn, "one for a " + type);
        }
        if (!isSource(said)) {
            return said.hasPoints() ? ofStride(said.pointsStride, group) : null;
        }
        long count = said.sourceStride == 0 ? 0 : (said.sourceEnd - said.sourceStart) / said.sourceStride;
        if (!said.hasPoints() && count != its.positionCount(part)) {
            return new Edit("a geometry of " + its.positionCount(part) + " positions", count + " sourcePoints");
        }
        PlanarTransform fromSource = collection.fromSource;
        if (!said.hasPoints()
                && fromSource != null
                && !PointsOutline.fitsSource(
                        its, part, ordinates, said, fromSource, Spaces.of(collection.answerSpace))) {
            return new Edit("a geometry that was moved", "that of its sourcePoints");
        }
        return ofStride(said.sourceStride, group);
    }
}
