package org.glossa.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.AnnotationGroup;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.Measurement;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;

/**
 * Which column of a layer holds which measurement of which group. Measurements of several groups share a column when concept and
 * unit are the same; a group that has the same pair twice needs two. Sets whose groups measure too many different things for
 * that share columns by position instead, and only the table of groups says what a value means.
 */
public final class MeasurementColumns {
    private static final int MOST_NAMED_COLUMNS = 256;

    private final List<ArrowField> fields = new ArrayList<>();
    private final int[][] columns;

    private record Name(String concept, String conceptScheme, String unit, String unitScheme, int occurrence) {
        static Name of(Measurement measurement, int occurrence) {
            CodedConcept concept = measurement.concept();
            CodedConcept unit = measurement.unit();
            return new Name(concept.value(), concept.scheme(), unit.value(), unit.scheme(), occurrence);
        }
    }

    public MeasurementColumns(List<AnnotationGroup> groups) {
        columns = new int[groups.size()][];
        Map<Name, Integer> named = new LinkedHashMap<>();
        for (int group = 0; group < groups.size(); group++) {
            List<Measurement> measurements = groups.get(group).measurements();
            columns[group] = new int[measurements.size()];
            Map<Name, Integer> occurrences = new HashMap<>();
            for (int i = 0; i < measurements.size(); i++) {
                int occurrence = occurrences.merge(Name.of(measurements.get(i), 0), 1, Integer::sum) - 1;
                int next = named.size();
                Integer column = named.putIfAbsent(Name.of(measurements.get(i), occurrence), next);
                columns[group][i] = column == null ? next : column;
                if (column == null && next < MOST_NAMED_COLUMNS) {
                    fields.add(field(next).withMetadata(description(measurements.get(i))));
                }
            }
        }
        if (named.size() > MOST_NAMED_COLUMNS) {
            shareByPosition();
        }
    }

    private void shareByPosition() {
        fields.clear();
        for (int[] group : columns) {
            for (int i = 0; i < group.length; i++) {
                group[i] = i;
                if (i == fields.size()) {
                    fields.add(field(i));
                }
            }
        }
    }

    private static ArrowField field(int column) {
        return ArrowField.of("measurement" + column, Kind.FLOAT32).orNull();
    }

    private static Map<String, String> description(Measurement measurement) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("concept.value", measurement.concept().value());
        description.put("concept.scheme", measurement.concept().scheme());
        description.put("concept.meaning", measurement.concept().meaning());
        description.put("unit.value", measurement.unit().value());
        description.put("unit.scheme", measurement.unit().scheme());
        return description;
    }

    /** A nullable float field for each column. */
    public List<ArrowField> fields() {
        return fields;
    }

    /** The column of a measurement of a group of the layer. */
    public int column(int group, int measurement) {
        return columns[group][measurement];
    }

    /** The measurement of a group that a column holds; −1 when none. */
    public int measurementAt(int group, int column) {
        int[] ofGroup = columns[group];
        // Most groups measure the same in the same order.
        if (column < ofGroup.length && ofGroup[column] == column) {
            return column;
        }
        for (int i = 0; i < ofGroup.length; i++) {
            if (ofGroup[i] == column) {
                return i;
            }
        }
        return -1;
    }
}
