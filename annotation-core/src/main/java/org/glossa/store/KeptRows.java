package org.glossa.store;

import java.util.BitSet;
import java.util.List;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.query.MeasurementRange;
import org.glossa.query.PropertyClass;
import org.glossa.query.Traits;

/**
 * Traits seen from one set: which groups have them, and in which columns the measurements are that decide the rest. A group that does
 * not measure what is asked for is out as a whole. Immutable.
 */
final class KeptRows {
    /** How much of a layer, or of a block of it, is kept without a look at its rows. */
    enum Share {
        ALL,
        SOME,
        NONE
    }

    private final Traits traits;
    private final StoredSet set;

    /** A bit for each group that is kept. */
    private final long[] groups;

    /** For each layer how much of it is kept, and whether a group of it is not. */
    private final Share[] shares;

    private final boolean[] mixes;

    /** For each layer and range the columns that hold the measurement; none when only the group of a row tells. */
    private final int[][][] columns;

    KeptRows(StoredSet set, Traits traits) {
        this.traits = traits;
        this.set = set;
        int layers = set.layers().size();
        this.groups = new long[(set.groups().size() + 63) / 64];
        this.shares = new Share[layers];
        this.mixes = new boolean[layers];
        this.columns = new int[layers][traits.measurements().size()][];
        int[] total = new int[layers];
        int[] kept = new int[layers];
        for (int group = 0; group < set.groups().size(); group++) {
            total[set.groupLayer(group)]++;
            if (keeps(set.groups().get(group))) {
                groups[group >>> 6] |= 1L << group;
                kept[set.groupLayer(group)]++;
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            mixes[layer] = kept[layer] < total[layer];
            boolean asksRows = mixes[layer] || !traits.measurements().isEmpty();
            shares[layer] = kept[layer] == 0 ? Share.NONE : asksRows ? Share.SOME : Share.ALL;
        }
        for (int range = 0; range < traits.measurements().size(); range++) {
            findColumns(range);
        }
    }

    private boolean keeps(StoredGroup group) {
        return (traits.groupNumbers().isEmpty()
                        || traits.groupNumbers().contains(group.description().number()))
                && (traits.classes().isEmpty() || hasClass(group))
                && measuresAll(group);
    }

    private boolean hasClass(StoredGroup group) {
        for (PropertyClass wanted : traits.classes()) {
            if (wanted.matches(group.description())) {
                return true;
            }
        }
        return false;
    }

    private boolean measuresAll(StoredGroup group) {
        for (MeasurementRange range : traits.measurements()) {
            if (group.measurements().stream().noneMatch(range::isOf)) {
                return false;
            }
        }
        return true;
    }

    /** A column may hold what is asked for in one group, and something else in another of the same layer. */
    private void findColumns(int range) {
        int layers = shares.length;
        BitSet[] asked = new BitSet[layers];
        BitSet[] others = new BitSet[layers];
        for (int layer = 0; layer < layers; layer++) {
            asked[layer] = new BitSet();
            others[layer] = new BitSet();
        }
        for (int group = 0; group < set.groups().size(); group++) {
            if ((groups[group >>> 6] >>> group & 1) == 0) {
                continue;
            }
            List<MeasurementName> names = set.groups().get(group).measurements();
            int layer = set.groupLayer(group);
            for (int i = 0; i < names.size(); i++) {
                boolean isAsked = traits.measurements().get(range).isOf(names.get(i));
                (isAsked ? asked : others)[layer].set(set.measurementColumn(group, i));
            }
        }
        for (int layer = 0; layer < layers; layer++) {
            columns[layer][range] = asked[layer].intersects(others[layer])
                    ? new int[0]
                    : asked[layer].stream().toArray();
        }
    }

    Traits traits() {
        return traits;
    }

    /** Whether annotations of a group may be kept. */
    boolean keepsGroup(int group) {
        return (groups[group >>> 6] >>> group & 1) != 0;
    }

    Share share(int layer) {
        return shares[layer];
    }

    /**
     * Which rows of a word, as in {@link StoredLayer#ofGroups}, are kept.
     *
     * @param rows bits of the rows to look at; no others are in the answer
     */
    long rows(int layer, int batch, long word, long rows) {
        StoredLayer in = set.layers().get(layer);
        long kept = mixes[layer] ? in.ofGroups(groups, batch, word, rows) : rows;
        for (int range = 0; range < columns[layer].length && kept != 0; range++) {
            MeasurementRange asked = traits.measurements().get(range);
            int[] holders = columns[layer][range];
            kept = holders.length == 0
                    ? byGroup(asked, in, batch, word, kept)
                    : inColumns(asked, holders, in, batch, word, kept);
        }
        return kept;
    }

    private static long inColumns(
            MeasurementRange asked, int[] holders, StoredLayer in, int batch, long word, long rows) {
        long found = 0;
        for (int column : holders) {
            found |= in.measurements().within(asked.interval(), column, batch, word, rows & ~found);
        }
        return found;
    }

    private long byGroup(MeasurementRange asked, StoredLayer in, int batch, long word, long rows) {
        long found = 0;
        for (long left = rows; left != 0; left &= left - 1) {
            long row = Long.lowestOneBit(left);
            int group = in.guardedGroup(batch, 64 * word + Long.numberOfTrailingZeros(row));
            List<MeasurementName> names = set.groups().get(group).measurements();
            for (int i = 0; i < names.size() && (found & row) == 0; i++) {
                if (asked.isOf(names.get(i))) {
                    found |= in.measurements()
                            .within(asked.interval(), set.measurementColumn(group, i), batch, word, row);
                }
            }
        }
        return found;
    }
}
