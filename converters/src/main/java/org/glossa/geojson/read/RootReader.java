package org.glossa.geojson.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.glossa.column.ScratchColumns;
import org.glossa.dicom.SegmentInputStream;
import org.glossa.finding.Finding;
import org.glossa.finding.MalformedInputException;
import org.glossa.finding.Place;
import org.glossa.geojson.read.FeaturePlaces.Root;
import org.glossa.geojson.read.RootObject.Form;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.Members;
import org.glossa.geojson.staged.RecentValues;
import org.glossa.json.JsonReader;
import org.glossa.json.JsonToken;
import org.glossa.ledger.LedgerCode;
import org.glossa.ledger.LedgerEntry.Carriage;
import org.glossa.ledger.Losses;
import org.glossa.ledger.Restoration;

/** Reads the texts of a stream, whatever they are, into the set. Not thread-safe. */
final class RootReader {
    private static final int MOST_NESTED = 64;

    private final ScratchColumns scratch;
    private final SetColumns set;
    private final Findings findings;
    private final Losses losses;
    private final Restoration restoration;
    private final GeometryReader geometries;
    private final CollectionDicom dicom;
    private final Pass pass;
    private final AheadText ahead;

    /** One for each feature that another is within. */
    private final List<FeatureReader> readers = new ArrayList<>();

    final Members collectionMembers = new Members();

    /** As the collection names it; empty when it does not. */
    String coordRefSys = "";

    private final FeatureLines lines;
    private long roots;

    /** Of the root at hand, one-based. */
    private long line;

    private Root root = Root.SINGLE;

    RootReader(
            ScratchColumns scratch,
            SetColumns set,
            Findings findings,
            Losses losses,
            Restoration restoration,
            CollectionDicom dicom,
            Pass pass,
            AheadText ahead) {
        this.pass = pass;
        this.ahead = ahead;
        this.scratch = scratch;
        this.lines = new FeatureLines(scratch);
        this.set = set;
        this.findings = findings;
        this.losses = losses;
        this.restoration = restoration;
        this.geometries = new GeometryReader(scratch, findings, losses);
        this.dicom = dicom;
    }

    /** Asked for once. */
    FeaturePlaces places() throws IOException {
        return new FeaturePlaces(roots > 1 ? Root.SEVERAL : root, lines.finish());
    }

    void read(JsonReader in) throws IOException {
        while (in.next() != JsonToken.END) {
            line = in.line();
            root(in);
            roots++;
        }
        if (roots == 0) {
            throw Findings.malformed(
                    in,
                    "NOT_GEOJSON",
                    "no text at all",
                    "a FeatureCollection, a Feature, an array of Features or a geometry",
                    "get the file again");
        }
    }

    private String prefix() {
        return roots == 0 ? "" : "line " + line;
    }

    private void root(JsonReader in) throws IOException {
        switch (in.token()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> {
                root = Root.ARRAY;
                String prefix = prefix();
                features(in, prefix);
            }
            case STRING, NUMBER, TRUE, FALSE, NULL, NAME, END_OBJECT, END_ARRAY, END ->
                throw notGeoJson(in, Findings.got(in));
        }
    }

    private static MalformedInputException notGeoJson(JsonReader in, String got) {
        return Findings.malformed(
                in,
                "NOT_GEOJSON",
                got,
                "a FeatureCollection, a Feature, an array of Features or a geometry",
                "export as GeoJSON; other JSON of pathology tools is not read");
    }

    private void features(JsonReader in, String prefix) throws IOException {
        for (long i = 0; ; i++) {
            long number = i;
            Losses.Where place = () -> prefix + "/" + number;
            FeatureReader read = ahead.next(in);
            if (read != null) {
                read.standsAt(place);
                end(in, read, 0, -1);
                in.passElements(ahead.byteSize(), 1);
            } else if (in.next() == JsonToken.END_ARRAY) {
                return;
            } else {
                feature(in, place, 0, -1);
            }
        }
    }

    private FeatureReader reader(int nesting) {
        if (nesting == readers.size()) {
            readers.add(new FeatureReader(scratch, findings, geometries, new RecentValues(), restoration, dicom));
        }
        return readers.get(nesting);
    }

