package org.glossa.ann;

import java.util.function.Consumer;
import org.glossa.ann.AnnObject.Elements;
import org.glossa.dicom.Tag;
import org.glossa.finding.Place;

/** A sound object, and one defect in it at a time. */
final class Mutations {
    static final String POLYGON = "(006A,0002)[1]/";
    static final String POINT = "(006A,0002)[2]/";
    static final String RECTANGLE = "(006A,0002)[3]/";
    static final String ELLIPSE = "(006A,0002)[4]/";

    private Mutations() {}

    /** A quadrangle and a triangle, two points with measurements, a rectangle, an ellipse. */
    static AnnObject sound() {
        AnnObject object = AnnObject.twoD();
        object.group("POLYGON", 2)
                .floats(0, 0, 4, 0, 4, 4, 0, 4, 9, 9, 12, 9, 9, 12)
                .indexes(1, 9);
        object.group("POINT", 2)
                .doubles(1, 1, 2, 2)
                .sequence(
                        Tag.MeasurementsSequence,
                        BulkAnnotationReaderTest.measurement("a", BulkAnnotationReaderTest.values(1, 2)),
                        BulkAnnotationReaderTest.measurement(
                                "b", BulkAnnotationReaderTest.indexed(BulkAnnotationReaderTest.values(5, 6), 1, 2)));
        object.group("RECTANGLE", 1).floats(1, 1, 5, 1, 5, 3, 1, 3);
        object.group("ELLIPSE", 1).doubles(0, 5, 10, 5, 5, 2, 5, 8);
        return object;
    }

    /**
     * @param at where the defect is: an element of the mutated file, and the byte of its value
     */
    record Row(String name, Consumer<AnnObject> mutation, String code, String tagPath, At at) {
        @Override
        public String toString() {
            return name;
        }
    }

    record At(int tag, String vr, int occurrence, long byteOfValue) {}

    static At at(int tag, String vr, int occurrence, long byteOfValue) {
        return new At(tag, vr, occurrence, byteOfValue);
    }

    static Consumer<AnnObject> group(int number, Consumer<Elements> change) {
        return object -> change.accept(object.group(number));
    }

    /** Where a defect is in the mutated file. */
    static Place place(AnnObject object, Row row) {
        At at = row.at();
        return new Place.DataElement(
                object.valueOffset(at.tag(), at.vr(), at.occurrence()) + at.byteOfValue(), row.tagPath());
    }
}
