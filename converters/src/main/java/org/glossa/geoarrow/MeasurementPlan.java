package org.glossa.geoarrow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glossa.annotation.AnnotationView.MeasurementName;
import org.glossa.annotation.CodedConcept;
import org.glossa.arrow.ArrowField;
import org.glossa.arrow.ArrowField.Kind;
import org.glossa.geojson.MeasurementNames;
import org.glossa.store.StoredGroup;
import org.glossa.store.StoredSet;

/**
 * Which columns an answer has for measurements: one for each concept, unit and occurrence, named as GeoJSON's answers name it, when
 * each of them lies in one column of each layer. Where the store shares its columns by place, because there are too many names, so
 * does the answer.
 */
final class MeasurementPlan {
    private final StoredSet set;
    private final List<Integer> groups;
    private final Map<Key, int[]> layerColumns = new LinkedHashMap<>();
    private final List<MeasurementName> said = new ArrayList<>();

    private record Key(String concept, String conceptScheme, String unit, String unitScheme, int occurrence) {
        static Key of(MeasurementName name, int occurrence) {
            CodedConcept concept = name.concept();
            CodedConcept unit = name.unit();
            return new Key(concept.value(), concept.scheme(), unit.value(), unit.scheme(), occurrence);
        }
    }

    private MeasurementPlan(StoredSet set, List<Integer> groups) {
        this.set = set;
        this.groups = groups;
    }

    /**
     * @param groups positions of those that may be in the answer
     * @param reserved names of the other columns
     */
    static List<Column> columns(StoredSet set, List<Integer> groups, Set<String> reserved) {
        MeasurementPlan plan = new MeasurementPlan(set, groups);
        return plan.findLayerColumns() ? plan.named(reserved) : plan.byPlace();
    }

    /** Whether every measurement has a column of its own in each layer. */
    private boolean findLayerColumns() {
        Map<List<Integer>, Key> holders = new HashMap<>();
        int layers = 1 + groups.stream().mapToInt(set::groupLayer).max().orElse(-1);
        for (int group : groups) {
            List<MeasurementName> names = set.groups().get(group).measurements();
            Map<Key, Integer> occurrences = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                int occurrence = occurrences.merge(Key.of(names.get(i), 0), 1, Integer::sum) - 1;
                Key key = Key.of(names.get(i), occurrence);
                int layer = set.groupLayer(group);
                int column = set.measurementColumn(group, i);
                if (!layerColumns.containsKey(key)) {
                    int[] none = new int[layers];
                    Arrays.fill(none, -1);
                    layerColumns.put(key, none);
                    said.add(names.get(i));
                }
                int[] columns = layerColumns.get(key);
                Key holder = holders.putIfAbsent(List.of(layer, column), key);
                boolean isOther = columns[layer] >= 0 && columns[layer] != column;
                if (isOther || holder != null && !holder.equals(key)) {
                    return false;
                }
                columns[layer] = column;
            }
        }
        return true;
    }

    private List<Column> named(Set<String> reserved) {
        List<String> names = MeasurementNames.of(said, reserved);
        List<Column> columns = new ArrayList<>();
        int next = 0;
        for (int[] of : layerColumns.values()) {
            ArrowField field = field(names.get(next)).withMetadata(description(said.get(next)));
            columns.add(MeasurementColumn.copied(field, of));
            next++;
        }
        return columns;
    }

    private List<Column> byPlace() {
        int most = groups.stream()
                .map(set.groups()::get)
                .map(StoredGroup::measurements)
                .mapToInt(List::size)
                .max()
                .orElse(0);
        List<Column> columns = new ArrayList<>();
        for (int place = 0; place < most; place++) {
            columns.add(MeasurementColumn.byPlace(field("measurement" + (place + 1)), set, place));
        }
        return columns;
    }

    private static ArrowField field(String name) {
        return ArrowField.of(name, Kind.FLOAT32).orNull();
    }

    private static Map<String, String> description(MeasurementName said) {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("concept.value", said.concept().value());
        description.put("concept.scheme", said.concept().scheme());
        description.put("concept.meaning", said.concept().meaning());
        description.put("unit.value", said.unit().value());
        description.put("unit.scheme", said.unit().scheme());
        return description;
    }
}
