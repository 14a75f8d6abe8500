package org.glossa.corpus.conversion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sources of the conversion matrix that are GeoJSON: each holds one row of geometry.tsv or attributes.tsv and nothing else that has a
 * code. Every feature has a class that is mapped, and no id, name, colour or objectType.
 */
final class MatrixGeoJson {
    private static final String CLASS = "\"classification\":{\"name\":\"Tumor\"}";
    private static final String AREA = "Area µm^2";

    /** Ordinates are multiples of 1/4 and are moved to the other precisions; x and y of ellipses have centres of two decimals. */
    private static final Map<String, List<String>> GEOMETRIES = geometries();

    private static final Map<String, List<String>> ATTRIBUTES = attributes();

    private MatrixGeoJson() {}

    static Set<String> geometryRows() {
        return GEOMETRIES.keySet();
    }

    static Set<String> attributeRows() {
        return ATTRIBUTES.keySet();
    }

    /** A FeatureCollection of that row; the precision is a word of precision.tsv. */
    static String geometry(String row, String precision) {
        List<String> features = GEOMETRIES.get(row);
        if (features == null) {
            throw new IllegalArgumentException("no source in GeoJSON for geometry " + row);
        }
        return collection(
                features.stream().map(feature -> moved(feature, precision)).toList(), "");
    }

    static String attribute(String row) {
        List<String> features = ATTRIBUTES.get(row);
        if (features == null) {
            throw new IllegalArgumentException("no source in GeoJSON for attribute " + row);
        }
        String more = row.equals("crs")
                ? ",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::3857\"}}"
                : "";
        return collection(
                features.stream()
                        .map(feature -> moved(feature, "float32-exact"))
                        .toList(),
                more);
    }

    private static Map<String, List<String>> geometries() {
        String triangle = ring("50.25 50.5", "150 52.25", "104.75 146");
        String square = ring("400 100", "500.25 100", "500.25 220.75", "400 220.75");
        String holes = square + "," + ring("410 110", "420.5 110", "420.5 120.25") + ","
                + ring("450.25 150", "450.25 180", "480 180.5", "480.75 150");
        String box = ring("300 300", "340.5 300", "340.5 320.5", "300 320.5");
        String rectangle = ring("501 303", "581 363", "551 403", "471 343");
        String ellipse = "\"dicom\":{\"graphicType\":\"ELLIPSE\",\"points\":["
                + positions("520 340", "680 460", "630 360", "570 440") + "]}";
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Point", List.of(of("Point", position("100.25 200.5")), of("Point", position("900.75 64"))));
        all.put(
                "MultiPoint",
                List.of(of("MultiPoint", "[" + positions("100.25 200.5", "140 210.75", "99.5 333.25") + "]")));
        all.put("MultiPoint of one", List.of(of("MultiPoint", "[" + positions("100.25 200.5") + "]")));
        all.put("LineString", List.of(of("LineString", "[" + positions("10.25 20.5", "110 33.25", "120.5 400") + "]")));
        all.put("LineString, closed", List.of(of("LineString", ring("20 20", "300.75 250.25", "220.5 409"))));
        all.put(
                "MultiLineString",
                List.of(of(
                        "MultiLineString",
                        "[[" + positions("10.25 20.5", "110 33.25") + "],[" + positions("5.5 6", "7 8.25", "9 1")
                                + "]]")));
        all.put("Polygon", List.of(of("Polygon", "[" + triangle + "]"), of("Polygon", "[" + square + "]")));
        for (String option : List.of("keyhole", "split", "drop", "fail")) {
            all.put("Polygon, holes=" + option, List.of(of("Polygon", "[" + holes + "]")));
        }
        all.put("MultiPolygon", List.of(of("MultiPolygon", "[[" + triangle + "],[" + square + "]]")));
        all.put("MultiPolygon, holes=keyhole", List.of(of("MultiPolygon", "[[" + triangle + "],[" + holes + "]]")));
        all.put(
                "ELLIPSE by isEllipse",
                List.of(feature("", geometry("Polygon", "[" + box + "]", ",\"isEllipse\":true"), CLASS)));
        all.put(
                "ELLIPSE by dicom.points",
                List.of(feature("", geometry("Polygon", "[" + outline() + "]", ""), CLASS + "," + ellipse)));
        all.put(
                "RECTANGLE by dicom.graphicType",
                List.of(feature(
                        "",
                        geometry("Polygon", "[" + rectangle + "]", ""),
                        CLASS + ",\"dicom\":{\"graphicType\":\"RECTANGLE\"}")));
        all.put(
                "GeometryCollection",
                List.of(feature(
                        "",
                        "{\"type\":\"GeometryCollection\",\"geometries\":["
                                + geometry("Point", position("30.25 40"), "") + ","
                                + geometry("LineString", "[" + positions("10.25 20.5", "110 33.25") + "]", "") + ","
                                + geometry("Polygon", "[" + triangle + "]", "") + "]}",
                        CLASS)));
        all.put("third ordinate", List.of(of("LineString", "[[«10.25»,«20.5»,1.5],[«110»,«33.25»,2.5]]")));
        all.put(
                "ring not closed",
                List.of(of("Polygon", "[[" + positions("50.25 50.5", "150 52.25", "104.75 146") + "]]")));
        all.put("null geometry", List.of(feature("", "null", CLASS), beside()));
        all.put("empty geometry", List.of(of("Polygon", "[]"), beside()));
        return all;
    }

