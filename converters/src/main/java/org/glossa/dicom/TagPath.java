package org.glossa.dicom;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where an element stands in a data set: the items that lead to it, and its tag.
 *
 * @param items from the root down, each item of the sequence named in it
 * @param tag the element itself
 */
public record TagPath(List<Item> items, int tag) {
    private static final Pattern ITEM_NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    /**
     * One step down.
     *
     * @param sequence tag of the sequence
     * @param number one-based
     */
    public record Item(int sequence, long number) {
        public Item {
            if (number < 1) {
                throw new IllegalArgumentException("Items are counted from 1, got " + number);
            }
        }
    }

    public TagPath {
        items = List.copyOf(items);
    }

    /** An element of the root. */
    public static TagPath of(int tag) {
        return new TagPath(List.of(), tag);
    }

    /** An element of one item of the sequence that this path names; {@code number} is one-based. */
    public TagPath inItem(long number, int element) {
        List<Item> longer = new ArrayList<>(items.size() + 1);
        longer.addAll(items);
        longer.add(new Item(tag, number));
        return new TagPath(longer, element);
    }

    /**
     * Reads what {@link #url()} wrote.
     *
     * @throws IllegalArgumentException with a sentence that says what was wrong
     */
    public static TagPath parseUrl(String text) {
        String[] steps = text.split("/", -1);
        if (steps.length % 2 == 0 || steps.length > 2 * DataSet.MAXIMUM_DEPTH + 1) {
            throw malformed(text);
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i + 1 < steps.length; i += 2) {
            if (!ITEM_NUMBER.matcher(steps[i + 1]).matches()) {
                throw malformed(text);
            }
            items.add(new Item(parseTag(steps[i], text), Long.parseLong(steps[i + 1])));
        }
        return new TagPath(items, parseTag(steps[steps.length - 1], text));
    }

    private static int parseTag(String digits, String text) {
        if (digits.length() != 8) {
            throw malformed(text);
        }
        try {
            return HexFormat.fromHexDigits(digits);
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "A tag path is 8 hexadecimal digits, or sequence/item/…/element with items counted"
                        + " from 1, such as 006A0002/1/00660016; got " + text);
    }

    /** {@code 006A0002/1/00660016}: for URLs; items one-based. */
    public String url() {
        StringBuilder text = new StringBuilder(8 + 12 * items.size());
        for (Item item : items) {
            text.append(Tag.hex(item.sequence()))
                    .append('/')
                    .append(item.number())
                    .append('/');
        }
        return text.append(Tag.hex(tag)).toString();
    }

    /** {@code (006A,0002)[1]/(0066,0016)}: the notation of PS3.5 and of findings; items one-based. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(11 + 16 * items.size());
        for (Item item : items) {
            text.append(Tag.name(item.sequence()))
                    .append('[')
                    .append(item.number())
                    .append("]/");
        }
        return text.append(Tag.name(tag)).toString();
    }
}
