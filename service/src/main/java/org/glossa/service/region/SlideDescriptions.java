package org.glossa.service.region;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.glossa.service.ingest.AnnotationSets;
import org.glossa.service.ingest.SlideContents;
import org.glossa.service.ingest.SlideContents.Known;
import org.glossa.service.ingest.SlideContents.Member;
import org.glossa.service.ingest.SlideContents.Superseded;
import org.glossa.service.ingest.SlideContents.Unplaced;
import org.glossa.service.ingest.SlideLookup;
import org.glossa.service.ingest.SlideSets;
import org.glossa.service.items.Link;
import org.glossa.service.web.ProblemException;

/** Says which sets a slide has and how far each is; the members are documented on the page "regions". */
@Singleton
final class SlideDescriptions {
    private static final JsonFactory JSON = new JsonFactory();

    private final SlideSets slides;
    private final AnnotationSets sets;
    private final Collections collections;

    SlideDescriptions(SlideSets slides, AnnotationSets sets, Collections collections) {
        this.slides = slides;
        this.sets = sets;
        this.collections = collections;
    }

    /** @throws ProblemException 404 when nothing stored is of this UID, 409 when it names more than one pyramid */
    Known known(String uid) throws IOException {
        return switch (slides.of(uid)) {
            case Known known -> known;
            case SlideContents.Ambiguous ambiguous ->
                throw ProblemException.conflict(
                        "The Frame of Reference UID " + uid + " belongs to "
                                + ambiguous.imageUids().size()
                                + " pyramids: name one of them by the SOP Instance UID of an"
                                + " image, " + String.join(" or ", ambiguous.imageUids()) + ".",
                        List.of());
            case SlideContents.Unknown unknown ->
                throw ProblemException.notFound("got " + uid
                        + "; allowed: the SOP Instance UID or the Frame of Reference UID of a stored slide, or of one that"
                        + " stored annotations name; remedy: GET /collections lists them");
        };
    }

    /** A UID in a path: a client may send anything in its place. */
    static String pathOf(String uid) {
        return URLEncoder.encode(uid, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** @param server the public address */
    byte[] describe(String server, String uid) throws IOException {
        Known slide = known(uid);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("uid", uid);
            out.writeStringField(
                    "state", SlideReadiness.state(slide.sets()).name().toLowerCase(Locale.ROOT));
            out.writeNumberField(
                    "numberOfAnnotations",
                    slide.sets().stream()
                            .mapToLong(member -> member.instance().annotationsTotal())
                            .sum());
            writeSlide(out, slide.slide());
            out.writeArrayFieldStart("sets");
            for (Member member : slide.sets()) {
                write(out, server, member);
            }
            out.writeEndArray();
            writeSuperseded(out, slide.superseded());
            writeUnplaced(out, slide.unplaced());
            String self = server + "/slides/" + pathOf(uid);
            out.writeArrayFieldStart("links");
            new Link("self", "application/json", self).write(out);
            CollectionJson.writeItemLinks(out, self);
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void writeSlide(JsonGenerator out, SlideLookup lookup) throws IOException {
        SetDescription.Slide slide = collections.slide(lookup);
        if (slide != null) {
            CollectionJson.writeSlide(out, slide);
        } else if (lookup instanceof SlideLookup.Missing missing) {
            out.writeStringField("missing", missing.uid());
            out.writeStringField("reason", missing.sentence());
        }
    }

    private void write(JsonGenerator out, String server, Member member) throws IOException {
        SetDescription set = SetDescription.of(member.instance(), sets.progress(member.instance()), null);
        String self = server + "/collections/" + member.instance().sopInstanceUid();
        out.writeStartObject();
        CollectionJson.writeIdentity(out, set);
        CollectionJson.writeState(out, set.status());
        out.writeArrayFieldStart("links");
        new Link("collection", "application/json", self).write(out);
        CollectionJson.writeItemLinks(out, self);
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeSuperseded(JsonGenerator out, List<Superseded> superseded) throws IOException {
        out.writeArrayFieldStart("superseded");
        for (Superseded each : superseded) {
            out.writeStartObject();
            out.writeStringField("sopInstanceUid", each.instance().sopInstanceUid());
            out.writeArrayFieldStart("by");
            for (String successor : each.successorUids()) {
                out.writeString(successor);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeUnplaced(JsonGenerator out, List<Unplaced> unplaced) throws IOException {
        out.writeArrayFieldStart("unplaced");
        for (Unplaced each : unplaced) {
            out.writeStartObject();
            out.writeStringField("sopInstanceUid", each.instance().sopInstanceUid());
            out.writeStringField("reason", each.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