    /** What makes a document of ANN possible: the centre of pixel 1\\1, which is exact in float32 pixels and millimetres alike. */
    private static String beside() {
        return of("Point", position("0.5 0.5"));
    }

    private static Map<String, List<String>> attributes() {
        String point = geometry("Point", position("100.25 200.5"), "");
        String other = geometry("Point", position("900.75 64"), "");
        String plain = feature("", point, CLASS);
        String uuid = "\"id\":\"5b1cd1c8-9c1e-4cf0-8f7e-1d7a0f4d6c11\",";
        String second = "\"id\":\"0d9a4c0a-6a2e-4d60-9d57-5f0a3f2b7e55\",";
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("id, UUID", List.of(feature(uuid, point, CLASS), feature(second, other, CLASS)));
        all.put("id, UUID, group of one", List.of(feature(uuid, point, CLASS)));
        all.put(
                "id, other text or number",
                List.of(feature("\"id\":\"cell 7\",", point, CLASS), feature("\"id\":7.50,", other, CLASS)));
        all.put(
                "id, other text, with a name",
                List.of(feature("\"id\":\"cell 7\",", point, CLASS + ",\"name\":\"seven\"")));
        all.put("id repeated", List.of(feature(uuid, point, CLASS), feature(uuid, other, CLASS)));
        all.put("name", List.of(feature("", point, CLASS + ",\"name\":\"Tumour α, 腫瘍\"")));
        all.put(
                "colour of the class",
                List.of(feature("", point, "\"classification\":{\"name\":\"Tumor\",\"color\":[200,0,0]}")));
        all.put("colour of the feature", List.of(feature("", point, CLASS + ",\"color\":[1,2,3]")));
        all.put("colour with alpha", List.of(feature("", point, CLASS + ",\"color\":[1,2,3,128]")));
        all.put("class, mapped", List.of(plain));
        all.put("class, not mapped", List.of(feature("", point, "\"classification\":{\"name\":\"Zebra stripe 縞\"}")));
        all.put("class absent", List.of(feature("", point, "")));
        all.put("class absent beside class", List.of(plain, feature("", other, "")));
        all.put("measurement, mapped name, float32 exact", List.of(measured(point, "43.75")));
        all.put("measurement, mapped name, double", List.of(measured(point, "43.75123456789012")));
        all.put(
                "measurement, name not mapped",
                List.of(feature("", point, CLASS + ",\"measurements\":{\"Zebra: count of stripes\":43.75}")));
        all.put("measurement NaN", List.of(measured(point, "43.75"), measured(other, "\"NaN\"")));
        all.put("measurement infinite", List.of(measured(point, "43.75"), measured(other, "\"-Infinity\"")));
        all.put("objectType", List.of(feature("", point, "\"objectType\":\"detection\"," + CLASS)));
        all.put("isLocked", List.of(feature("", point, CLASS + ",\"isLocked\":true")));
        all.put(
                "metadata",
                List.of(feature("", point, CLASS + ",\"metadata\":{\"stain\":\"H&E\",\"Größe\":\"groß\"}")));
        all.put(
                "plane",
                List.of(feature(
                        "",
                        geometry("Point", position("100.25 200.5"), ",\"plane\":{\"c\":-1,\"z\":2,\"t\":1}"),
                        CLASS)));
        all.put(
                "nucleusGeometry",
                List.of("{\"type\":\"Feature\",\"geometry\":"
                        + geometry("Polygon", "[" + ring("50.25 50.5", "150 52.25", "104.75 146") + "]", "")
                        + ",\"nucleusGeometry\":"
                        + geometry("Polygon", "[" + ring("90.25 60.5", "110 62.25", "104.75 86") + "]", "")
                        + ",\"properties\":{" + CLASS + "}}"));
        all.put(
                "childObjects",
                List.of(feature("", point, CLASS + ",\"childObjects\":[" + feature("", other, CLASS) + "]")));
        all.put("foreign property", List.of(feature("", point, CLASS + ",\"scanner\":{\"lamp\":[1,2.50,null]}")));
        String stroma = "\"classification\":{\"name\":\"Stroma\"}";
        all.put(
                "order across classes",
                List.of(
                        plain,
                        feature("", other, stroma),
                        feature("", geometry("Point", position("3.25 4"), ""), CLASS)));
        all.put("crs", List.of(plain));
        return all;
    }

