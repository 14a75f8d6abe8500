package org.glossa.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.corpus.Anatomy.Notation;
import org.glossa.corpus.Anatomy.Spot;
import org.glossa.corpus.Mutant.Kind;

/**
 * Breaks a sound DICOM Part 10 file in every way that we know of; the same seed breaks it in the same way. Reads Explicit and Implicit
 * VR Little Endian, Explicit VR Big Endian and Deflated, of which the inflated data set is broken and deflated again.
 */
public final class Mutants {
    private static final int DEPTH = 10_000;
    private static final int INDEX_LIST = 0x00660040;
    private static final int NUMBER_OF_ANNOTATIONS = 0x006A000C;
    private static final Set<Integer> WORDS = Set.of(0x00660016, 0x00660022, INDEX_LIST, 0x00660125, 0x006A0011);
    private static final int[] FAMOUS_LENGTHS = {-1, -2, Integer.MAX_VALUE, 0, 1, 2, 8, 0xFFFEE000, 0xFFFEE00D};
    private static final String[] VRS = {
        "SQ", "UN", "OB", "OW", "OF", "OD", "OL", "UT", "US", "UL", "FL", "FD", "LO", "PN", "AT", "IS", "ZZ", "QQ", "??"
    };

    private final PlainFile source;
    private final byte[] plain;

    private final int start;
    private final boolean deflated;
    private final Notation notation;
    private final List<Spot> spots;
    private final List<Kind> kinds;

    private Mutants(byte[] file) {
        PlainFile source = new PlainFile(file);
        this.source = source;
        this.start = source.start();
        this.plain = source.bytes();
        this.deflated = source.isDeflated();
        this.notation = source.notation();
        this.spots = Anatomy.of(plain, start, plain.length, notation);
        this.kinds = kinds();
    }

    /** Of a file that is sound; what it is broken into is not. */
    public static Mutants of(byte[] file) {
        return new Mutants(file);
    }

    /** The mutant of a seed; neighbouring seeds give unlike mutants. */
    public Mutant mutant(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return mutant(kinds.get(random.nextInt(kinds.size())), random);
    }

    /** The mutant of a seed and a kind, which is another one where the file has nothing to break in that way. */
    public Mutant mutant(Kind kind, long seed) {
        Kind possible = kinds.contains(kind) ? kind : Kind.BIT_FLIPPED;
        return mutant(possible, new SplittableRandom(seed));
    }

    private Mutant mutant(Kind kind, SplittableRandom random) {
        return switch (kind) {
            case BIT_FLIPPED -> anywhere(kind, random);
            case BYTES_REPLACED -> replaced(random);
            case LENGTH_CHANGED -> lengthChanged(random);
            case VR_CHANGED -> vrChanged(random);
            case BYTES_LOST -> lost(random);
            case BYTES_REPEATED -> repeated(random);
            case LENGTH_BEYOND_CONTAINER -> beyond(random);
            case CUT_IN_HEADER -> cutInHeader(random);
            case CUT_IN_VALUE -> cutInValue(random);
            case TOO_DEEP -> tooDeep(random);
            case NOT_DIVISIBLE -> notDivisible(random);
            case INDEX_LIST_LIES -> lies(random);
        };
    }

