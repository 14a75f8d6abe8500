package org.glossa.finding;

/** Where in an input a {@link Finding} was met. */
public sealed interface Place {
    /** The input as a whole, for instance an empty file. */
    Place WHOLE = new Whole();

    /** The place as one reads it in a message. */
    String describe();

    /** The input as a whole. */
    record Whole() implements Place {
        @Override
        public String describe() {
            return "the whole input";
        }
    }

    /**
     * A place in a DICOM data set.
     *
     * @param byteOffset zero-based offset into the file of the element's first byte, or of the damaged byte; −1 when the data
     *     set was not read from bytes
     * @param tagPath tags in PS3.5's notation from the root down, items one-based: {@code (006A,0002)[1]/(0066,0016)}; where no
     *     tag can be read at the offset, that of the element before it; empty before the first tag
     */
    record DataElement(long byteOffset, String tagPath) implements Place {
        @Override
        public String describe() {
            String offset = byteOffset < 0 ? "" : "byte offset " + byteOffset;
            if (tagPath.isEmpty()) {
                return offset.isEmpty() ? "the data set" : offset;
            }
            return offset.isEmpty() ? tagPath : offset + ", " + tagPath;
        }
    }

    /**
     * A place in a JSON text.
     *
     * @param byteOffset zero-based offset into the text, −1 when unknown
     * @param pointer RFC 6901 JSON pointer; empty for the root
     */
    record JsonValue(long byteOffset, String pointer) implements Place {
        @Override
        public String describe() {
            String offset = byteOffset < 0 ? "" : "byte offset " + byteOffset + ", ";
            return offset + (pointer.isEmpty() ? "the root" : pointer);
        }
    }

    /**
     * A run of bytes of a file of the data folder.
     *
     * @param file relative to the data folder
     * @param firstByte zero-based; −1 when the file as a whole is meant
     * @param byteCount −1 when it is not known where the run ends
     */
    record FileBytes(String file, long firstByte, long byteCount) implements Place {
        @Override
        public String describe() {
            if (firstByte < 0) {
                return file;
            }
            return file + ", "
                    + (byteCount < 0
                            ? "from byte " + firstByte
                            : "bytes " + firstByte + "-" + (firstByte + byteCount - 1));
        }
    }
}
