package org.glossa.service.catalogue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the levels of all slides that annotation objects were made on, in one statement. */
@Singleton
public class LevelsOfSets {
    private static final String SQL = "select l.*, i.study_instance_uid"
            + " from slide_level l join instance i on i.sop_instance_uid = l.sop_instance_uid"
            + " where l.series_instance_uid in (select named.series_instance_uid from slide_level named"
            + " join instance a on a.referenced_image_uid = named.level_uid where a.state in (STATES))"
            + " or l.frame_of_reference_uid in (select a.frame_of_reference_uid from instance a"
            + " where a.referenced_image_uid = '' and a.frame_of_reference_uid <> '' and a.state in (STATES))"
            + " order by l.sop_instance_uid";

    private static final String STATES =
            ColumnState.OF_ANNOTATIONS.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));

    private final JdbcOperations operations;

    LevelsOfSets(JdbcOperations operations) {
        this.operations = operations;
    }

    /** @param studyInstanceUid of the instance */
    public record Row(SlideLevel level, String studyInstanceUid) {}

    /** All levels of each series that an annotation object names an image of, and of each frame of reference that one is in. */
    @Transactional(readOnly = true)
    public List<Row> all() {
        return operations.execute(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement prepared = connection.prepareStatement(SQL.replace("STATES", STATES));
                    ResultSet results = prepared.executeQuery()) {
                while (results.next()) {
                    rows.add(new Row(level(results), results.getString("study_instance_uid")));
                }
            }
            return rows;
        });
    }

    private static SlideLevel level(ResultSet row) throws SQLException {
        return new SlideLevel(
                row.getString("sop_instance_uid"),
                row.getString("level_uid"),
                row.getString("series_instance_uid"),
                row.getString("frame_of_reference_uid"),
                row.getString("pyramid_uid"),
                SlideLevel.Content.valueOf(row.getString("content")),
                row.getLong("total_columns"),
                row.getLong("total_rows"),
                row.getDouble("column_spacing_mm"),
                row.getDouble("row_spacing_mm"),
                row.getDouble("origin_x_mm"),
                row.getDouble("origin_y_mm"),
                row.getString("image_orientation_slide"),
                row.getInt("tile_columns"),
                row.getInt("tile_rows"));
    }
}
