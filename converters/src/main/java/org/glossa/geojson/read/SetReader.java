package org.glossa.geojson.read;

import java.io.IOException;
import java.util.List;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.AnnotationSet;
import org.glossa.annotation.CoordinateSpace;
import org.glossa.annotation.CoordinateSpace.FramePixels;
import org.glossa.annotation.CoordinateSpace.ImagePixels;
import org.glossa.annotation.CoordinateSpace.Level0Pixels;
import org.glossa.annotation.CoordinateSpace.SlideMillimetres;
import org.glossa.annotation.DocumentExtras;
import org.glossa.annotation.ImageReference;
import org.glossa.column.ScratchColumns;
import org.glossa.geojson.read.GeoJsonReader.GeoJsonSet;
import org.glossa.geojson.read.GeoJsonReader.Request;
import org.glossa.geojson.staged.Findings;
import org.glossa.geojson.staged.RawBytes;
import org.glossa.json.JsonReader;
import org.glossa.ledger.Losses;
import org.jspecify.annotations.Nullable;

/** One reading, in a pass or two. */
final class SetReader {
    private final GeoJsonReader.Bytes bytes;
    private final Request request;
    private final ScratchColumns scratch;
    private final AheadText.Sizes sizes;

    SetReader(GeoJsonReader.Bytes bytes, Request request, ScratchColumns scratch, AheadText.Sizes sizes) {
        this.sizes = sizes;
        this.bytes = bytes;
        this.request = request;
        this.scratch = scratch;
    }

    GeoJsonSet read() throws IOException {
        CollectionDicom dicom = new CollectionDicom();
        Pass pass = Pass.SOURCE;
        while (true) {
            try {
                GeoJsonSet set = pass(pass, dicom);
                if (pass != Pass.COLLECTION) {
                    return set;
                }
                dicom.searched = true;
                pass = Pass.SOURCE;
            } catch (Pass.InsufficientException e) {
                pass = e.next();
            }
        }
    }

    private GeoJsonSet pass(Pass pass, CollectionDicom dicom) throws IOException {
        Findings findings = new Findings();
        Losses losses = new Losses();
        SetColumns columns = new SetColumns(scratch, request.mapping(), findings, dicom, pass);
        RootReader root;
        try (TextStream text = TextStream.open(bytes, request.progress());
                AheadText ahead = new AheadText(text, scratch, request.restoration(), sizes)) {
            root = new RootReader(scratch, columns, findings, losses, request.restoration(), dicom, pass, ahead);
            root.read(new JsonReader(ahead));
            long after = text.bytesAfter();
            if (after > 0) {
                findings.warn(
                        "",
                        "GZIP_BYTES_AFTER",
                        after + " bytes after the last gzip member",
                        "gzip members one after another and nothing else",
                        "they are not read; when the text is not whole, get the file again");
            }
        }
        if (pass == Pass.TEXT) {
            findings.warn(
                    "",
                    "SOURCE_POINTS_INCOMPLETE",
                    "features without the coordinates of their source beside others that have them",
                    "sourcePoints of all features",
                    "they were added or changed; all coordinates are in the space of the text");
        }
        List<AnnotationGroup> groups = columns.finishGroups();
        CoordinateSpace space = space(root.coordRefSys, pass, dicom);
        RawBytes members = new RawBytes();
        if (!root.collectionMembers.isEmpty()) {
            members.write('{');
            root.collectionMembers.appendTo(members);
            members.write('}');
        }
        AnnotationSet set = new AnnotationSet(
                dicom.sopInstanceUid,
                space,
                image(space, dicom),
                groups,
                columns.finishFeatures(groups),
                new DocumentExtras(members.text(), dicom.report),
                () -> {}); // the columns are the caller's
        return new GeoJsonSet(set, findings.all(), losses, root.places());
    }

    private CoordinateSpace space(String coordRefSys, Pass pass, CollectionDicom dicom) {
        CoordinateSpace source = pass == Pass.SOURCE ? Spaces.of(dicom.sourceSpace) : null;
        if (source != null) {
            return source;
        }
        CoordinateSpace said = Spaces.of(coordRefSys);
        return said == null || said instanceof Level0Pixels ? request.space() : said;
    }

    private @Nullable ImageReference image(CoordinateSpace space, CollectionDicom dicom) {
        ImageReference given = request.image();
        String uid = switch (space) {
            case ImagePixels pixels -> pixels.imageSopInstanceUid();
            case FramePixels frame -> frame.imageSopInstanceUid();
            case SlideMillimetres millimetres -> dicom.referencedImage;
            case Level0Pixels pixels -> "";
        };
        if (uid.isEmpty() || given != null && given.sopInstanceUid().equals(uid)) {
            return given;
        }
        return new ImageReference("", "", uid.equals(dicom.referencedImage) ? dicom.referencedImageClass : "", uid);
    }
}
