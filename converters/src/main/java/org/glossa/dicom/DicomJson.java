package org.glossa.dicom;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the DICOM JSON model, PS3.18 annex F. Text is UTF-8, so (0008,0005) says ISO_IR 192 where the data set has it. Group
 * lengths, file meta information and trailing padding are left out. IS and DS are JSON numbers with all digits of the text, or
 * strings when the text is no number; SV and UV beyond 2⁵³ are strings (section F.2.3); NaN and infinities, of which the standard
 * says nothing, are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, as fo-dicom writes them.
 */
public final class DicomJson {
    /** OB OD OF OL OV OW UN of more bytes become a BulkDataURI. */
    public static final int INLINE_BYTES = 1024;

    private final JsonGenerator out;
    private final @Nullable BulkDataLocator bulk;

    /** Where the bytes of an element can be fetched. */
    @FunctionalInterface
    public interface BulkDataLocator {
        /** An absolute URI. */
        String uri(TagPath path);
    }

    /** The data set that is being written, and the items that lead to it. */
    private record Position(List<TagPath.Item> items) {
        TagPath path(int tag) {
            return new TagPath(items, tag);
        }

        Position inItem(int sequence, long number) {
            return new Position(path(sequence).inItem(number, 0).items());
        }
    }

    private DicomJson(JsonGenerator out, @Nullable BulkDataLocator bulk) {
        this.out = out;
        this.bulk = bulk;
    }

    /**
     * One data set as one JSON object.
     *
     * @param bulk names the bulk data above {@link #INLINE_BYTES}, and pixel data of any size; null writes every value inline, but
     *     only the VR of text beyond {@link Element#MAXIMUM_DECODED_BYTES}. Fragments are inline as pydicom has them: their items,
     *     from that of the offset table on, without the delimiter
     */
    public static void write(JsonGenerator out, DataSet dataSet, @Nullable BulkDataLocator bulk) throws IOException {
        new DicomJson(out, bulk).dataSet(dataSet, new Position(List.of()));
    }

    private void dataSet(DataSet dataSet, Position position) throws IOException {
        out.writeStartObject();
        for (Element element : dataSet) {
            int tag = element.tag();
            if (Tag.element(tag) != 0 && Tag.group(tag) != 2 && tag != Tag.DataSetTrailingPadding) {
                out.writeObjectFieldStart(Tag.hex(tag));
                out.writeStringField("vr", element.vr().name());
                if (!element.isEmpty()) {
                    content(element, position);
                }
                out.writeEndObject();
            }
        }
        out.writeEndObject();
    }

    private void content(Element element, Position position) throws IOException {
        if (isPixelData(element.tag()) || element.vr().isStream()) {
            stream(element, position);
            return;
        }
        if (element.vr().isText() && !element.isDecoded()) {
            locate(element, position);
            return;
        }
        if (element.vr().isText() && element.strings().isEmpty()) {
            // nothing but padding
            return;
        }
        out.writeArrayFieldStart("Value");
        if (element.vr() == Vr.SQ) {
            items(element, position);
        } else if (element.tag() == Tag.SpecificCharacterSet) {
            out.writeString("ISO_IR 192");
        } else {
            JsonValues.write(out, element);
        }
        out.writeEndArray();
    }

    private void items(Element sequence, Position position) throws IOException {
        long number = 0;
        for (DataSet item : sequence.items()) {
            number++;
            dataSet(item, position.inItem(sequence.tag(), number));
        }
    }

    private void stream(Element element, Position position) throws IOException {
        if (bulk != null && (isPixelData(element.tag()) || element.valueLength() > INLINE_BYTES)) {
            locate(element, position);
            return;
        }
        Fragments fragments = element.fragments();
        if (fragments != null && fragments.areFrames()) {
            inline(EncapsulatedPixelData.items(fragments));
        } else if (element.valueLength() > 0) {
            inline(new SegmentInputStream(element.value()));
        }
    }

    private void inline(InputStream bytes) throws IOException {
        out.writeFieldName("InlineBinary");
        out.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, bytes, -1);
    }

    private void locate(Element element, Position position) throws IOException {
        if (bulk != null) {
            out.writeStringField("BulkDataURI", bulk.uri(position.path(element.tag())));
        }
    }

    private static boolean isPixelData(int tag) {
        return tag == Tag.PixelData || tag == Tag.FloatPixelData || tag == Tag.DoubleFloatPixelData;
    }
}
