package org.glossa.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.ann.SplitGroups;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.GraphicType;
import org.glossa.dicom.DataSet;
import org.glossa.dicom.Dictionary;
import org.glossa.dicom.Element;
import org.glossa.dicom.Tag;
import org.glossa.dicom.TagPath;
import org.glossa.finding.Severity;
import org.glossa.geojson.GroupRemainder;
import org.glossa.geometry.PyramidLevel;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.image.SlideImages;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.LedgerEntry;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.spatial.PlanarTransform;

/** What an ANN object loses on its way to GeoJSON. */
final class GeoJsonLedger {
    private static final int FIRST_PATHS = 5;

    private final Ledger ledger = new Ledger();
    private final AnnotationSet set;
    private final AnswerSpace answer;

    private GeoJsonLedger(AnnotationSet set, AnswerSpace answer) {
        this.set = set;
        this.answer = answer;
    }

    /** @param withoutGeometry annotations that were written with {@code "geometry": null} */
    static Ledger of(DataSet dataSet, AnnotationSet set, AnswerSpace answer, SlideImages slide, long withoutGeometry) {
        GeoJsonLedger made = new GeoJsonLedger(set, answer);
        made.addGeometry(withoutGeometry);
        made.addZ();
        made.addLevel(slide);
        made.addLevelZero(slide);
        made.addAttributes(dataSet);
        made.ledger.add(LedgerEntry.information(
                "CONTENT_HEADER_NOT_CARRIED",
                Carriage.GONE,
                1,
                "patient, study, series and equipment have no place in GeoJSON"));
        return made.ledger;
    }

    private void addGeometry(long withoutGeometry) {
        if (withoutGeometry > 0) {
            ledger.add(new LedgerEntry(
                    "COORDINATE_NOT_FINITE",
                    Severity.LOSS,
                    Carriage.RESTORABLE,
                    withoutGeometry,
                    List.of(),
                    Double.NaN,
                    "GeoJSON has no number for it: geometry is null, the vertices are in properties.dicom.points"));
        }
        long ellipses = annotations(GraphicType.ELLIPSE);
        if (ellipses > 0) {
            ledger.add(LedgerEntry.information(
                    "ELLIPSE_POLYGONISED",
                    Carriage.RESTORABLE,
                    ellipses,
                    "outlines within 0.01 px of the ellipse; the axes are in properties.dicom.points"));
        }
    }

    private long annotations(GraphicType type) {
        return set.groups().stream()
                .filter(group -> group.graphicType() == type)
                .mapToLong(AnnotationGroup::annotationCount)
                .sum();
    }

    private void addZ() {
        if (answer.space() instanceof CoordinateSpace.SlideMillimetres) {
            return;
        }
        long dropped = set.groups().stream()
                .filter(group -> group.coordinates().ordinates() == 3)
                .mapToLong(AnnotationGroup::annotationCount)
                .sum();
        if (dropped > 0) {
            ledger.add(new LedgerEntry(
                    "Z_DROPPED",
                    Severity.LOSS,
                    Carriage.GONE,
                    dropped,
                    List.of(),
                    Double.NaN,
                    "pixels have no z; --space slide-mm keeps it"));
        }
    }

    private void addLevel(SlideImages slide) {
        if (answer.name() != SpaceName.LEVEL0_PIXELS || answer.fromSource() instanceof PlanarTransform.Identity) {
            return;
        }
        var image = set.image();
        PyramidLevel level = image == null
                ? null
                : slide.named(image.sopInstanceUid()).map(SlideImage::level).orElse(null);
        PlanarTransform scale =
                answer.fromSource() instanceof PlanarTransform.Chain chain ? chain.second() : answer.fromSource();
        if (level == null || !(scale instanceof PlanarTransform.AxisScale axes)) {
            return;
        }
        boolean byPixels = axes.denominatorX() == level.totalColumns() && axes.denominatorY() == level.totalRows();
        ledger.add(LedgerEntry.information(
                "LEVEL_RESCALED",
                Carriage.GONE,
                set.annotationCount(),
                "from " + level.totalColumns() + " x " + level.totalRows() + " px to level 0 by "
                        + (byPixels ? "the ratio of the matrices" : "the ratio of the pixel spacings")));
    }

    private void addLevelZero(SlideImages slide) {
        if (answer.name() != SpaceName.LEVEL0_PIXELS) {
            return;
        }
        slide.levelZeroOf(set)
                .filter(SlideImage::isResampled)
                .ifPresent(image -> ledger.add(new LedgerEntry(
                        "LEVEL_ZERO_RESAMPLED",
                        Severity.WARNING,
                        Carriage.GONE,
                        set.annotationCount(),
                        List.of(),
                        Double.NaN,
                        "level 0 is the finest image given, " + image.sopInstanceUid()
                                + ", which says that it was made from a finer one (RESAMPLED); give --image the folder of"
                                + " all levels")));
    }

    /** Attributes of groups that no member of ours stands for go into the collection's member {@code dicom} as they are. */
    private void addAttributes(DataSet dataSet) {
        Map<Integer, List<String>> kept = new LinkedHashMap<>();
        List<DataSet> groups = SplitGroups.wholeItems(dataSet);
        for (int i = 0; i < groups.size(); i++) {
            for (Element element : GroupRemainder.of(groups.get(i))) {
                kept.computeIfAbsent(element.tag(), tag -> new ArrayList<>())
                        .add(TagPath.of(Tag.AnnotationGroupSequence)
                                .inItem(i + 1L, element.tag()) // zero-based to one-based
                                .toString());
            }
        }
        kept.forEach((tag, paths) -> {
            Dictionary.Entry entry = Dictionary.lookup(tag);
            ledger.add(new LedgerEntry(
                    "ATTRIBUTE_IN_PRIVATE_MEMBER",
                    Severity.INFORMATION,
                    Carriage.RESTORABLE,
                    paths.size(),
                    paths.subList(0, Math.min(FIRST_PATHS, paths.size())),
                    Double.NaN,
                    (entry == null ? Tag.name(tag) : entry.name())
                            + " is in dicom.groups[].attributes, which others do not read"));
        });
    }
}
