package org.glossa.geojson.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.glossa.annotation.Algorithm;
import org.glossa.annotation.Anatomy;
import org.glossa.annotation.CieLab;
import org.glossa.annotation.CodedConcept;
import org.glossa.annotation.GenerationType;
import org.glossa.annotation.GraphicType;
import org.glossa.annotation.GroupDescription;
import org.glossa.annotation.ZPlanes;
import org.glossa.geojson.staged.JsonTree;
import org.glossa.geojson.staged.StagedMeasurements;
import org.jspecify.annotations.Nullable;

/** What {@code properties.dicom} says of the group of an annotation. */
final class GroupJson {
    private static final CodedConcept NO_CODE = new CodedConcept("", "", "");
    private static final int MOST_CIELAB = 0xFFFF;

    private GroupJson() {}

    static GroupDescription description(Map<?, ?> dicom) {
        return new GroupDescription(
                JsonTree.number(dicom.get("groupNumber")),
                JsonTree.text(dicom.get("groupUID")),
                JsonTree.text(dicom.get("groupLabel")),
                JsonTree.text(dicom.get("groupDescription")),
                generation(JsonTree.text(dicom.get("generationType"))),
                algorithms(dicom.get("algorithms")),
                required(dicom.get("category")),
                required(dicom.get("type")),
                concepts(dicom.get("typeModifiers")),
                texts(dicom.get("opticalPaths")),
                numbers(dicom.get("z")),
                colour(dicom.get("recommendedDisplayCIELab")),
                ZPlanes.UNSTATED,
                Anatomy.UNSTATED);
    }

    /** Null when it is none of the five. */
    static @Nullable GraphicType graphicType(String said) {
        for (GraphicType type : GraphicType.values()) {
            if (type.name().equals(said)) {
                return type;
            }
        }
        return null;
    }

    static CodedConcept required(@Nullable Object value) {
        CodedConcept concept = concept(value);
        return concept == null ? NO_CODE : concept;
    }

    private static @Nullable CodedConcept concept(@Nullable Object value) {
        Map<?, ?> code = JsonTree.members(value);
        return code.isEmpty()
                ? null
                : new CodedConcept(
                        JsonTree.text(code.get("value")),
                        JsonTree.text(code.get("scheme")),
                        JsonTree.text(code.get("schemeVersion")),
                        JsonTree.text(code.get("meaning")));
    }

    private static List<CodedConcept> concepts(@Nullable Object value) {
        return JsonTree.elements(value).stream().map(GroupJson::required).toList();
    }

    private static GenerationType generation(String word) {
        for (GenerationType type : GenerationType.values()) {
            if (type.name().equals(word)) {
                return type;
            }
        }
        return GenerationType.UNSPECIFIED;
    }

    private static List<Algorithm> algorithms(@Nullable Object value) {
        List<Algorithm> algorithms = new ArrayList<>();
        for (Object one : JsonTree.elements(value)) {
            Map<?, ?> algorithm = JsonTree.members(one);
            algorithms.add(new Algorithm(
                    JsonTree.text(algorithm.get("name")),
                    JsonTree.text(algorithm.get("version")),
                    concept(algorithm.get("family")),
                    JsonTree.text(algorithm.get("parameters")),
                    JsonTree.text(algorithm.get("source")),
                    concept(algorithm.get("nameCode"))));
        }
        return algorithms;
    }

    private static List<String> texts(@Nullable Object value) {
        return JsonTree.elements(value).stream().map(JsonTree::text).toList();
    }

    private static List<Double> numbers(@Nullable Object value) {
        List<Double> numbers = new ArrayList<>();
        for (Object one : value instanceof List<?> several ? several : Arrays.asList(value)) {
            if (one instanceof Double number) {
                numbers.add(number);
            } else if (one instanceof String text) {
                Double word = StagedMeasurements.word(text);
                if (word != null) {
                    numbers.add(word);
                }
            }
        }
        return numbers;
    }

    private static @Nullable CieLab colour(@Nullable Object value) {
        List<?> parts = JsonTree.elements(value);
        int[] numbers = parts.stream().mapToInt(JsonTree::number).toArray();
        for (int number : numbers) {
            if (number < 0 || number > MOST_CIELAB) {
                return null;
            }
        }
        return numbers.length == 3 ? new CieLab(numbers[0], numbers[1], numbers[2]) : null;
    }
}
