package org.glossa.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import org.glossa.annotation.CodedConcept;

/** The unit that the name of a measurement ends with, as QuPath writes names: {@code Area µm^2}. */
record UnitSuffix(String nameWithout, CodedConcept unit) {
    static final CodedConcept NO_UNITS = ucum("1", "no units");

    private static final CodedConcept MICROMETRE = ucum("um", "micrometer");
    private static final CodedConcept SQUARE_MICROMETRE = ucum("um2", "square micrometer");
    private static final CodedConcept MILLIMETRE = ucum("mm", "mm");
    private static final CodedConcept SQUARE_MILLIMETRE = ucum("mm2", "square millimeter");
    private static final CodedConcept PIXELS = ucum("{pixels}", "pixels");
    private static final CodedConcept SQUARE_PIXELS = ucum("{square_pixels}", "square pixels");
    private static final CodedConcept DEGREE = ucum("deg", "Degree");

    private static final Map<String, CodedConcept> UNITS = units();

    /** The name as it is and {@link #NO_UNITS} when it ends with no unit. */
    static UnitSuffix of(String name) {
        int space = name.lastIndexOf(' ');
        CodedConcept unit = space <= 0 ? null : UNITS.get(name.substring(space + 1));
        return unit == null ? new UnitSuffix(name, NO_UNITS) : new UnitSuffix(name.substring(0, space), unit);
    }

    static Map<String, CodedConcept> all() {
        return UNITS;
    }

    private static Map<String, CodedConcept> units() {
        Map<String, CodedConcept> units = new LinkedHashMap<>();
        for (String micro : new String[] {"\u00B5", "\u03BC", "u"}) { // micro sign and Greek mu
            units.put(micro + "m", MICROMETRE);
            addSquares(units, micro + "m", SQUARE_MICROMETRE);
        }
        units.put("mm", MILLIMETRE);
        addSquares(units, "mm", SQUARE_MILLIMETRE);
        units.put("px", PIXELS);
        units.put("pixels", PIXELS);
        addSquares(units, "px", SQUARE_PIXELS);
        units.put("cm", ucum("cm", "cm"));
        addSquares(units, "cm", ucum("cm2", "Centimeter**2"));
        units.put("%", ucum("%", "Percent"));
        units.put("degrees", DEGREE);
        units.put("deg", DEGREE);
        units.put("\u00B0", DEGREE);
        units.put("radians", ucum("rad", "Radian"));
        return Map.copyOf(units);
    }

    private static void addSquares(Map<String, CodedConcept> units, String length, CodedConcept square) {
        units.put(length + "^2", square);
        units.put(length + "\u00B2", square);
        units.put(length + "2", square);
    }

    private static CodedConcept ucum(String value, String meaning) {
        return new CodedConcept(value, "UCUM", meaning);
    }
}
