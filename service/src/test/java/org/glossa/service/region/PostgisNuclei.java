package org.glossa.service.region;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glossa.store.Cursor;
import org.glossa.store.RegionHits;
import org.glossa.store.RegionQuery;
import org.glossa.store.StoredSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * The polygons of a slide as a table of PostGIS, with group, annotation and area: coordinates widened to double, a GiST index, the rows in its
 * order (CLUSTER) or that of the source. Beside it, for each group, what Glossa's features repeat.
 */
final class PostgisNuclei {
    private static final int COPY_BYTES = 1 << 20;

    private static final Pattern FEATURE = Pattern.compile(
            "(,\"properties\":\\{.*\"measurements\":\\{\"[^\"]*\":)[^}]*(\\},\"dicom\":\\{\"annotationIndex\":)\\d+(,.*)\\]\\}$");

    private PostgisNuclei() {}

    /** Loads the slide unless it is there already; seconds that it took. */
    static double load(Connection connection, ServedSlide slide, KeepAliveClient client, PostgisSetup setup)
            throws SQLException, IOException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            if (isLoaded(statement, slide)) {
                return 0;
            }
            statement.execute("drop table if exists nuclei, sorted, members");
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("create table nuclei (group_number integer not null, annotation integer not null,"
                    + " area real not null, geom geometry(Polygon) not null)");
            copy(connection, slide.set());
            if (setup == PostgisSetup.INSTALLED) {
                statement.execute("alter table nuclei rename to sorted");
                statement.execute("create table nuclei as select * from sorted order by group_number, annotation");
                statement.execute("drop table sorted");
            }
            statement.execute("create index nuclei_geom on nuclei using gist (geom)");
            if (setup == PostgisSetup.TUNED) {
                statement.execute("cluster nuclei using nuclei_geom");
            }
            loadMembers(connection, slide, client);
            statement.execute("vacuum analyze nuclei");
            statement.execute("vacuum analyze members");
            statement.execute("checkpoint");
            statement.execute("comment on table nuclei is '" + slide.items() + "'");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static boolean isLoaded(Statement statement, ServedSlide slide) throws SQLException {
        try (ResultSet comment = statement.executeQuery("select obj_description(to_regclass('nuclei'), 'pg_class')")) {
            return comment.next() && slide.items().equals(comment.getString(1));
        }
    }

    private static void copy(Connection connection, StoredSet set) throws SQLException, IOException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        RegionHits all = RegionQuery.everything(set, Set.of(), 0, set.annotationCount());
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                new PGCopyOutputStream(postgres, "copy nuclei from stdin (format binary)", COPY_BYTES), COPY_BYTES))) {
            out.writeBytes("PGCOPY\n");
            out.writeByte(0xFF);
            out.writeBytes("\r\n\0");
            out.writeLong(0);
            Cursor cursor = set.cursor();
            for (int run = 0; run < all.runCount(); run++) {
                for (long i = 0; i < all.runLength(run); i++) {
                    cursor.moveTo(all.runStart(run) + i);
                    writeRow(out, cursor);
                }
            }
            out.writeShort(-1);
        }
    }

    private static void writeRow(DataOutputStream out, Cursor cursor) throws IOException {
        out.writeShort(4);
        out.writeInt(4);
        out.writeInt(cursor.group().number());
        out.writeInt(4);
        out.writeInt(Math.toIntExact(cursor.annotationIndex()));
        out.writeInt(4);
        out.writeFloat(cursor.measurement(0));
        int vertices = cursor.vertexCount();
        out.writeInt(13 + 16 * (vertices + 1));
        out.writeByte(0);
        out.writeInt(3);
        out.writeInt(1);
        out.writeInt(vertices + 1);
        for (int vertex = 0; vertex <= vertices; vertex++) {
            out.writeDouble(cursor.ordinate(vertex % vertices, 0));
            out.writeDouble(cursor.ordinate(vertex % vertices, 1));
        }
    }

    /** What stands in Glossa's features before the area, before the annotation index, and behind it. */
    private static void loadMembers(Connection connection, ServedSlide slide, KeepAliveClient client)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table members (group_number integer primary key, before_area text not null,"
                    + " before_index text not null, behind text not null)");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into members values (?, ?, ?, ?)")) {
            for (var group : slide.set().groups()) {
                int number = group.description().number();
                client.get(slide.items() + "?limit=1&group=" + number);
                Matcher feature = FEATURE.matcher(client.text());
                if (!feature.find()) {
                    throw new IOException("no feature with an area: " + client.text());
                }
                insert.setInt(1, number);
                for (int i = 1; i <= 3; i++) {
                    insert.setString(i + 1, feature.group(i));
                }
                insert.execute();
            }
        }
    }
}
