package org.glossa.service.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.InstanceRepository;
import org.glossa.service.catalogue.KeyText;
import org.glossa.service.catalogue.SlideLevel;
import org.glossa.service.catalogue.SlideLevel.Content;
import org.glossa.service.catalogue.SlideLevelRepository;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.catalogue.WhileUnchanged;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.ingest.SlideContents.Superseded;
import org.glossa.service.ingest.SlideContents.Unplaced;

/** Finds the annotation objects of a slide at the time of the question: in the catalogue, or as it was answered and still is. */
@Singleton
public final class SlideSets {
    private static final int REMEMBERED = 64;

    /** Characters of the attributes of a slide's sets that are remembered, and what a row has besides. */
    private static final long MOST_CHARACTERS = 64 << 10;

    private static final long ROW_CHARACTERS = 1_000;

    private final SlideLevelRepository levels;
    private final InstanceRepository instances;
    private final Slides slides;
    private final WhileUnchanged<String, SlideContents> answers;

    SlideSets(SlideLevelRepository levels, InstanceRepository instances, Slides slides, Catalogue catalogue) {
        this.answers = new WhileUnchanged<>(catalogue::changes, REMEMBERED, SlideSets::isKept);
        this.levels = levels;
        this.instances = instances;
        this.slides = slides;
    }

    /** @param uid SOP Instance UID of an image of the slide, or its Frame of Reference UID; anything else is unknown */
    public SlideContents of(String uid) throws IOException {
        if (uid.isEmpty() || !KeyText.isStorable(uid)) {
            return new SlideContents.Unknown();
        }
        return answers.get(uid, () -> read(uid));
    }

    /** While something waits for columns it is asked for again: that they are there may be told by the database alone. */
    private static boolean isKept(SlideContents contents) {
        return contents instanceof SlideContents.Known known
                && known.sets().stream().allMatch(member -> member.instance().state() == ColumnState.READY)
                && characters(known) <= MOST_CHARACTERS;
    }

    private static long characters(SlideContents.Known known) {
        return Stream.of(
                        known.sets().stream().map(Member::instance),
                        known.superseded().stream().map(Superseded::instance),
                        known.unplaced().stream().map(Unplaced::instance))
                .flatMap(rows -> rows)
                .mapToLong(row -> ROW_CHARACTERS + row.attributes().length())
                .sum();
    }

    private SlideContents read(String uid) throws IOException {
        List<SlideLevel> images = imagesNamed(uid);
        if (!images.isEmpty()) {
            return ofImage(images.getFirst());
        }
        List<SlideLevel> levelZeros = pyramids(levels.findByFrameOfReferenceUid(uid));
        if (levelZeros.size() > 1) {
            return new SlideContents.Ambiguous(
                    levelZeros.stream().map(SlideLevel::sopInstanceUid).toList());
        }
        return levelZeros.isEmpty() ? ofSetsAlone(uid) : ofImage(levelZeros.getFirst());
    }

    private List<SlideLevel> imagesNamed(String uid) {
        List<SlideLevel> byLevel = levels.findByLevelUid(uid);
        return byLevel.isEmpty() ? levels.findById(uid).stream().toList() : byLevel; // a part of a concatenation
    }

    /** The widest VOLUME image of each pyramid. */
    private static List<SlideLevel> pyramids(List<SlideLevel> images) {
        Map<String, SlideLevel> widest = new TreeMap<>();
        for (SlideLevel image : images) {
            if (image.content() == Content.VOLUME) {
                widest.merge(
                        image.seriesInstanceUid() + " " + image.pyramidUid(),
                        image,
                        (one, other) -> one.totalColumns() >= other.totalColumns() ? one : other);
            }
        }
        return List.copyOf(widest.values());
    }

