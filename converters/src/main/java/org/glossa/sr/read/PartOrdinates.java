package org.glossa.sr.read;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupRole;
import org.glossa.sr.SrBlock;

/**
 * The parts that a Measurement Group of ours stands for, and their ordinates in the space of the source: those carried beside, or those of
 * its regions. Parts and vertices are counted from zero.
 */
final class PartOrdinates {
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final long[] groupNumbers;
    private final long[] rowNumbers;
    private final long[] marks;
    private final long[] places;
    private final long[] vertices;
    private final Source[] sources;

    /** Where a part's ordinates are. */
    private sealed interface Source {
        /** @param at which ordinate of the part */
        double ordinate(long at);
    }

    /** Ordinates of a width, from one on. */
    private record Carried(MemorySegment values, int bytes, long first) implements Source {
        @Override
        public double ordinate(long at) {
            return bytes == Float.BYTES
                    ? values.get(FLOAT, (first + at) * Float.BYTES)
                    : values.get(DOUBLE, (first + at) * Double.BYTES);
        }
    }

    /** Ordinates of a CIRCLE as those of its ELLIPSE. */
    private record Computed(float[] values) implements Source {
        @Override
        public double ordinate(long at) {
            return values[(int) at];
        }
    }

    PartOrdinates(SrBlock object, List<Region> regions, List<RestoredGroup> groups) throws DamagedBlockException {
        this.groupNumbers = object.numbers(SrBlock.PART_GROUPS);
        this.rowNumbers = object.numbers(SrBlock.PART_ANNOTATIONS);
        this.marks = object.numbers(SrBlock.PART_MARKS);
        this.places = object.numbers(SrBlock.PART_PLACES);
        int count = groupNumbers.length;
        if (rowNumbers.length != count
                || marks.length != count
                || object.has(SrBlock.PART_PLACES) && places.length != count) {
            throw new DamagedBlockException("groups, rows and marks of parts differ in number");
        }
        for (long group : groupNumbers) {
            if (group < 1 || group > groups.size()) {
                throw new DamagedBlockException("group " + group + " of " + groups.size());
            }
        }
        this.sources = new Source[count];
        if (object.has(SrBlock.ORDINATES)) {
            this.vertices = object.numbers(SrBlock.VERTEX_COUNTS);
            carried(object.bytes(SrBlock.ORDINATES), groups);
        } else {
            this.vertices = new long[count];
            ofRegions(regions, groups);
        }
    }

    int count() {
        return groupNumbers.length;
    }

    int group(int part) {
        return (int) groupNumbers[part] - 1; // one-based to zero-based
    }

    long row(int part) {
        return rowNumbers[part] - 1; // one-based to zero-based
    }

    long marks(int part) {
        return marks[part];
    }

    /** Among the parts of the object, from one. */
    long place(int part) {
        return places.length == 0 ? part + 1L : places[part];
    }

    long vertices(int part) {
        return vertices[part];
    }

    void copyTo(int part, RestoredGroup group) {
        long ordinates = vertices[part] * group.ordinates();
        for (long i = 0; i < ordinates; i++) {
            group.set(row(part), i, sources[part].ordinate(i));
        }
    }

    private void carried(MemorySegment values, List<RestoredGroup> groups) throws DamagedBlockException {
        if (vertices.length != sources.length) {
            throw new DamagedBlockException("vertices of " + vertices.length + " parts of " + sources.length);
        }
        long total = 0;
        for (int i = 0; i < vertices.length; i++) {
            total += vertices[i] * groups.get(group(i)).ordinates();
        }
        // by length, for a peer may have made the VR UN
        int bytes = values.byteSize() == total * Float.BYTES ? Float.BYTES : Double.BYTES;
        if (values.byteSize() != total * bytes) {
            throw new DamagedBlockException(values.byteSize() + " bytes of " + total + " ordinates");
        }
        long first = 0;
        for (int i = 0; i < vertices.length; i++) {
            sources[i] = new Carried(values, bytes, first);
            first += vertices[i] * groups.get(group(i)).ordinates();
        }
    }

    private void ofRegions(List<Region> regions, List<RestoredGroup> groups) throws DamagedBlockException {
        int next = 0;
        long point = 0;
        for (int i = 0; i < sources.length; i++) {
            RestoredGroup group = groups.get(group(i));
            if (group.role() == GroupRole.REGIONLESS) {
                sources[i] = new Computed(new float[0]);
                continue;
            }
            if (next == regions.size() || regions.get(next).ordinates() != group.ordinates()) {
                throw new DamagedBlockException("no region for part " + (i + 1));
            }
            Region region = regions.get(next);
            long points = region.points().byteSize() / (region.ordinates() * (long) Float.BYTES);
            if (group.type() == GraphicType.POINT) {
                vertices[i] = 1;
                sources[i] = new Carried(region.points(), Float.BYTES, point * region.ordinates());
                point++;
                if (point == points) {
                    next++;
                    point = 0;
                }
                continue;
            }
            if (region.shape() == RegionShape.CIRCLE) {
                vertices[i] = 4;
                sources[i] = new Computed(region.ellipseOfCircle());
            } else {
                vertices[i] = isRing(group.type()) ? points - 1 : points;
                sources[i] = new Carried(region.points(), Float.BYTES, 0);
            }
            next++;
        }
        if (next != regions.size() || point != 0) {
            throw new DamagedBlockException(regions.size() + " regions for " + sources.length + " parts");
        }
    }

    private static boolean isRing(GraphicType type) {
        return switch (type) {
            case POLYGON, RECTANGLE -> true;
            case POINT, POLYLINE, ELLIPSE -> false;
        };
    }

    /** The values of OD. */
    static double[] doubles(MemorySegment bytes) {
        double[] values = new double[Math.toIntExact(bytes.byteSize() / Double.BYTES)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.get(DOUBLE, (long) i * Double.BYTES);
        }
        return values;
    }
}
