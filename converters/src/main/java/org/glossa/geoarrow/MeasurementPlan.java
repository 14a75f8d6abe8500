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
import org.glossa.store.StoredSet;
import org.jspecify.annotations.Nullable;

/**
 * Which columns an answer has for measurements: one for each concept, unit and occurrence in any of its sets, named as GeoJSON's answers
 * name it, when each of them lies in one column of each layer. Where a store shares its columns by place, because there are too many
 * names, or the sets together have too many, the answer has columns by place.
 */
final class MeasurementPlan {
    /** Names of all sets of an answer together; one set may have more. */
    private static final int MOST_TOGETHER = 1024;

    private final Map<Key, MeasurementName> said = new LinkedHashMap<>();
    private int setCount;
    private boolean isByPlace;
    private int places;
    private @Nullable StoredSet lastSet;
    private @Nullable Map<Key, int[]> ofLastSet;

    private record Key(String concept, String conceptScheme, String unit, String unitScheme, int occurrence) {
        static Key of(MeasurementName name, int occurrence) {
            CodedConcept concept = name.concept();
            CodedConcept unit = name.unit();
            return new Key(concept.value(), concept.scheme(), unit.value(), unit.scheme(), occurrence);
        }
    }

    /** @param groups positions of those that may be in the answer */
    void add(StoredSet set, List<Integer> groups) {
        setCount++;
        for (int group : groups) {
            places = Math.max(places, set.groups().get(group).measurements().size());
        }
        if (isByPlace) {
            return;
        }
        isByPlace = layerColumns(set, groups) == null || setCount > 1 && said.size() > MOST_TOGETHER;
        if (isByPlace) {
            said.clear();
        }
    }

    /** The column that holds each measurement in each layer, −1 for none; null unless each has one of its own. */
    private @Nullable Map<Key, int[]> layerColumns(StoredSet set, List<Integer> groups) {
        if (set != lastSet) {
            ofLastSet = findLayerColumns(set, groups);
            lastSet = set;
        }
        return ofLastSet;
    }

    private @Nullable Map<Key, int[]> findLayerColumns(StoredSet set, List<Integer> groups) {
        Map<Key, int[]> layerColumns = new HashMap<>();
        Map<List<Integer>, Key> holders = new HashMap<>();
        int layers = 1 + groups.stream().mapToInt(set::groupLayer).max().orElse(-1);
        for (int group : groups) {
            List<MeasurementName> names = set.groups().get(group).measurements();
            Map<Key, Integer> occurrences = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                int occurrence = occurrences.merge(Key.of(names.get(i), 0), 1, Integer::sum) - 1;
                Key key = Key.of(names.get(i), occurrence);
                said.putIfAbsent(key, names.get(i));
                int layer = set.groupLayer(group);
                int column = set.measurementColumn(group, i);
                int[] columns = layerColumns.computeIfAbsent(key, first -> nowhere(layers));
                Key holder = holders.putIfAbsent(List.of(layer, column), key);
                boolean isOther = columns[layer] >= 0 && columns[layer] != column;
                if (isOther || holder != null && !holder.equals(key)) {
                    return null;
                }
                columns[layer] = column;
            }
        }
        return layerColumns;
    }

    private static int[] nowhere(int layers) {
        int[] none = new int[layers];
        Arrays.fill(none, -1);
        return none;
    }

    /** @param reserved names of the other columns */
    List<ArrowField> fields(Set<String> reserved) {
        List<ArrowField> fields = new ArrayList<>();
        if (isByPlace) {
            for (int place = 0; place < places; place++) {
                fields.add(field("measurement" + (place + 1)));
            }
            return fields;
        }
        List<String> names = MeasurementNames.of(List.copyOf(said.values()), reserved);
        for (MeasurementName measurement : said.values()) {
            fields.add(field(names.get(fields.size())).withMetadata(description(measurement)));
        }
        return fields;
    }

    /**
     * @param set was added, with these groups
     * @param reserved names of the other columns
     */
    List<Column> columns(StoredSet set, List<Integer> groups, Set<String> reserved) {
        List<ArrowField> fields = fields(reserved);
        List<Column> columns = new ArrayList<>();
        Map<Key, int[]> own = isByPlace ? null : layerColumns(set, groups);
        if (own == null) {
            for (int place = 0; place < fields.size(); place++) {
                columns.add(MeasurementColumn.byPlace(fields.get(place), set, place));
            }
            return columns;
        }
        int layers = 1 + groups.stream().mapToInt(set::groupLayer).max().orElse(-1);
        for (Key key : said.keySet()) {
            int[] layerColumns = own.getOrDefault(key, nowhere(layers));
            columns.add(MeasurementColumn.copied(fields.get(columns.size()), layerColumns));
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
