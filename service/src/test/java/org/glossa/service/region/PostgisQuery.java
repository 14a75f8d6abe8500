package org.glossa.service.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.glossa.spatial.Box;

/** A way to ask {@link PostgisNuclei} for the polygons that meet a box: a prepared statement with the corners as parameters. */
final class PostgisQuery implements AutoCloseable {
    /** A geometry whose box lies in the viewport needs no exact test, which halves the time of the search. */
    private static final String MEETS = "geom && BOX and (geom @ BOX or ST_Intersects(geom, BOX))";

    // Three decimals spare PostGIS half of the digits that its nine would have.
    private static final String GEOMETRY = "ST_AsGeoJSON(geom, 3, 0)";

    private final PreparedStatement statement;
    private final Form form;
    private final int boxes;

    /** What the answer is. */
    enum Form {
        /** The fastest collection that we found: the features are strings that are joined. */
        JOINED_STRINGS,
        /** As the manuals of ST_Intersects and ST_AsGeoJSON write it, with the nine decimals that are usual. */
        AS_USUAL,
        /** The same collection with the faster search and three decimals. */
        RECORDS,
        /** A collection whose features have all members that those of Glossa have, as joined strings. */
        GLOSSAS_MEMBERS,
        /** Rows with well-known binary. */
        BINARY_ROWS;

        private String sql() {
            return switch (this) {
                case JOINED_STRINGS ->
                    joined(
                            "'{\"type\":\"Feature\",\"id\":\"%s-%s\",\"geometry\":%s,\"properties\":{\"area\":%s}}',"
                                    + " group_number, annotation, " + GEOMETRY + ", area",
                            "nuclei");
                case AS_USUAL ->
                    "select json_build_object('type', 'FeatureCollection', 'features',"
                            + " coalesce(json_agg(ST_AsGeoJSON(hits.*)::json), '[]'::json)) from"
                            + " (select group_number as \"group\", annotation, area, geom from nuclei"
                            + " where ST_Intersects(geom, BOX)) hits";
                case RECORDS ->
                    "select json_build_object('type', 'FeatureCollection', 'features',"
                            + " coalesce(json_agg(ST_AsGeoJSON(hits.*, 'geom', 3)::json), '[]'::json)) from"
                            + " (select group_number as \"group\", annotation, area, geom from nuclei where " + MEETS
                            + ") hits";
                case GLOSSAS_MEMBERS ->
                    joined(
                            "'{\"type\":\"Feature\",\"id\":\"%s-%s\",\"geometry\":%s%s%s%s%s%s', group_number, annotation, "
                                    + GEOMETRY + ", before_area, area, before_index, annotation, behind",
                            "nuclei join members using (group_number)");
                case BINARY_ROWS ->
                    "select group_number, annotation, area, ST_AsBinary(geom) from nuclei where " + MEETS;
            };
        }

        private static String joined(String feature, String from) {
            return "select '{\"type\":\"FeatureCollection\",\"features\":[' || coalesce(string_agg(format(" + feature
                    + "), ','), '') || ']}' from " + from + " where " + MEETS;
        }
    }

    PostgisQuery(Connection connection, Form form) throws SQLException {
        this.form = form;
        String sql = form.sql();
        this.boxes = sql.split("BOX", -1).length - 1;
        this.statement = connection.prepareStatement(sql.replace("BOX", "ST_MakeEnvelope(?, ?, ?, ?)"));
    }

    /** Bytes of the values of the answer, which are read to the last. */
    long ask(Box box) throws SQLException {
        long bytes = 0;
        try (ResultSet rows = execute(box)) {
            while (rows.next()) {
                bytes += switch (form) {
                    case JOINED_STRINGS, AS_USUAL, RECORDS, GLOSSAS_MEMBERS -> rows.getBytes(1).length;
                    case BINARY_ROWS -> {
                        long identity = rows.getInt(1) + rows.getInt(2);
                        float area = rows.getFloat(3);
                        yield rows.getBytes(4).length + (identity < 0 || area < 0 ? 0 : 12);
                    }
                };
            }
        }
        return bytes;
    }

    AnswerSum sum(Box box) throws SQLException, IOException {
        AnswerSum sum = new AnswerSum();
        try (ResultSet rows = execute(box)) {
            while (rows.next()) {
                switch (form) {
                    case JOINED_STRINGS, AS_USUAL, RECORDS, GLOSSAS_MEMBERS ->
                        sum.addGeoJson(ByteBuffer.wrap(rows.getBytes(1)));
                    case BINARY_ROWS -> {
                        sum.addAnnotation(rows.getInt(1), rows.getInt(2));
                        sum.addArea(rows.getFloat(3));
                        sum.addWkb(rows.getBytes(4));
                    }
                }
            }
        }
        return sum;
    }

    private ResultSet execute(Box box) throws SQLException {
        for (int i = 0; i < boxes; i++) {
            statement.setDouble(4 * i + 1, box.minX());
            statement.setDouble(4 * i + 2, box.minY());
            statement.setDouble(4 * i + 3, box.maxX());
            statement.setDouble(4 * i + 4, box.maxY());
        }
        return statement.executeQuery();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
