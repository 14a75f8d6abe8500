package org.glossa.sr.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.glossa.ann.AnnotationContext;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.GroupExtras;
import org.glossa.annotation.GroupRole;
import org.glossa.annotation.Precision;
import org.glossa.annotation.ZPlanes;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.DicomFile;
import org.glossa.feature.Features;
import org.glossa.feature.Features.IdForm;
import org.glossa.feature.Features.Kind;
import org.glossa.image.AnswerSpace;
import org.glossa.image.SlideImage;
import org.glossa.image.SlideImages;
import org.glossa.image.SpaceName;
import org.glossa.ledger.Ledger;
import org.glossa.ledger.Losses;
import org.glossa.option.Holes;
import org.glossa.option.OutOfBounds;

/** Sets that have everything, and what is asked of their reports. */
public final class SampleReports {
    private static final int BEGIN = Features.BEGINS_MEMBER;

    private SampleReports() {}

    /** As a GeoJSON file of QuPath: all geometries, holes, nuclei, ids, names, members, measurements. */
    public static AnnotationSet geoJson(ScratchColumns scratch, DicomFile image, Precision precision)
            throws IOException {
        SetMaker maker = new SetMaker(scratch, image.dataSet());
        GroupDescription tumour = SetMaker.plain("Tumor", SetMaker.TUMOUR)
                .with(new GroupExtras("{\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]}}", ""));
        GroupDescription nuclei = SetMaker.plain("Tumor nuclei", SetMaker.NUCLEUS);
        double step = precision == Precision.FLOAT32 ? 0.25 : 0.1;
        int polygons =
                maker.group(GraphicType.POLYGON, tumour, precision, 2, ring(10, step), ring(30, step), ring(50, step));
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "Area µm^2", Precision.FLOAT64, 12.5, 1 / 3.0, null);
        maker.measure(
                SetMaker.LENGTH,
                SetMaker.MICROMETRE,
                "Length",
                Precision.FLOAT64,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY);
        int holes = maker.group(GraphicType.POLYGON, tumour, GroupRole.HOLES, precision, 2, new double[] {
            12 + step, 12, 14, 12, 14, 14 + step
        });
        int points = maker.group(
                GraphicType.POINT, tumour, precision, 2, new double[] {1 + step, 2}, new double[] {3, 4}, new double[] {
                    5, 6
                });
        int lines = maker.group(
                GraphicType.POLYLINE, tumour, precision, 2, new double[] {1, 1, 2, 2 + step, 3, 1}, new double[] {
                    1, 1, 2, 2, 1, 1
                });
        int ellipses =
                maker.group(GraphicType.ELLIPSE, tumour, precision, 2, new double[] {0, 5, 10, 5, 5, 3, 5, 7 + step});
        int rectangles = maker.group(
                GraphicType.RECTANGLE, tumour, precision, 2, new double[] {0, 0, 8, 0, 8, 4 + step, 0, 4 + step});
        int nucleus =
                maker.group(GraphicType.POLYGON, nuclei, precision, 2, new double[] {52, 52, 54, 52, 54, 54 + step});
        int nothing = maker.group(GraphicType.POINT, tumour, GroupRole.REGIONLESS, precision, 2, new double[0]);
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "Area µm^2", Precision.FLOAT64, 7.25);

        maker.part(polygons, 0, BEGIN).part(holes, 0, Features.HOLE);
        maker.object(
                Kind.GEOMETRY,
                SetMaker.said()
                        .id(IdForm.TEXT, "0b2e5a4c-77f1-4d3e-8a6b-1f2e3d4c5b6a")
                        .name("first")
                        .members(
                                "{\"properties\":{\"isLocked\":true,\"metadata\":{\"Slide\":\"A 1\",\"long key of metadata\":\"x\"}}}"));
        maker.part(polygons, 1, BEGIN);
        maker.object(Kind.GEOMETRY, SetMaker.said().id(IdForm.NUMBER, "17").parent(0));
        maker.part(polygons, 2, BEGIN).part(nucleus, 0, Features.NUCLEUS | BEGIN);
        maker.object(
                Kind.GEOMETRY,
                SetMaker.said()
                        .id(IdForm.TEXT, "0B2E5A4C-77F1-4D3E-8A6B-1F2E3D4C5B6B")
                        .name("a cell "));
        maker.part(points, 0, BEGIN | Features.OF_MULTI).part(points, 1, Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said());
        maker.single(points, 2, SetMaker.said().id(IdForm.TEXT, "0b2e5a4c-77f1-4d3e-8a6b-1f2e3d4c5b6a"));
        maker.part(lines, 0, BEGIN).part(ellipses, 0, BEGIN);
        maker.object(Kind.COLLECTION, SetMaker.said().id(IdForm.TEXT, "1.2.840.99999.5"));
        maker.single(lines, 1, SetMaker.said().id(IdForm.TEXT, "other").name("named"));
        maker.part(rectangles, 0, BEGIN | Features.OF_MULTI);
        maker.object(Kind.GEOMETRY, SetMaker.said().name(""));
        maker.part(nothing, 0, BEGIN);
        maker.object(Kind.NONE, SetMaker.said().id(IdForm.TEXT, "none").members("{\"geometry\":{\"type\":\"Point\"}}"));
        return maker.pixels(new DocumentExtras("{\"foreign\":[1, 2]}", ""));
    }

    private static double[] ring(double start, double step) {
        return new double[] {
            start, start, start + 6 + step, start, start + 6, start + 6 + step, start + 3, start + 8, start, start + 6
        };
    }

    /** As bulk annotations in millimetres. */
    public static AnnotationSet millimetres(ScratchColumns scratch, DicomFile image, Precision precision)
            throws IOException {
        SetMaker maker = new SetMaker(scratch, image.dataSet());
        double x = 23.43;
        double y = 25.67;
        GroupDescription own = SetMaker.full(1, List.of(), ZPlanes.ALL);
        maker.group(GraphicType.POLYGON, own, precision, 3, new double[] {
            x, y, 0.001, x + 0.01, y, 0.001, x + 0.01, y + 0.01, 0.001
        });
        maker.measure(SetMaker.AREA, SetMaker.SQUARE_MICROMETRE, "", Precision.FLOAT32, 0.1);
        GroupDescription common = SetMaker.full(2, List.of(0.002), ZPlanes.OWN);
        maker.group(GraphicType.POINT, common, precision, 2, new double[] {x, y}, new double[] {x + 0.001, y});
        maker.group(GraphicType.ELLIPSE, SetMaker.full(3, List.of(), ZPlanes.OWN), precision, 3, new double[] {
            x, y, 0, x + 0.01, y, 0, x + 0.005, y - 0.002, 0, x + 0.005, y + 0.002, 0
        });
        return maker.millimetres();
    }

    /** What was written and noted. */
    public record Report(Path file, SrWriter.Written written, Ledger ledger) {}

    public static Report write(AnnotationSet set, DicomFile image, SpaceName space, Path file) throws Exception {
        return write(set, image, space, Holes.KEYHOLE, file);
    }

    public static Report write(AnnotationSet set, DicomFile image, SpaceName space, Holes holes, Path file)
            throws Exception {
        SlideImage slide = SlideImage.of(image.dataSet()).orElseThrow();
        AnswerSpace answer = AnswerSpace.of(space, set, new SlideImages(List.of(slide)));
        SrOptions options = new SrOptions(answer, slide, holes, OutOfBounds.KEEP, SrOptions.DEFAULT_MOST);
        Losses losses = new Losses();
        SrWriter.Written written;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            written = SrWriter.write(set, AnnotationContext.ofImage(image.dataSet()), options, losses, channel);
        }
        Ledger ledger = new Ledger();
        losses.addTo(ledger);
        return new Report(file, written, ledger);
    }
}