    private static String measured(String geometry, String value) {
        return feature("", geometry, CLASS + ",\"measurements\":{\"" + AREA + "\":" + value + "}");
    }

    /** The outline that a program would draw of the ellipse with ends 520 340, 680 460, 630 360, 570 440: eight of its points, to a quarter. */
    private static String outline() {
        return ring(
                "680 460",
                "635.25 470.75",
                "570 440",
                "522.25 385.75",
                "520 340",
                "564.75 329.25",
                "630 360",
                "677.75 414.25");
    }

    private static String of(String type, String coordinates) {
        return feature("", geometry(type, coordinates, ""), CLASS);
    }

    private static String feature(String id, String geometry, String properties) {
        return "{\"type\":\"Feature\"," + id + "\"geometry\":" + geometry + ",\"properties\":{" + properties + "}}";
    }

    private static String geometry(String type, String coordinates, String more) {
        return "{\"type\":\"" + type + "\",\"coordinates\":" + coordinates + more + "}";
    }

    private static String collection(List<String> features, String more) {
        return "{\"type\":\"FeatureCollection\"" + more + ",\"features\":[\n" + String.join(",\n", features) + "\n]}\n";
    }

    /** Closed; the points are given without their repeated first. */
    private static String ring(String... points) {
        return "[" + positions(points) + "," + position(points[0]) + "]";
    }

    private static String positions(String... points) {
        return String.join(
                ",", List.of(points).stream().map(MatrixGeoJson::position).toList());
    }

    /** Ordinates in marks, so that {@link #moved} finds them. */
    private static String position(String point) {
        String[] ordinates = point.split(" ");
        return "[«" + ordinates[0] + "»,«" + ordinates[1] + "»]";
    }

    /** The text with its ordinates as numbers of the precision; x and y alternate. */
    private static String moved(String text, String precision) {
        StringBuilder moved = new StringBuilder();
        int from = 0;
        boolean across = true;
        for (int at = text.indexOf('«'); at >= 0; at = text.indexOf('«', from)) {
            int end = text.indexOf('»', at);
            moved.append(text, from, at).append(ordinate(text.substring(at + 1, end), across, precision));
            across = !across;
            from = end + 1;
        }
        return moved.append(text, from, text.length()).toString();
    }

    private static String ordinate(String exact, boolean across, String precision) {
        BigDecimal number = new BigDecimal(exact);
        return switch (precision) {
            case "float32-exact", "none" -> exact;
            case "two-decimals" ->
                number.add(new BigDecimal(across ? "0.13" : "0.37"))
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString();
            case "double" ->
                number.add(new BigDecimal(across ? "0.12345678901234" : "0.33333333333333"))
                        .toPlainString();
            default -> throw new IllegalArgumentException("precision " + precision);
        };
    }
}
