package org.glossa.slide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.Precision;
import org.glossa.corpus.Depth;
import org.glossa.corpus.Oracle;
import org.glossa.open.OpenLimits;
import org.glossa.open.OpenSet;
import org.glossa.open.OpenSets;
import org.glossa.query.Selection;
import org.glossa.query.Traits;
import org.glossa.spatial.Box;
import org.glossa.spatial.PlanarTransform;
import org.glossa.spatial.PlanarTransform.Affine;
import org.glossa.spatial.PlanarTransform.AxisScale;
import org.glossa.store.BruteForce;
import org.glossa.store.BruteForce.Answer;
import org.glossa.store.ColumnStore;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.SampleSet;
import org.glossa.store.ShapeSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;

/** Unions of sets in several spaces against a scan of all their annotations with JTS; no more than one set at a time is open. */
class SlideUnionTest {
    private static final int SEED = 20268;
    private static final long ALL = Long.MAX_VALUE;
    private static final double OPEN_BAND = 0.01;
    private static final List<PlanarTransform> SPACES = List.of(
            PlanarTransform.IDENTITY,
            new AxisScale(46336, 11584, 44288, 11072),
            new AxisScale(46336, 2896, 44288, 2768),
            new Affine(0.8, -0.6, 300, 0.6, 0.8, -100));
    private static final int[] SIZES = {0, 1, 2, 17, 60, 150};

    @TempDir
    Path folder;

    /** One set: how it lies in the space of the question, and what JTS sees of it. */
    private record Member(PlanarTransform transform, BruteForce scan) {}

    /** An annotation as an answer names it. */
    private record Id(int set, int group, long annotationIndex) {}