    private void feature(JsonReader in, Losses.Where place, int nesting, long parent) throws IOException {
        if (in.token() != JsonToken.START_OBJECT) {
            throw notGeoJson(in, Findings.got(in) + " in place of a Feature");
        }
        FeatureReader feature = reader(nesting);
        feature.begin(place);
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            feature.member(name, in);
        }
        end(in, feature, nesting, parent);
    }

    /** At the end of a Feature. */
    private void end(JsonReader in, FeatureReader feature, int nesting, long parent) throws IOException {
        String type = feature.type;
        if (type == null && feature.geometry.present) {
            findings.warn(
                    in, "FEATURE_TYPE_MISSING", "a feature without type", "\"type\": \"Feature\"", "write the type");
        } else if (type == null) {
            throw notGeoJson(in, "an object with " + feature.top.names() + " in place of a Feature");
        } else if (!type.equals("Feature")) {
            throw notGeoJson(in, "an object of type \"" + Findings.shown(type) + "\" in place of a Feature");
        }
        if (pass == Pass.COLLECTION) {
            return;
        }
        long number = set.add(feature, parent);
        if (parent < 0) {
            lines.add(line);
        }
        for (FeatureReader.Children children : feature.children) {
            children(in, children, nesting + 1, number);
        }
    }

    private void children(JsonReader in, FeatureReader.Children children, int nesting, long parent) throws IOException {
        if (nesting == MOST_NESTED) {
            throw Findings.malformed(
                    in,
                    "FEATURES_TOO_DEEP",
                    "features in " + nesting + " others",
                    "at most " + MOST_NESTED + " features within each other",
                    "write it flatter");
        }
        JsonReader inner = new JsonReader(new SegmentInputStream(children.json().finish()));
        try {
            inner.next();
            for (long i = 0; inner.next() != JsonToken.END_ARRAY; i++) {
                long number = i;
                feature(inner, () -> children.pointer() + "/" + number, nesting, parent);
            }
        } catch (MalformedInputException e) {
            throw moved(e, children);
        }
    }

    /** With the place in the whole text. */
    private static MalformedInputException moved(MalformedInputException e, FeatureReader.Children children) {
        Finding inner = e.finding();
        if (!(inner.place() instanceof Place.JsonValue place)) {
            return e;
        }
        long offset = place.byteOffset() < 0 ? -1 : children.byteOffset() + place.byteOffset();
        MalformedInputException moved = new MalformedInputException(Finding.error(
                inner.code(),
                new Place.JsonValue(offset, children.pointer() + place.pointer()),
                inner.got(),
                inner.allowed(),
                inner.remedy(),
                inner.clause()));
        moved.addSuppressed(e);
        return moved;
    }

    private void object(JsonReader in) throws IOException {
        RootObject object = new RootObject();
        String prefix = prefix();
        FeatureReader feature = reader(0);
        feature.begin(() -> prefix);
        geometries.begin(feature.geometry);
        while (in.next() != JsonToken.END_OBJECT) {
            String name = in.text();
            in.next();
            if (name.equals("type") && in.token() == JsonToken.STRING) {
                object.type = in.text();
                become(object, Form.of(object.type), feature);
            }
            if (object.form == Form.UNKNOWN) {
                become(object, Form.by(name, in.token()), feature);
            }
            member(name, in, object, feature);
        }
        endObject(in, object, feature);
    }

    /** What came before is read as what it is now known to be. */
    private void become(RootObject object, Form form, FeatureReader feature) throws IOException {
        if (object.form != Form.UNKNOWN || form == Form.UNKNOWN) {
            return;
        }
        object.form = form;
        for (Members.Member deferred : object.deferred.all()) {
            JsonReader again = new JsonReader(CollectionDicom.stream(deferred.json()));
            again.next();
            member(deferred.name(), again, object, feature);
        }
        object.deferred.clear();
    }

    private void member(String name, JsonReader in, RootObject object, FeatureReader feature) throws IOException {
        switch (object.form) {
            case UNKNOWN -> object.deferred.take(name, in);
            case FEATURE -> feature.member(name, in);
            case GEOMETRY -> geometries.member(in, name, object.geometry, feature.geometry, feature.place());
            case COLLECTION -> collectionMember(name, in, object);
        }
    }

    private void collectionMember(String name, JsonReader in, RootObject object) throws IOException {
        switch (name) {
            case "type" -> {
                if (in.token() != JsonToken.STRING) {
                    in.skipValue();
                }
            }
            case "features" -> {
                if (object.features || in.token() != JsonToken.START_ARRAY) {
                    throw Findings.malformed(
                            in,
                            "FEATURES_MALFORMED",
                            object.features ? "a second member \"features\"" : Findings.got(in),
                            "one array of Features",
                            "write all features into one array");
                }
                object.features = true;
                root = Root.COLLECTION;
                switch (pass) {
                    case SOURCE, TEXT -> features(in, prefix() + "/features");
                    case COLLECTION -> in.skipValue();
                }
            }
            case "crs" -> {
                String place = prefix() + "/crs";
                losses.note(LedgerCode.CRS_IGNORED, Carriage.GONE, () -> place);
                in.skipValue();
            }
            case "coordRefSys" -> coordRefSys(in);
            case "dicom" -> {
                switch (restoration) {
                    case RESTORE, GROUPS -> dicom.read(in);
                    case IGNORE -> in.skipValue();
                }
            }
            default -> collectionMembers.take(name, in);
        }
    }

    private void coordRefSys(JsonReader in) throws IOException {
        if (in.token() == JsonToken.STRING && Spaces.of(in.text()) != null) {
            coordRefSys = in.text();
            dicom.answerSpace = coordRefSys;
            return;
        }
        findings.warn(
                in,
                "SPACE_UNKNOWN",
                "coordRefSys " + Findings.got(in),
                "one of the spaces that we name, or no such member",
                "say the space when converting; it is ignored");
        in.skipValue();
    }

    private void endObject(JsonReader in, RootObject object, FeatureReader feature) throws IOException {
        switch (object.form) {
            case UNKNOWN ->
                throw notGeoJson(
                        in,
                        object.type == null
                                ? "an object with " + object.deferred.names()
                                : "an object of type \"" + Findings.shown(object.type) + "\"");
            case COLLECTION -> {
                if (!object.features) {
                    throw notGeoJson(in, "a FeatureCollection without features");
                }
                if (!"FeatureCollection".equals(object.type)) {
                    throw notGeoJson(in, "features in an object that is no FeatureCollection");
                }
            }
            case FEATURE -> end(in, feature, 0, -1);
            case GEOMETRY -> {
                geometries.end(in, object.geometry, feature.geometry, feature.place());
                if (pass != Pass.COLLECTION) {
                    set.add(feature, -1);
                    lines.add(line);
                }
            }
        }
    }
}