    private SlideContents ofImage(SlideLevel image) throws IOException {
        SlideLookup slide = slides.ofImage(image.levelUid());
        List<SlideLevel> images = levels.findBySeriesInstanceUid(image.seriesInstanceUid());
        Set<String> imageUids = images.stream()
                .flatMap(each -> Stream.of(each.levelUid(), each.sopInstanceUid()))
                .collect(Collectors.toSet());
        List<StoredInstance> candidates = inOrder(List.of(
                instances.findByStateInAndReferencedSeriesUid(ColumnState.OF_ANNOTATIONS, image.seriesInstanceUid()),
                instances.findByStateInAndReferencedImageUidIn(ColumnState.OF_ANNOTATIONS, imageUids),
                withoutImage(frameOfReference(slide, image))));
        Map<String, Content> contents = new HashMap<>();
        images.forEach(each -> contents.put(each.levelUid(), each.content()));
        return known(slide, candidates, contents);
    }

    /** A label may have another frame of reference than the pyramid that it belongs to. */
    private static String frameOfReference(SlideLookup slide, SlideLevel image) {
        return switch (slide) {
            case SlideLookup.Found found -> found.pyramid().frameOfReferenceUid();
            case SlideLookup.Missing missing -> image.frameOfReferenceUid();
        };
    }

    private List<StoredInstance> withoutImage(String frameOfReferenceUid) {
        return frameOfReferenceUid.isEmpty()
                ? List.of()
                : instances.findByStateInAndFrameOfReferenceUidAndReferencedImageUid(
                        ColumnState.OF_ANNOTATIONS, frameOfReferenceUid, "");
    }

    /** No image of the slide is stored: all that is known are sets that name it. */
    private SlideContents ofSetsAlone(String uid) throws IOException {
        List<StoredInstance> ofImage =
                instances.findByStateInAndReferencedImageUidIn(ColumnState.OF_ANNOTATIONS, Set.of(uid));
        if (ofImage.isEmpty()) {
            List<StoredInstance> ofFrame = inOrder(List.of(withoutImage(uid)));
            return ofFrame.isEmpty()
                    ? new SlideContents.Unknown()
                    : known(slides.ofFrameOfReference(uid), ofFrame, Map.of());
        }
        List<List<StoredInstance>> all = new ArrayList<>(List.of(ofImage));
        for (StoredInstance each : ofImage) {
            if (!each.referencedSeriesUid().isEmpty()) {
                all.add(instances.findByStateInAndReferencedSeriesUid(
                        ColumnState.OF_ANNOTATIONS, each.referencedSeriesUid()));
            }
        }
        return known(slides.ofImage(uid), inOrder(all), Map.of());
    }

    private static List<StoredInstance> inOrder(Collection<List<StoredInstance>> found) {
        Map<Long, StoredInstance> byId = new TreeMap<>();
        found.forEach(list -> list.forEach(each -> byId.put(Objects.requireNonNull(each.id()), each)));
        return List.copyOf(byId.values());
    }

    /** @param contents of the stored images that candidates may have been made on */
    private SlideContents known(SlideLookup slide, List<StoredInstance> candidates, Map<String, Content> contents)
            throws IOException {
        List<Member> members = new ArrayList<>();
        List<Unplaced> unplaced = new ArrayList<>();
        Map<MadeOn, SlideLookup> lookups = new HashMap<>();
        for (StoredInstance each : candidates) {
            String image = each.referencedImageUid();
            SlideLookup own = lookups.computeIfAbsent(MadeOn.of(each), slides::of);
            if (slide instanceof SlideLookup.Found && contents.get(image) == Content.OTHER) {
                unplaced.add(new Unplaced(
                        each,
                        "It was made on " + image + ", which is a label or an overview and no level of the slide."));
            } else if (slide instanceof SlideLookup.Found && image.isEmpty() && own instanceof SlideLookup.Missing no) {
                unplaced.add(new Unplaced(each, no.sentence()));
            } else if (isOfSlide(slide, own)) {
                members.add(new Member(each, own));
            }
        }
        return Successors.among(members).newest(slide, unplaced);
    }

    /** A set whose image is not stored may be of any pyramid of the series: it is not left out of this one. */
    private static boolean isOfSlide(SlideLookup slide, SlideLookup own) {
        return !(slide instanceof SlideLookup.Found asked)
                || !(own instanceof SlideLookup.Found found)
                || found.pyramid().levelZero().equals(asked.pyramid().levelZero());
    }
}
