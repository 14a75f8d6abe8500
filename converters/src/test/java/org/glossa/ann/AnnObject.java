package org.glossa.ann;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.glossa.corpus.DicomBytes;
import org.glossa.dicom.DicomFile;
import org.glossa.dicom.Tag;
import org.glossa.finding.MalformedInputException;

/** An annotation object byte by byte: a sound one, of which a test replaces or removes elements. */
final class AnnObject {
    static final String IMAGE = "2.25.77";
    static final String FRAME_OF_REFERENCE = "2.25.78";
    static final String SERIES = "2.25.79";

    private final Elements root = new Elements();
    private final List<Elements> groups = new ArrayList<>();

    /** Elements in the order of their tags. */
    static final class Elements {
        private final TreeMap<Integer, Consumer<DicomBytes>> elements = new TreeMap<>(Integer::compareUnsigned);

        Elements set(int tag, Consumer<DicomBytes> element) {
            elements.put(tag, element);
            return this;
        }

        Elements text(int tag, String vr, String value) {
            return set(tag, bytes -> bytes.text(tag, vr, value));
        }

        Elements number(int tag, int value) {
            return set(tag, bytes -> bytes.unsignedShort(tag, value));
        }

        Elements count(long value) {
            return set(Tag.NumberOfAnnotations, bytes -> bytes.unsignedLong(Tag.NumberOfAnnotations, value));
        }

        Elements floats(float... values) {
            return set(Tag.PointCoordinatesData, bytes -> bytes.floats(Tag.PointCoordinatesData, "OF", values));
        }

        Elements doubles(double... values) {
            return set(
                    Tag.DoublePointCoordinatesData,
                    bytes -> bytes.doubles(Tag.DoublePointCoordinatesData, "OD", values));
        }

        Elements indexes(long... values) {
            return set(
                    Tag.LongPrimitivePointIndexList,
                    bytes -> bytes.integers(Tag.LongPrimitivePointIndexList, "OL", values));
        }

        Elements sequence(int tag, Elements... items) {
            return set(tag, bytes -> {
                DicomBytes[] content = new DicomBytes[items.length];
                for (int i = 0; i < items.length; i++) {
                    content[i] = items[i].to(DicomBytes.explicitVr());
                }
                bytes.sequence(tag, content);
            });
        }

        Elements remove(int... tags) {
            for (int tag : tags) {
                elements.remove(tag);
            }
            return this;
        }

        DicomBytes to(DicomBytes bytes) {
            elements.values().forEach(element -> element.accept(bytes));
            return bytes;
        }
    }

    /** 2D, VOLUME, without groups. */
    static AnnObject twoD() {
        AnnObject object = new AnnObject();
        object.root
                .text(Tag.SpecificCharacterSet, "CS", "ISO_IR 192")
                .text(Tag.SOPClassUID, "UI", BulkAnnotationReader.SOP_CLASS_UID)
                .text(Tag.SOPInstanceUID, "UI", "2.25.1")
                .text(Tag.ContentDate, "DA", "20260101")
                .text(Tag.ContentTime, "TM", "120000")
                .text(Tag.Modality, "CS", "ANN")
                .text(Tag.Manufacturer, "LO", "M")
                .text(Tag.ManufacturerModelName, "LO", "N")
                .text(Tag.DeviceSerialNumber, "LO", "1")
                .text(Tag.SoftwareVersions, "LO", "1")
                .text(Tag.StudyInstanceUID, "UI", "2.25.2")
                .text(Tag.SeriesInstanceUID, "UI", "2.25.3")
                .text(Tag.SeriesNumber, "IS", "1")
                .text(Tag.InstanceNumber, "IS", "1")
                .text(Tag.ContentLabel, "CS", "A")
                .text(Tag.AnnotationCoordinateType, "CS", "2D")
                .text(Tag.PixelOriginInterpretation, "CS", "VOLUME")
                .sequence(Tag.ReferencedImageSequence, image())
                .sequence(
                        Tag.ReferencedSeriesSequence,
                        new Elements()
                                .sequence(Tag.ReferencedInstanceSequence, image())
                                .text(Tag.SeriesInstanceUID, "UI", SERIES));
        return object;
    }

    /** Millimetres, without groups. */
    static AnnObject threeD() {
        AnnObject object = twoD();
        object.root
                .text(Tag.AnnotationCoordinateType, "CS", "3D")
                .text(Tag.FrameOfReferenceUID, "UI", FRAME_OF_REFERENCE)
                .remove(Tag.PixelOriginInterpretation);
        return object;
    }

    static Elements image() {
        return new Elements()
                .text(Tag.ReferencedSOPClassUID, "UI", "1.2.840.10008.5.1.4.1.1.77.1.6")
                .text(Tag.ReferencedSOPInstanceUID, "UI", IMAGE);
    }

    static Elements code(String value, String scheme, String meaning) {
        return new Elements()
                .text(Tag.CodeValue, "SH", value)
                .text(Tag.CodingSchemeDesignator, "SH", scheme)
                .text(Tag.CodeMeaning, "LO", meaning);
    }

    Elements root() {
        return root;
    }

    /** Adds a sound group without coordinates and returns it, to be completed. */
    Elements group(String graphicType, long annotations) {
        int number = groups.size() + 1;
        Elements group = new Elements()
                .number(Tag.AnnotationGroupNumber, number)
                .text(Tag.AnnotationGroupUID, "UI", "2.25.100" + number)
                .text(Tag.AnnotationGroupLabel, "LO", "group " + number)
                .text(Tag.AnnotationGroupGenerationType, "CS", "MANUAL")
                .sequence(Tag.AnnotationPropertyCategoryCodeSequence, code("91723000", "SCT", "Anatomical Structure"))
                .sequence(Tag.AnnotationPropertyTypeCodeSequence, code("84640000", "SCT", "Nucleus"))
                .count(annotations)
                .text(Tag.GraphicType, "CS", graphicType)
                .text(Tag.AnnotationAppliesToAllOpticalPaths, "CS", "YES");
        groups.add(group);
        return group;
    }

    Elements group(int number) {
        return groups.get(number - 1);
    }

    /** The Part 10 file. */
    byte[] bytes() {
        if (!groups.isEmpty()) {
            root.sequence(Tag.AnnotationGroupSequence, groups.toArray(Elements[]::new));
        }
        return root.to(DicomBytes.explicitVr())
                .part10(BulkAnnotationReader.SOP_CLASS_UID, "2.25.1", "1.2.840.10008.1.2.1");
    }

    DicomFile file() throws MalformedInputException {
        return DicomFile.of(MemorySegment.ofArray(bytes()));
    }

    /**
     * Where the value of an element begins in {@link #bytes()}, found by its header's bytes.
     *
     * @param occurrence one-based, of elements with this tag and VR in the file
     */
    long valueOffset(int tag, String vr, int occurrence) {
        byte[] bytes = bytes();
        byte[] header = {
            (byte) (tag >>> 16),
            (byte) (tag >>> 24),
            (byte) tag,
            (byte) (tag >>> 8),
            (byte) vr.charAt(0),
            (byte) vr.charAt(1)
        };
        int seen = 0;
        for (int i = 132; i + header.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + header.length, header, 0, header.length) && ++seen == occurrence) {
                boolean longForm = vr.equals("SQ") || vr.startsWith("O") || vr.equals("UN") || vr.equals("UT");
                return i + (longForm ? 12 : 8);
            }
        }
        throw new IllegalArgumentException("no " + vr + " of tag " + Integer.toHexString(tag));
    }
}
