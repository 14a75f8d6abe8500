package org.glossa.dicom;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Elements in ascending order of their tags, taken as unsigned. Immutable and thread-safe; of a file it lives as long as its
 * {@link DicomFile}.
 */
public final class DataSet implements Iterable<Element> {
    /** Sequences within sequences that are read or written at most. */
    public static final int MAXIMUM_DEPTH = 64;

    private static final MemorySegment EMPTY = MemorySegment.ofArray(new byte[0]);

    private final Element[] elements;
    private final Origin origin;

    private enum Origin {
        FILE,
        BUILDER
    }

    private DataSet(Element[] elements, Origin origin) {
        this.elements = elements;
        this.origin = origin;
    }

    /** @param elements ascending; not copied */
    static DataSet ofFile(Element[] elements) {
        return new DataSet(elements, Origin.FILE);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The element of a tag, or null. */
    public @Nullable Element get(int tag) {
        int low = 0;
        int high = elements.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements[middle].tag(), tag);
            if (order == 0) {
                return elements[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    public boolean contains(int tag) {
        return get(tag) != null;
    }

    public int size() {
        return elements.length;
    }

    /** The first value as text, trimmed as PS3.5 section 6.2 says; empty when the element is absent or its first value is. */
    public Optional<String> string(int tag) {
        List<String> values = strings(tag);
        return values.isEmpty() || values.getFirst().isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    /** All values as text, empty ones included; no value when the element is absent or has zero length. */
    public List<String> strings(int tag) {
        Element element = get(tag);
        return element == null ? List.of() : element.strings();
    }

    /** The first value of a binary integer VR, of IS, or of a DS without fraction; empty when there is none. */
    public OptionalLong integer(int tag) {
        Element element = get(tag);
        if (element == null) {
            return OptionalLong.empty();
        }
        if (element.integerCount() > 0) {
            return OptionalLong.of(element.integer(0));
        }
        double[] numbers = element.decimals();
        if (numbers.length == 0 || numbers[0] != Math.rint(numbers[0]) || Math.abs(numbers[0]) > 0x1p53) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((long) numbers[0]);
    }

    /** The first value of a numeric VR, DS and IS included; empty when there is none or its text is no number. */
    public OptionalDouble decimal(int tag) {
        double[] numbers = decimals(tag);
        return numbers.length == 0 || Double.isNaN(numbers[0]) ? OptionalDouble.empty() : OptionalDouble.of(numbers[0]);
    }

    /** All values of a numeric VR, DS and IS included; a text that is no number is NaN. Not for the byte streams OF, OD and so on. */
    public double[] decimals(int tag) {
        Element element = get(tag);
        return element == null ? new double[0] : element.decimals();
    }

    /** The items of a sequence, empty when it is absent. Each access to an item of a file parses it anew: keep what you get. */
    public List<DataSet> items(int tag) {
        Element element = get(tag);
        return element == null ? List.of() : element.items();
    }

    public Optional<DataSet> firstItem(int tag) {
        List<DataSet> items = items(tag);
        return items.isEmpty() ? Optional.empty() : Optional.of(items.getFirst());
    }

    /** The bytes of a value, empty when the element is absent. */
    public MemorySegment bytes(int tag) {
        Element element = get(tag);
        return element == null ? EMPTY : element.value();
    }

    /** The element that a path names, or null. */
    public @Nullable Element find(TagPath path) {
        DataSet here = this;
        for (TagPath.Item step : path.items()) {
            List<DataSet> items = here.items(step.sequence());
            if (step.number() > items.size()) {
                return null;
            }
            // one-based to zero-based
            here = items.get((int) (step.number() - 1));
        }
        return here.get(path.tag());
    }

    /**
     * The same with all text in one character set: that of another data set if it holds every character, else UTF-8. Elements that are
     * in the other's character set keep their bytes, as comparing tools demand of what is copied from instance to instance.
     */
    public DataSet inCharacterSetOf(DataSet model) {
        return OneCharacterSet.of(this, model);
    }

    /** Whether it has UTF-8 text without saying so. What a file does not say of itself is not said for it. */
    boolean needsUtf8Term() {
        return origin == Origin.BUILDER && !contains(Tag.SpecificCharacterSet) && !Utf8Text.isAscii(this);
    }

    @Override
    public Iterator<Element> iterator() {
        return Arrays.asList(elements).iterator();
    }

    /**
     * Collects elements in any order; the last one of a tag stays. VRs come from the dictionary. Text is held in UTF-8, and text of
     * files is brought to it; the writer says ISO_IR 192 in (0008,0005) when there is any character outside ASCII. Not thread-safe; {@link #build()} may be called once.
     */
    public static final class Builder {
        private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

        Builder() {}

        /** One text value. An empty text is an element of zero length. */
        public Builder string(int tag, String value) {
            return strings(tag, List.of(value));
        }

        public Builder strings(int tag, List<String> values) {
            Vr vr = vr(tag);
            if (!vr.isText()) {
                throw new IllegalArgumentException(Tag.name(tag) + " has VR " + vr + ", which holds no text");
            }
            if (!vr.isSplit() && values.size() > 1) {
                throw new IllegalArgumentException(
                        Tag.name(tag) + " has VR " + vr + ", which holds one value, got " + values.size());
            }
            for (String value : values) {
                if (vr.isSplit() && value.indexOf('\\') >= 0) {
                    throw new IllegalArgumentException(
                            Tag.name(tag) + ": a backslash separates values and cannot be part of one, got " + value);
                }
            }
            return put(tag, vr, MemorySegment.ofArray(String.join("\\", values).getBytes(StandardCharsets.UTF_8)));
        }

        /** Values of US SS UL SL UV SV AT, or IS. */
        public Builder integers(int tag, long... values) {
            return put(tag, vr(tag), Encode.integers(tag, vr(tag), values));
        }

        /** Values of FL or OF. */
        public Builder floats(int tag, float... values) {
            return put(tag, vr(tag), Encode.floats(tag, vr(tag), values));
        }

        /** Values of FD, OD, FL (rounded to float) or DS (rounded to the 16 characters a DS may have). */
        public Builder doubles(int tag, double... values) {
            return put(tag, vr(tag), Encode.doubles(tag, vr(tag), values));
        }

        /** Raw little-endian bytes, not copied: they must live until the data set was written. */
        public Builder bytes(int tag, Vr vr, MemorySegment value) {
            return put(tag, vr, value);
        }

        public Builder sequence(int tag, List<DataSet> items) {
            elements.put(tag, new Element(tag, Vr.SQ, -1, EMPTY, CharacterSets.UTF_8, List.copyOf(items), null));
            return this;
        }

        public Builder sequence(int tag, DataSet... items) {
            return sequence(tag, List.of(items));
        }

        /** Encapsulated pixel data, one fragment a frame; neither list nor bytes are copied. The offset table is made on writing. */
        public Builder frames(int tag, List<MemorySegment> frames) {
            elements.put(
                    tag,
                    new Element(tag, Vr.OB, -1, EMPTY, CharacterSets.UTF_8, List.of(), Fragments.ofFrames(frames)));
            return this;
        }

        /** An element of another data set, its text brought to UTF-8, its bulk bytes not copied. */
        public Builder element(Element element) {
            elements.put(element.tag(), Utf8Text.of(element));
            return this;
        }

        /** An element of another data set with its bytes: bring all to one set by {@link DataSet#inCharacterSetOf} at the end. */
        public Builder verbatim(Element element) {
            elements.put(element.tag(), element);
            return this;
        }

        /** Every element of another data set, as {@link #element(Element)} takes it. */
        public Builder all(DataSet from) {
            from.forEach(this::element);
            return this;
        }

        /** Those of the tags that the other data set has. */
        public Builder copy(DataSet from, int... tags) {
            for (int tag : tags) {
                Element element = from.get(tag);
                if (element != null) {
                    element(element);
                }
            }
            return this;
        }

        /** An element of zero length. */
        public Builder empty(int tag) {
            return put(tag, vr(tag), EMPTY);
        }

        public DataSet build() {
            return new DataSet(elements.values().toArray(new Element[0]), Origin.BUILDER);
        }

        private Builder put(int tag, Vr vr, MemorySegment value) {
            elements.put(tag, new Element(tag, vr, -1, value, CharacterSets.UTF_8, List.of(), null));
            return this;
        }

        private static Vr vr(int tag) {
            @Nullable Vr vr = Dictionary.vr(tag);
            if (vr == null) {
                throw new IllegalArgumentException(
                        "The dictionary has no attribute " + Tag.name(tag) + "; give its VR through bytes()");
            }
            return vr;
        }
    }
}
