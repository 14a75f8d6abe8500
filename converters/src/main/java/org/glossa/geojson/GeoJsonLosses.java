package org.glossa.geojson;

import java.io.IOException;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.image.AnswerSpace;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.SetPlaces;
import org.glossa.spatial.PlanarTransform;

/** What GeoJSON says otherwise than the source, or says to us alone. */
final class GeoJsonLosses {
    private final Losses losses;
    private final AnnotationSet set;
    private final AnswerSpace answer;

    GeoJsonLosses(Losses losses, AnnotationSet set, AnswerSpace answer) {
        this.losses = losses;
        this.set = set;
        this.answer = answer;
    }

    /** What is the same for all annotations of a group, and for the whole. */
    void noteGroups(List<FeatureGroup> groups) throws IOException {
        for (int i = 0; i < groups.size(); i++) {
            noteShapes(groups.get(i).group(), i);
            if (groups.get(i).dicom() != null) {
                int number = i;
                losses.note(LedgerCode.GROUP_IN_PRIVATE_MEMBER, Carriage.RESTORABLE, () -> SetPlaces.ofGroup(number));
                String attributes = groups.get(i).group().description().extras().attributes();
                for (RawMember attribute : RawMember.of(attributes)) {
                    losses.note(
                            LedgerCode.ATTRIBUTE_IN_PRIVATE_MEMBER,
                            Carriage.RESTORABLE,
                            () -> SetPlaces.ofAttribute(number, attribute.name().getValue()));
                }
            }
        }
        noteSpace();
        if (groups.stream().anyMatch(group -> group.dicom() != null)) {
            losses.note(LedgerCode.CONTENT_HEADER_NOT_CARRIED, Carriage.GONE, () -> "");
            losses.detail(
                    LedgerCode.CONTENT_HEADER_NOT_CARRIED,
                    "patient, study, series and equipment have no place in GeoJSON");
        }
        if (!set.extras().report().isEmpty()) {
            losses.note(LedgerCode.CONTENT_IN_PRIVATE_MEMBER, Carriage.RESTORABLE, () -> "");
        }
    }

    private void noteShapes(AnnotationGroup group, int number) {
        long annotations = group.annotationCount();
        if (group.role() == GroupRole.REGIONLESS || annotations == 0) {
            return;
        }
        switch (group.graphicType()) {
            case ELLIPSE ->
                losses.note(
                        LedgerCode.ELLIPSE_POLYGONISED,
                        Carriage.RESTORABLE,
                        annotations,
                        () -> SetPlaces.ofGroup(number));
            case RECTANGLE ->
                losses.note(
                        LedgerCode.RECTANGLE_AS_RING,
                        Carriage.RESTORABLE,
                        annotations,
                        () -> SetPlaces.ofGroup(number));
            case POINT, POLYLINE, POLYGON -> {
                // are what they are
            }
        }
        boolean commonZ = !group.description().commonZ().isEmpty();
        if (group.coordinates().ordinates() == 3 && (!isMillimetres() || isRing(group.graphicType())) || commonZ) {
            losses.note(LedgerCode.Z_DROPPED, Carriage.RESTORABLE, annotations, () -> SetPlaces.ofGroup(number));
            losses.detail(LedgerCode.Z_DROPPED, "z is in properties.dicom, which others do not read");
        }
    }

    private void noteSpace() {
        PlanarTransform transform = answer.fromSource();
        if (transform instanceof PlanarTransform.Identity) {
            return;
        }
        boolean betweenLevels = answer.space() instanceof Level0Pixels
                && set.space() instanceof ImagePixels
                && transform instanceof PlanarTransform.AxisScale;
        LedgerCode code = betweenLevels ? LedgerCode.LEVEL_RESCALED : LedgerCode.SPACE_CHANGED;
        losses.note(code, Carriage.RESTORABLE, set.annotationCount(), () -> "");
        losses.detail(
                code,
                "from " + AnswerSpace.ofSource(set).name() + " to " + answer.name()
                        + (transform instanceof PlanarTransform.AxisScale scale
                                ? " by " + scale.numeratorX() + " / " + scale.denominatorX() + " and "
                                        + scale.numeratorY() + " / " + scale.denominatorY()
                                : "")
                        + "; the source's coordinates are in properties.dicom.sourcePoints");
    }

    void noteFeature(long feature, String content) {
        losses.note(LedgerCode.CONTENT_IN_PRIVATE_MEMBER, Carriage.RESTORABLE, () -> SetPlaces.ofFeature(feature));
        if (content.contains("\"ELLIPSOID\"")) {
            losses.note(LedgerCode.SOLID_NOT_CARRIED, Carriage.RESTORABLE, () -> SetPlaces.ofFeature(feature));
        }
    }

    /** An outline drawn anew has other positions than those that had further ordinates. */
    void noteOrdinatesOfEllipse(long feature) {
        losses.note(LedgerCode.Z_DROPPED, Carriage.GONE, () -> SetPlaces.ofFeature(feature));
    }

    void noteNotFinite(long feature) {
        losses.note(LedgerCode.COORDINATE_NOT_FINITE, Carriage.RESTORABLE, () -> SetPlaces.ofFeature(feature));
        losses.detail(
                LedgerCode.COORDINATE_NOT_FINITE,
                "GeoJSON has no number for it: geometry is null, the vertices are in properties.dicom");
    }

    void noteUnnested(long feature) {
        losses.note(LedgerCode.HIERARCHY_NOT_CARRIED, Carriage.RESTORABLE, () -> SetPlaces.ofFeature(feature));
    }

    void noteRounded(long feature, Carriage carriage) {
        losses.note(LedgerCode.COORDINATES_ROUNDED, carriage, () -> SetPlaces.ofFeature(feature));
    }

    void noteRounding(double largestError) {
        if (largestError > 0) {
            losses.error(LedgerCode.COORDINATES_ROUNDED, largestError);
            losses.detail(
                    LedgerCode.COORDINATES_ROUNDED,
                    "the caller asked for fewer decimals; largest change in " + (isMillimetres() ? "mm" : "px"));
        }
    }

    /** Lines have no place for members of a collection. */
    void noteCollectionMembers() throws IOException {
        for (RawMember member : RawMember.of(set.extras().collectionMembers())) {
            losses.note(
                    LedgerCode.ATTRIBUTE_NOT_CARRIED,
                    Carriage.GONE,
                    () -> "/" + member.name().getValue().replace("~", "~0").replace("/", "~1"));
        }
    }

    private boolean isMillimetres() {
        return answer.space() instanceof SlideMillimetres;
    }

    /** What is drawn anew has no third ordinates. */
    private static boolean isRing(GraphicType type) {
        return switch (type) {
            case ELLIPSE, RECTANGLE -> true;
            case POINT, POLYLINE, POLYGON -> false;
        };
    }
}