    @Test
    void equalsAScanOfAllSets() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        int unions = Depth.count(8, 150);
        long compared = 0;
        for (int union = 0; union < unions; union++) {
            int sets = union < 3 ? union : random.nextInt(2, 9);
            Path at = Files.createDirectory(folder.resolve("union-" + union));
            List<Member> members = new ArrayList<>();
            for (int set = 0; set < sets; set++) {
                members.add(write(at.resolve("" + set), random));
            }
            try (OpenSets open = new OpenSets(new OpenLimits(1, 100, Long.MAX_VALUE), Duration.ofHours(1))) {
                SlideUnion slide = union(members, open, at);
                for (int question = 0; question < Depth.count(6, 40); question++) {
                    compared += compare(slide, members, open, at, random);
                }
            }
        }
        Oracle.countLibrary("JTS intersects", compared);
    }

    private static Member write(Path at, SplittableRandom random) throws IOException {
        PlanarTransform transform = SPACES.get(random.nextInt(SPACES.size()));
        double scale = transform instanceof AxisScale ? transform.x(1, 0) : 1;
        int size = SIZES[random.nextInt(SIZES.length)];
        SampleSet sample = new SampleSet();
        int groups = random.nextInt(1, 4);
        for (int group = 0; group < groups; group++) {
            GraphicType type = GraphicType.values()[random.nextInt(GraphicType.values().length)];
            List<double[]> shapes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                shapes.add(ShapeSource.shape(type, random, 2000 / scale, 700 / scale));
            }
            sample.group(type, 2, random.nextBoolean() ? Precision.FLOAT32 : Precision.FLOAT64, shapes);
        }
        try (AnnotationSet set = sample.build(new ImagePixels("1.2"))) {
            ColumnStore.write(set, at, (done, total) -> {});
            return new Member(transform, new BruteForce(set, transform, OPEN_BAND));
        }
    }

    private static SlideUnion union(List<Member> members, OpenSets open, Path at) {
        return new SlideUnion(members.size(), (set, selection, firstPosition, limit, held) -> {
            RegionQuery query = new RegionQuery(selection, members.get(set).transform());
            try (OpenSet asked = open.acquire("" + set, at.resolve("" + set))) {
                return query.run(asked.set(), firstPosition, limit, held);
            }
        });
    }

    private static long compare(SlideUnion slide, List<Member> members, OpenSets open, Path at, SplittableRandom random)
            throws IOException {
        Box box = box(random);
        Set<Integer> groups = random.nextInt(3) == 0 ? Set.of(random.nextInt(1, 4)) : Set.of();
        long limit = new long[] {members.size() < 3 ? 1 : 20, 37, 100, 100_000}[random.nextInt(4)];
        List<Id> found = new ArrayList<>();
        long matched = -1;
        for (SlidePosition next = SlidePosition.FIRST; next != null; ) {
            SlideHits page = slide.run(Selection.inBox(box, groups), next, limit, ALL);
            assertThat(matched < 0 || page.numberMatched() == matched)
                    .as("every page says how many match")
                    .isTrue();
            matched = page.numberMatched();
            List<Id> ids = ids(page, open, at);
            assertThat(page.count()).isEqualTo(ids.size());
            assertThat(page.next() == null ? ids.size() <= limit : ids.size() == limit)
                    .as("only the last page may be short")
                    .isTrue();
            found.addAll(ids);
            next = page.next();
        }
        assertThat(matched).isEqualTo(found.size());
        assertThat(found.stream().map(Id::set).toList()).isSorted();
        requireWhatJtsSees(members, box, groups, found);
        return members.stream()
                .mapToLong(member -> member.scan().items().size())
                .sum();
    }

    private static void requireWhatJtsSees(List<Member> members, Box box, Set<Integer> groups, List<Id> found) {
        Map<Id, Answer> expected = new HashMap<>();
        Geometry boxGeometry = BruteForce.geometry(box);
        for (int set = 0; set < members.size(); set++) {
            for (BruteForce.Item item : members.get(set).scan().items()) {
                boolean isWanted = groups.isEmpty() || groups.contains(item.group() + 1);
                expected.put(
                        new Id(set, item.group() + 1, item.annotationIndex()),
                        isWanted ? item.ask(boxGeometry) : Answer.MISS);
            }
        }
        Set<Id> once = new HashSet<>(found);
        assertThat(once).hasSameSizeAs(found);
        assertThat(expected.keySet()).containsAll(once);
        expected.forEach((id, answer) -> {
            if (answer != Answer.EITHER) {
                assertThat(once.contains(id)).as(id + " of " + box).isEqualTo(answer == Answer.HIT);
            }
        });
    }

    private static Box box(SplittableRandom random) {
        double x = random.nextDouble(-100, 2000);
        double y = random.nextDouble(-100, 700);
        double width = 2100 * Math.pow(random.nextDouble(), 2);
        return new Box(x, y, x + width, y + width * random.nextDouble());
    }

    private static List<Id> ids(SlideHits page, OpenSets open, Path at) throws IOException {
        List<Id> ids = new ArrayList<>();
        for (SlideHits.Part part : page.parts()) {
            try (OpenSet held = open.acquire("" + part.set(), at.resolve("" + part.set()))) {
                Cursor cursor = held.set().cursor();
                for (long i = 0; i < part.hits().count(); i++) {
                    cursor.moveTo(part.hits().position(i));
                    ids.add(new Id(part.set(), cursor.group().number(), cursor.annotationIndex()));
                }
            }
        }
        return ids;
    }

    @Test
    void everythingIsEverythingOfEachSet() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED + 1);
        List<Member> members = new ArrayList<>();
        for (int set = 0; set < 5; set++) {
            members.add(write(folder.resolve("" + set), random));
        }
        long all = members.stream()
                .mapToLong(member -> member.scan().items().size())
                .sum();
        try (OpenSets open = new OpenSets(new OpenLimits(1, 100, Long.MAX_VALUE), Duration.ofHours(1))) {
            SlideUnion slide = union(members, open, folder);
            SlideHits page = slide.run(Selection.EVERYTHING, SlidePosition.FIRST, Long.MAX_VALUE, ALL);
            assertThat(page.numberMatched()).isEqualTo(all);
            assertThat(page.count()).isEqualTo(all);
            assertThat(page.next()).isNull();
            SlideHits counted = slide.run(Selection.EVERYTHING, SlidePosition.FIRST, 0, ALL);
            assertThat(counted.numberMatched()).isEqualTo(all);
            assertThat(counted.parts()).isEmpty();
            assertThat(counted.next()).isNotNull();
            Selection none = Selection.EVERYTHING.with(Traits.ofGroups(Set.of(77)));
            assertThat(slide.run(none, SlidePosition.FIRST, 1, ALL)).isEqualTo(new SlideHits(0, List.of(), null));
        }
    }

    /** Places of a page are held as far as there is room, and one of each further set: counts and pages are the same. */
    @Test
    void aPageHoldsNoMorePlacesThanAsked() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED + 3);
        List<Member> members = new ArrayList<>();
        for (int set = 0; set < 6; set++) {
            members.add(write(folder.resolve("" + set), random));
        }
        try (OpenSets open = new OpenSets(new OpenLimits(1, 100, Long.MAX_VALUE), Duration.ofHours(1))) {
            SlideUnion slide = union(members, open, folder);
            SlideHits all = slide.run(Selection.EVERYTHING, SlidePosition.FIRST, 100_000, ALL);
            SlideHits few = slide.run(Selection.EVERYTHING, SlidePosition.FIRST, 100_000, 20);
            assertThat(few.numberMatched()).isEqualTo(all.numberMatched());
            assertThat(few.count()).isEqualTo(all.count()).isGreaterThan(26);
            assertThat(few.parts().stream()
                            .mapToLong(part -> part.hits().heldCount())
                            .sum())
                    .isBetween(20L, 26L);
            for (int i = 0; i < all.parts().size(); i++) {
                RegionHits whole = all.parts().get(i).hits();
                RegionHits begun = few.parts().get(i).hits();
                assertThat(begun.count()).isEqualTo(whole.count());
                assertThat(begun.position(0)).isEqualTo(whole.position(0));
                assertThat(begun.restPosition())
                        .isEqualTo(begun.heldCount() == whole.count() ? -1 : whole.position(begun.heldCount()));
            }
        }
    }

    /** A set that cannot be had ends the answer: no union of fewer sets. */
    @Test
    void aSetThatCannotBeReadEndsTheAnswer() throws Exception {
        Member member = write(folder.resolve("0"), new SplittableRandom(SEED + 2));
        SlideUnion slide = union(
                List.of(member, member),
                new OpenSets(new OpenLimits(1, 100, Long.MAX_VALUE), Duration.ofHours(1)),
                folder);
        assertThatThrownBy(() -> slide.run(Selection.EVERYTHING, SlidePosition.FIRST, 10, ALL))
                .isInstanceOf(IOException.class);
    }

    @Test
    void positionsOfOtherUnionsAreRefused() {
        SlideUnion slide = new SlideUnion(1, SlideUnionTest::never);
        assertThatThrownBy(() -> slide.run(Selection.EVERYTHING, new SlidePosition(1, 0), 10, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 sets, got a position in set 1");
        assertThatThrownBy(() -> new SlidePosition(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RegionHits never(int set, Selection selection, long firstPosition, long limit, long held) {
        throw new AssertionError("nothing is to be asked");
    }
}
