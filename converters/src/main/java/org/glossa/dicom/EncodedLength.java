package org.glossa.dicom;

/**
 * How many bytes elements take in Explicit VR Little Endian. Lengths of nested sequences are computed again at each level instead of
 * being kept, so that memory stays constant; the depth is limited.
 */
final class EncodedLength {
    /** The greatest even length that a header holds. */
    static final long MAXIMUM = 0xFFFFFFFEL;

    private static final int ITEM_HEADER = 8;
    private static final int SHORT_HEADER_MAXIMUM = 0xFFFE;

    private EncodedLength() {}

    /** Without a header. */
    static long of(DataSet dataSet, int depth) {
        if (depth > DataSet.MAXIMUM_DEPTH) {
            throw new IllegalArgumentException("Sequences are nested deeper than " + DataSet.MAXIMUM_DEPTH
                    + ", which is all that is read or written; flatten them");
        }
        long length = 0;
        for (Element element : dataSet) {
            if (!isWritten(element)) {
                continue;
            }
            long value = value(element, depth);
            boolean delimited = value > MAXIMUM && element.vr() == Vr.SQ;
            length += headerBytes(element, value) + value + (delimited ? ITEM_HEADER : 0);
        }
        return length;
    }

    /** The value of one element, padding included; of a sequence its items with their headers; of fragments all to the delimiter. */
    static long value(Element element, int depth) {
        Fragments fragments = element.fragments();
        if (fragments != null) {
            return fragments(fragments);
        }
        if (element.vr() == Vr.SQ) {
            long length = 0;
            for (DataSet item : element.items()) {
                long content = of(item, depth + 1);
                length += ITEM_HEADER + content + (content > MAXIMUM ? ITEM_HEADER : 0);
            }
            return length;
        }
        long length = even(element.value().byteSize());
        if (length > MAXIMUM) {
            throw new IllegalArgumentException(Tag.name(element.tag()) + " has " + length
                    + " bytes, a DICOM value at most " + MAXIMUM + "; split it");
        }
        return length;
    }

    /** Group lengths and trailing padding are not: they would be wrong or mean nothing. */
    static boolean isWritten(Element element) {
        return Tag.element(element.tag()) != 0 && element.tag() != Tag.DataSetTrailingPadding;
    }

    /** The VR as it is written: UN where the header of the VR is too short for the length, PS3.5 section 6.2.2. */
    static Vr writtenVr(Element element, long length) {
        return !element.vr().hasLongHeader() && length > SHORT_HEADER_MAXIMUM ? Vr.UN : element.vr();
    }

    static int headerBytes(Element element, long length) {
        return writtenVr(element, length).hasLongHeader() ? 12 : 8;
    }

    static long even(long length) {
        return length + (length & 1);
    }

    private static long fragments(Fragments fragments) {
        long length = ITEM_HEADER + EncapsulatedPixelData.offsetTableBytes(fragments) + ITEM_HEADER;
        for (long i = 0; i < fragments.count(); i++) {
            length += ITEM_HEADER + even(fragments.segment(i).byteSize());
        }
        return length;
    }
}
