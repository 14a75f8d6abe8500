package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.glossa.ledger.FindingJson;
import org.glossa.open.OpenSet;
import org.glossa.service.catalogue.Catalogue;
import org.glossa.service.catalogue.ColumnState;
import org.glossa.service.catalogue.StoredInstance;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SetStatus;
import org.glossa.service.ingest.SetSummary;
import org.glossa.service.ingest.SetUnavailableException;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.service.items.Link;
import org.glossa.service.web.ProblemException;
import org.jspecify.annotations.Nullable;

/** Says what sets there are and how far each is. Reads originals: call it on a worker. */
@Singleton
final class Collections {
    private static final JsonFactory JSON = new JsonFactory();

    private final AnnotationSets sets;
    private final Catalogue catalogue;
    private final SetShapes shapes;
    private final DamageGuard guard;

    Collections(AnnotationSets sets, Catalogue catalogue, SetShapes shapes, DamageGuard guard) {
        this.guard = guard;
        this.sets = sets;
        this.catalogue = catalogue;
        this.shapes = shapes;
    }

    /** @param root the public address of /collections */
    byte[] list(String root) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("collections");
            for (SetSummary summary : sets.list()) {
                SetDescription set = SetDescription.of(summary.instance(), summary.status(), slide(summary));
                out.writeStartObject();
                CollectionJson.writeIdentity(out, set);
                CollectionJson.writeState(out, set.status());
                writeSlide(out, set);
                writeLinks(out, root, set);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("links");
            new Link("self", "application/json", root).write(out);
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** @throws ProblemException 404 when no set of this UID is stored */
    StoredInstance instance(String sopInstanceUid) {
        return sets.annotations(sopInstanceUid).orElseThrow(() -> unknown(sopInstanceUid));
    }

    /**
     * A set as it is now.
     *
     * @param statistics null while there are no columns
     */
    private record Known(SetShape shape, @Nullable SetStatistics statistics) {}

    /**
     * @param groups Annotation Group Numbers of the groups to tell of; empty for all
     * @throws ProblemException 404 when no set of this UID is stored, 400 when it has no such group
     */
    byte[] describe(String root, String sopInstanceUid, Set<Integer> groups) throws IOException {
        StoredInstance instance = instance(sopInstanceUid);
        SetStatus status = sets.status(sopInstanceUid).orElseThrow(() -> unknown(sopInstanceUid));
        SlideLookup lookup = sets.slideOf(instance);
        Known known = known(instance, status, groups);
        if (status.state() == ColumnState.READY && (known == null || known.statistics() == null)) {
            // Where its columns were found damaged just now, it is not ready any more.
            status = sets.status(sopInstanceUid).orElseThrow(() -> unknown(sopInstanceUid));
            known = known(instance, status, groups);
        }
        SetDescription set = SetDescription.of(instance, status, slide(lookup));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            CollectionJson.writeIdentity(out, set);
            CollectionJson.writeState(out, status);
            out.writeFieldName("findings");
            FindingJson.write(out, status.findings());
            out.writeFieldName("groups");
            if (known == null) {
                CollectionJson.writeGroups(out, List.of(), groups, SetStatistics.NONE);
            } else {
                SetShape shape = known.shape();
                RegionRequest.requireGroups(groups, shape.groupNumbers());
                SetStatistics statistics = known.statistics() == null ? SetStatistics.NONE : known.statistics();
                CollectionJson.writeGroups(out, shape.groups(), groups, statistics);
                CollectionJson.writeSpaces(out, new SetSpaces(shape, lookup, sets::framePosition), shape.bounds());
            }
            writeSlide(out, set);
            writeLinks(out, root, set);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** From the columns where there are any, because only they know the bounds; null when even the original cannot be read. */
    private @Nullable Known known(StoredInstance instance, SetStatus status, Set<Integer> groups) throws IOException {
        if (status.state() == ColumnState.READY) {
            try (OpenSet open = sets.acquire(instance)) {
                return known(open, groups);
            } catch (SetUnavailableException damaged) {
                // They are being built again: the original says the same.
            }
        }
        return shapes.of(instance).map(shape -> new Known(shape, null)).orElse(null);
    }

    private Known known(OpenSet open, Set<Integer> groups) throws IOException {
        return guard.read(open, () -> new Known(SetShape.of(open.set()), SetStatistics.of(open.set(), groups)));
    }

    static ProblemException unknown(String sopInstanceUid) {
        return ProblemException.notFound("got " + sopInstanceUid
                + "; allowed: the SOP Instance UID of a stored annotation object; remedy: GET /collections lists them");
    }

    /** The slide with the study of its level 0; null while it is not stored. */
    SetDescription.@Nullable Slide slide(SlideLookup lookup) {
        return switch (lookup) {
            case SlideLookup.Missing missing -> null;
            case SlideLookup.Found found ->
                catalogue
                        .instance(found.pyramid().levelZero().sopInstanceUid())
                        .map(image -> SetDescription.Slide.of(found, image.studyInstanceUid()))
                        .orElse(null);
        };
    }

    private static SetDescription.@Nullable Slide slide(SetSummary summary) {
        return summary.slide() instanceof SlideLookup.Found found
                        && !summary.slideStudyUid().isEmpty()
                ? SetDescription.Slide.of(found, summary.slideStudyUid())
                : null;
    }

    private static void writeSlide(JsonGenerator out, SetDescription set) throws IOException {
        if (set.slide() != null) {
            CollectionJson.writeSlide(out, set.slide());
        }
    }

    private static void writeLinks(JsonGenerator out, String root, SetDescription set) throws IOException {
        String self = root + "/" + set.instance().sopInstanceUid();
        out.writeArrayFieldStart("links");
        new Link("self", "application/json", self).write(out);
        CollectionJson.writeItemLinks(out, self);
        out.writeEndArray();
    }
}
