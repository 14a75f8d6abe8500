package org.glossa.geojson;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupCursor;
import org.glossa.feature.Features;
import org.glossa.feature.Features.Kind;

/** {@code geometry} and {@code nucleusGeometry} of objects: single, Multi and collections, with holes. */
final class FeatureGeometry {
    private final JsonGenerator out;
    private final SetParts parts;
    private final Features features;
    private final GeometryWriter geometry;
    /** Of a geometry: whether it is the object's own. QuPath reads isEllipse there only. */
    private enum Rank {
        ROOT,
        MEMBER
    }

    private PositionRests rests = PositionRests.NONE;
    private long position;

    FeatureGeometry(JsonGenerator out, SetParts parts, GeometryWriter geometry) {
        this.out = out;
        this.parts = parts;
        this.features = parts.features();
        this.geometry = geometry;
    }

    /** Whether every number of every part is one that JSON has, so that there can be a geometry. */
    boolean canHold(long feature) {
        if (features.kind(feature) == Kind.NONE) {
            return true;
        }
        for (long part = features.firstPart(feature); part < features.firstPart(feature + 1); part++) {
            if (!geometry.canHold(parts.view(part))) {
                return false;
            }
        }
        return true;
    }

    /** Writes {@code geometry} and, of a cell, {@code nucleusGeometry}; {@link #canHold} must have said yes. */
    void write(long feature, FeatureMembers members) throws IOException {
        out.writeFieldName("geometry");
        if (features.kind(feature) == Kind.NONE) {
            writeEmpty(members);
            return;
        }
        rests = members.rests();
        position = 0;
        long first = features.firstPart(feature);
        long end = features.firstPart(feature + 1);
        long nucleus = parts.firstNucleusPart(feature);
        writeGeometry(first, nucleus, features.kind(feature), members.geometry());
        if (nucleus < end) {
            out.writeFieldName("nucleusGeometry");
            Kind kind = parts.memberEnd(nucleus, end) == end ? Kind.GEOMETRY : Kind.COLLECTION;
            writeGeometry(nucleus, end, kind, members.nucleus());
        }
    }

    private void writeEmpty(FeatureMembers members) throws IOException {
        if (members.emptyType().isEmpty()) {
            out.writeNull();
            return;
        }
        out.writeStartObject();
        out.writeFieldName("type");
        out.writeRawValue(members.emptyType());
        out.writeArrayFieldStart(members.emptyType().equals("\"GeometryCollection\"") ? "geometries" : "coordinates");
        out.writeEndArray();
        RawMember.write(out, members.geometry());
        out.writeEndObject();
    }

    private void writeGeometry(long first, long end, Kind kind, List<RawMember> foreign) throws IOException {
        if (kind == Kind.COLLECTION) {
            out.writeStartObject();
            out.writeStringField("type", "GeometryCollection");
            out.writeArrayFieldStart("geometries");
            for (long part = first; part < end; ) {
                long next = parts.memberEnd(part, end);
                writeMember(part, next, Rank.MEMBER, List.of());
                part = next;
            }
            out.writeEndArray();
            RawMember.write(out, foreign);
            out.writeEndObject();
            return;
        }
        writeMember(first, end, Rank.ROOT, foreign);
    }

    private void writeMember(long first, long end, Rank rank, List<RawMember> foreign) throws IOException {
        boolean multi = features.has(first, Features.OF_MULTI);
        GraphicType graphicType = parts.group(first).group().graphicType();
        String type = GeometryWriter.type(graphicType);
        out.writeStartObject();
        out.writeStringField("type", multi ? "Multi" + type : type);
        out.writeFieldName("coordinates");
        if (multi) {
            out.writeStartArray();
        }
        for (long part = first; part < end; ) {
            part = writeWithHoles(part, end);
        }
        if (multi) {
            out.writeEndArray();
        } else if (rank == Rank.ROOT
                && graphicType == GraphicType.ELLIPSE
                && geometry.isAxisAligned(parts.view(first))) {
            out.writeBooleanField("isEllipse", true);
        }
        RawMember.write(out, foreign);
        out.writeEndObject();
    }

    /** Writes an annotation and the holes that follow it; gives the part behind them. */
    private long writeWithHoles(long part, long end) throws IOException {
        GroupCursor view = next(part);
        switch (view.graphicType()) {
            case POINT, POLYLINE -> {
                geometry.writeOpen(view);
                return part + 1;
            }
            case POLYGON, RECTANGLE, ELLIPSE -> {
                out.writeStartArray();
                geometry.writeRing(view);
                long hole = part + 1;
                while (hole < end && parts.isHole(hole)) {
                    geometry.writeRing(next(hole));
                    hole++;
                }
                out.writeEndArray();
                return hole;
            }
        }
        throw new IllegalStateException("every graphic type is above");
    }

    private GroupCursor next(long part) {
        GroupCursor view = parts.view(part);
        geometry.withRests(rests, position);
        position += view.vertexCount();
        return view;
    }
}
