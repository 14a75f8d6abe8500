package org.glossa.service.convert;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.ImageReference;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.SlideLevel;
import org.glossa.service.catalogue.SlideLevelRepository;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.service.ingest.Slides;
import org.glossa.service.objects.ObjectStore;

/** The files of stored slides, which conversions take spaces, patients and studies from. */
@Singleton
final class StoredSlides {
    private final Slides slides;
    private final SlideLevelRepository levels;
    private final Catalogue catalogue;
    private final ObjectStore objects;

    StoredSlides(Slides slides, SlideLevelRepository levels, Catalogue catalogue, ObjectStore objects) {
        this.slides = slides;
        this.levels = levels;
        this.catalogue = catalogue;
        this.objects = objects;
    }

    /** All levels of the slide that the annotations are of; none when it is not stored. */
    List<Path> of(AnnotationSet set) {
        ImageReference image = set.image();
        return lookup(set)
                .map(lookup -> files(lookup, image == null ? "" : image.sopInstanceUid()))
                .orElse(List.of());
    }

    /** What of the slide that the annotations name is not stored; empty when they name none, or it is there. */
    Optional<SlideLookup.Missing> missing(AnnotationSet set) {
        return lookup(set).filter(SlideLookup.Missing.class::isInstance).map(SlideLookup.Missing.class::cast);
    }

    private Optional<SlideLookup> lookup(AnnotationSet set) {
        ImageReference image = set.image();
        if (image != null) {
            return Optional.of(slides.ofImage(image.sopInstanceUid()));
        }
        return set.space() instanceof SlideMillimetres millimetres
                ? Optional.of(slides.ofFrameOfReference(millimetres.frameOfReferenceUid()))
                : Optional.empty();
    }

    /** All levels of the slide that an image is of; none when it is not stored. */
    List<Path> ofImage(String sopInstanceUid) {
        return files(slides.ofImage(sopInstanceUid), sopInstanceUid);
    }

    private List<Path> files(SlideLookup lookup, String imageUid) {
        return switch (lookup) {
            case SlideLookup.Missing missing -> List.of();
            case SlideLookup.Found found -> {
                Set<String> uids = new LinkedHashSet<>();
                for (SlideLevel level : levels.findBySeriesInstanceUid(found.seriesInstanceUid())) {
                    if (level.sopInstanceUid().equals(imageUid)
                            || found.pyramid().level(level.levelUid()).isPresent()) {
                        uids.add(level.sopInstanceUid());
                    }
                }
                yield uids.stream()
                        .flatMap(uid -> catalogue.instance(uid).stream())
                        .map(instance -> objects.path(instance.sha256()))
                        .toList();
            }
        };
    }
}