    private List<Kind> kinds() {
        Set<Kind> possible = EnumSet.allOf(Kind.class);
        possible.remove(Kind.TOO_DEEP);
        if (of(INDEX_LIST, 4).isEmpty()) {
            possible.remove(Kind.INDEX_LIST_LIES);
        }
        if (spots.stream().noneMatch(Mutants::isOfWords)) {
            possible.remove(Kind.NOT_DIVISIBLE);
        }
        // they are large: one for each four of another kind
        List<Kind> weighted = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            weighted.addAll(possible);
        }
        weighted.add(Kind.TOO_DEEP);
        return weighted;
    }

    private static boolean isOfWords(Spot spot) {
        return WORDS.contains(spot.tag()) && spot.length() >= 4 && !spot.vr().equals("UN");
    }

    private Mutant anywhere(Kind kind, SplittableRandom random) {
        // of a deflated file half of the flips hit what was deflated
        byte[] file = source.file(plain);
        if (deflated && random.nextBoolean()) {
            int at = random.nextInt(start, file.length);
            int bit = random.nextInt(8);
            file[at] ^= (byte) (1 << bit);
            return new Mutant(kind, "bit " + bit + " of byte " + at + " of the file flipped", file);
        }
        int at = position(random);
        int bit = random.nextInt(8);
        byte[] bytes = plain.clone();
        bytes[at] ^= (byte) (1 << bit);
        return made(kind, "bit " + bit + " of byte " + at, bytes);
    }

    private Mutant replaced(SplittableRandom random) {
        byte[] bytes = plain.clone();
        int at = position(random);
        for (int i = at; i < Math.min(at + 4, bytes.length); i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return made(Kind.BYTES_REPLACED, "4 bytes at " + at, bytes);
    }

    private Mutant lengthChanged(SplittableRandom random) {
        Spot spot = any(spots, random);
        long length = random.nextBoolean()
                ? FAMOUS_LENGTHS[random.nextInt(FAMOUS_LENGTHS.length)]
                : spot.length() ^ 1L << random.nextInt(8 * spot.lengthBytes());
        byte[] bytes = plain.clone();
        putLength(bytes, spot, length);
        return made(Kind.LENGTH_CHANGED, name(spot) + ": length " + length, bytes);
    }

    private Mutant vrChanged(SplittableRandom random) {
        List<Spot> written = spots.stream().filter(spot -> !spot.vr().isEmpty()).toList();
        if (written.isEmpty()) {
            return replaced(random);
        }
        Spot spot = any(written, random);
        String vr = VRS[random.nextInt(VRS.length)];
        byte[] bytes = plain.clone();
        bytes[spot.start() + 4] = (byte) vr.charAt(0);
        bytes[spot.start() + 5] = (byte) vr.charAt(1);
        return made(Kind.VR_CHANGED, name(spot) + ": VR " + vr, bytes);
    }

    private Mutant lost(SplittableRandom random) {
        byte[] bytes = plain.clone();
        int from = position(random);
        int to = Math.min(bytes.length, from + random.nextInt(1, 40));
        return made(
                Kind.BYTES_LOST,
                "bytes " + from + " to " + to,
                joined(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length)));
    }

    private Mutant repeated(SplittableRandom random) {
        byte[] bytes = plain.clone();
        int from = position(random);
        int to = Math.min(bytes.length, from + random.nextInt(1, 80));
        int at = position(random);
        return made(
                Kind.BYTES_REPEATED,
                "bytes " + from + " to " + to + " again at " + at,
                joined(
                        Arrays.copyOf(bytes, at),
                        Arrays.copyOfRange(bytes, from, to),
                        Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    private Mutant beyond(SplittableRandom random) {
        List<Spot> possible = spots.stream()
                .filter(spot -> spot.isDefined() && (spot.lengthBytes() == 4 || room(spot) < 0xFFF0))
                .toList();
        Spot spot = any(possible, random);
        long most = spot.lengthBytes() == 4 ? 1_000_000 : 0xFFFE - room(spot);
        long length = room(spot) + random.nextLong(1, most / 2 + 1) * 2 - (room(spot) & 1);
        byte[] bytes = plain.clone();
        putLength(bytes, spot, length);
        return made(
                Kind.LENGTH_BEYOND_CONTAINER,
                name(spot) + ": length " + length + " where " + room(spot) + " are left",
                bytes);
    }

    private static long room(Spot spot) {
        return (long) spot.limit() - spot.valueStart();
    }

    private Mutant cutInHeader(SplittableRandom random) {
        Spot spot = any(spots, random);
        int at = random.nextInt(spot.start() + 1, spot.valueStart());
        return made(Kind.CUT_IN_HEADER, name(spot) + ": cut at " + at, Arrays.copyOf(plain, at));
    }

    private Mutant cutInValue(SplittableRandom random) {
        byte[] file = source.file(plain);
        if (deflated && random.nextBoolean()) {
            int end = random.nextInt(start + 1, file.length - 2);
            return new Mutant(Kind.CUT_IN_VALUE, "deflated bytes cut at " + end, Arrays.copyOf(file, end));
        }
        Spot spot = any(spots.stream().filter(each -> each.length() > 0).toList(), random);
        int at = random.nextInt(spot.valueStart(), spot.valueStart() + (int) spot.length());
        return made(Kind.CUT_IN_VALUE, name(spot) + ": cut at " + at, Arrays.copyOf(plain, at));
    }

    private Mutant tooDeep(SplittableRandom random) {
        boolean defined = random.nextBoolean();
        int header = notation.explicit() ? 12 : 8;
        int level = header + 8;
        ByteBuffer nested =
                ByteBuffer.allocate(DEPTH * (level + (defined ? 0 : 16))).order(notation.order());
        for (int i = 0; i < DEPTH; i++) {
            int inside = (DEPTH - i - 1) * level;
            nested.putShort((short) 0x7FFF).putShort((short) 0x1001);
            if (notation.explicit()) {
                nested.put("SQ\0\0".getBytes(StandardCharsets.US_ASCII));
            }
            nested.putInt(defined ? inside + 8 : -1);
            nested.putShort((short) 0xFFFE).putShort((short) 0xE000).putInt(defined ? inside : -1);
        }
        while (nested.hasRemaining()) {
            nested.putShort((short) 0xFFFE).putShort((short) 0xE00D).putInt(0);
            nested.putShort((short) 0xFFFE).putShort((short) 0xE0DD).putInt(0);
        }
        // an Implicit VR of no dictionary is a sequence only where its length is undefined
        boolean isSeen = notation.explicit() || !defined;
        return isSeen ? made(Kind.TOO_DEEP, DEPTH + " sequences", joined(plain, nested.array())) : tooDeep(random);
    }

    private Mutant notDivisible(SplittableRandom random) {
        Spot spot = any(spots.stream().filter(Mutants::isOfWords).toList(), random);
        byte[] bytes = plain.clone();
        putLength(bytes, spot, spot.length() - 2);
        for (Spot around : spot.around()) {
            if (around.isDefined()) {
                putLength(bytes, around, around.length() - 2);
            }
        }
        int end = spot.valueStart() + (int) spot.length();
        return made(
                Kind.NOT_DIVISIBLE,
                name(spot) + ": two bytes less than " + spot.length(),
                joined(Arrays.copyOf(bytes, end - 2), Arrays.copyOfRange(bytes, end, bytes.length)));
    }

    private Mutant lies(SplittableRandom random) {
        List<Spot> lists = of(INDEX_LIST, 4);
        Spot list = any(lists, random);
        int entries = (int) (list.length() / 4);
        int entry = random.nextInt(entries);
        byte[] bytes = plain.clone();
        ByteBuffer values = ByteBuffer.wrap(bytes).order(notation.order());
        int at = list.valueStart() + 4 * entry;
        switch (random.nextInt(5)) {
            case 0 -> values.putInt(list.valueStart(), values.getInt(list.valueStart()) + 2);
            case 1 -> values.putInt(at, entry == 0 ? 0 : values.getInt(at - 4));
            case 2 -> values.putInt(at, random.nextInt(1, 1000) | 0x7FFF0000);
            // no point begins there, whether points have two values or three
            case 3 -> values.putInt(at, values.getInt(at) + 1);
            default ->
                of(NUMBER_OF_ANNOTATIONS, 4).stream()
                        .filter(count -> count.around().equals(list.around()))
                        .forEach(count -> values.putInt(count.valueStart(), entries + random.nextInt(1, 100)));
        }
        if (Arrays.equals(bytes, plain)) {
            values.putInt(list.valueStart(), 0);
        }
        return made(Kind.INDEX_LIST_LIES, name(list) + ": entry " + entry, bytes);
    }

    private List<Spot> of(int tag, int leastLength) {
        return spots.stream()
                .filter(spot -> spot.tag() == tag && spot.length() >= leastLength)
                .toList();
    }

    private static Spot any(List<Spot> spots, SplittableRandom random) {
        return spots.get(random.nextInt(spots.size()));
    }

    private static void putLength(byte[] bytes, Spot spot, long length) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(spot.order());
        if (spot.lengthBytes() == 2) {
            buffer.putShort(spot.lengthAt(), (short) length);
        } else {
            buffer.putInt(spot.lengthAt(), (int) length);
        }
    }

    /** Behind the prefix: what stands before it is no DICOM at all when it breaks. In a deflated file only the data set. */
    private int position(SplittableRandom random) {
        return random.nextInt(deflated ? start : 132, plain.length);
    }

    private Mutant made(Kind kind, String what, byte[] broken) {
        return new Mutant(kind, kind + ", " + what + (deflated ? " of the inflated file" : ""), source.file(broken));
    }

    private static String name(Spot spot) {
        return "%08X at %d".formatted(spot.tag(), spot.start());
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
