"""The cases beside the matrix: each is one thing that readers and viewers are known to get wrong."""
from pydicom.uid import ImplicitVRLittleEndian

import slides
from case_groups import algorithm, annotations, coded, group, item_of, measurement
from case_shapes import SHAPES, to_millimetres

SQUARE, OBLIQUE, SPARSE, PLANES, CROPPED = slides.ALL
TRIANGLES = [[(5.1, 5.2), (15.3, 5.2), (10.4, 14.6)], [(40, 10), (50, 12.5), (44.4, 17.7)]]


def several_groups(name):
    """All graphic types in one object, single and double precision, measured and not."""
    made = []
    for number, (graphic_type, shapes) in enumerate(SHAPES.items(), start=1):
        item = group(name, number, graphic_type, shapes, "OD" if number % 2 else "OF", f"group {number}")
        if number in (2, 3):
            item.MeasurementsSequence = [measurement((1.5, None, 2.5) if number == 2 else (0.1, 0.2, 0.3))]
        made.append(item)
    return annotations(name, SQUARE, made)


def empty_group(name):
    """A group without annotations beside one with two."""
    return annotations(name, SQUARE, [group(name, 1, "POINT", []), group(name, 2, "POLYGON", TRIANGLES)])


def only_empty_group(name):
    return annotations(name, SQUARE, [group(name, 1, "POLYGON", [])])


def vertices_at_zero(name):
    """Zero is a coordinate like others, and -0.0 keeps its sign bit; a viewer drops vertices that have a zero."""
    shapes = [[(0, 0), (10.5, 0), (10.5, 8), (0, 8)], [(-0.0, 20), (5, 20), (0, 30)], [(20, 0), (30, 0), (25, 5)]]
    return annotations(name, SQUARE, [group(name, 1, "POLYGON", shapes), group(name, 2, "POINT", [[(0, 0)], [(0, 12)]])])


def ellipse_thirty_degrees(name):
    """Its box is neither the box of its four points nor that of the unturned ellipse."""
    cosine, sine = 0.8660254037844386, 0.5
    u, v = (20 * cosine, 20 * sine), (-8 * sine, 8 * cosine)
    shape = [(48 - u[0], 32 - u[1]), (48 + u[0], 32 + u[1]), (48 - v[0], 32 - v[1]), (48 + v[0], 32 + v[1])]
    return annotations(name, SQUARE, [group(name, 1, "ELLIPSE", [shape], "OD")])


def frame_origin(name):
    """Frame 8 of 6 x 4 tiles of 16: second row, second column."""
    return annotations(name, SQUARE, [group(name, 1, "POLYGON", [[(1, 2), (9.5, 2), (4, 14.25)]])], frame=8)


def frame_origin_sparse(name):
    """The frame's place stands in its functional group only: frame 4 is tile 11."""
    return annotations(name, SPARSE, [group(name, 1, "POINT", [[(1.5, 2.25)], [(15.5, 0.5)]], "OD")], frame=4)


def frame_origin_planes(name):
    """Frame 14: second optical path, second focal plane, second tile."""
    return annotations(name, PLANES, [group(name, 1, "POINT", [[(1.5, 2.25)]])], frame=14)


def frame_origin_lower_level(name):
    """Relative to a tile of level 1, whose pixels are twice as large."""
    return annotations(name, SQUARE, [group(name, 1, "RECTANGLE", [SHAPES["RECTANGLE"][0]])], level=1, frame=5)


def lower_level(name):
    """Pixels of level 1 of a pyramid whose sizes are no multiples: 97 x 65 over 48 x 33."""
    groups = [group(name, n, t, s, "OD") for n, (t, s) in enumerate(reach(24, 16).items(), start=1)]
    return annotations(name, OBLIQUE, groups, level=1)


def lower_level_cropped(name):
    """Pixels of a level that shows fewer rows than level 0: at the bottom edge the two scales part by two of its pixels."""
    groups = [group(name, n, t, s, "OD") for n, (t, s) in enumerate(reach(24, 14).items(), start=1)]
    return annotations(name, CROPPED, groups, level=1)


def reach(width, height):
    """The shapes brought into width x height."""
    return {t: [[(x * width / 96, y * height / 64) for x, y in s] for s in shapes] for t, shapes in SHAPES.items()}


def oblique_millimetres(name):
    """3D on a slide with unequal spacing and a turned, unsymmetric orientation."""
    groups = []
    for number, (graphic_type, shapes) in enumerate(SHAPES.items(), start=1):
        placed = [[(*to_millimetres(OBLIQUE, 0, x, y), 0.002 * i) for x, y in s] for i, s in enumerate(shapes)]
        groups.append(group(name, number, graphic_type, placed, "OD", AnnotationAppliesToAllZPlanes="NO"))
    return annotations(name, OBLIQUE, groups, space="3D")


def optical_paths(name):
    item = group(name, 1, "POINT", SHAPES["POINT"], AnnotationAppliesToAllOpticalPaths="NO")
    item.ReferencedOpticalPathIdentifier = ["1", "2"]
    other = group(name, 2, "POLYGON", TRIANGLES, AnnotationAppliesToAllOpticalPaths="NO")
    other.ReferencedOpticalPathIdentifier = "2"
    return annotations(name, SQUARE, [item, other])


def all_z_planes(name):
    """3D with one z that is said not to matter."""
    shape = [to_millimetres(SQUARE, 0, x, y) for x, y in TRIANGLES[0]]
    item = group(name, 1, "POLYGON", [shape], AnnotationAppliesToAllZPlanes="YES", CommonZCoordinateValue=0.0)
    return annotations(name, SQUARE, [item], space="3D")


def unicode_label(name):
    item = group(name, 1, "POLYGON", TRIANGLES, label="Γλῶσσα 核 ядро é")
    item.AnnotationGroupDescription = "Zellkerne, Größe > 5 µm\r\nline two"
    return annotations(name, SQUARE, [item], ContentCreatorName="Yamada^Tarou=山田^太郎")


def latin_label(name):
    """ISO_IR 100, so bytes above 0x7F are one character each."""
    item = group(name, 1, "POINT", SHAPES["POINT"], label="Zellkerne, groß, 5 µm²")
    return annotations(name, SQUARE, [item], SpecificCharacterSet="ISO_IR 100")


def colour(name):
    red = group(name, 1, "POINT", SHAPES["POINT"], RecommendedDisplayCIELabValue=[34887, 53485, 50171])
    edge = group(name, 2, "POINT", SHAPES["POINT"], RecommendedDisplayCIELabValue=[65535, 0, 65535])
    return annotations(name, SQUARE, [red, edge])


def many_groups(name):
    """65 groups: more than a machine word has bits; graphic types take turns."""
    kinds = list(SHAPES.items())
    made = [
        group(name, n, kinds[n % 5][0], kinds[n % 5][1][: n % 3 + 1], "OD" if n % 2 else "OF", f"group {n}")
        for n in range(1, 66)
    ]
    return annotations(name, SQUARE, made)


def large_coordinates(name):
    """Where a float has less than a hundredth of a pixel, and a double what no float holds; outside the image they name."""
    of = [[(100000.01, 131071.99), (131071.5, 99999.9), (120000.125, 120000.3)]]
    od = [[(200000.123456789, 199999.000000001), (1e6 / 3, 4e5 / 7), (150000.1, 150000.2)]]
    return annotations(name, SQUARE, [group(name, 1, "POLYGON", of), group(name, 2, "POLYGON", od, "OD")])


def implicit_vr(name):
    item = group(name, 1, "POLYGON", TRIANGLES, "OD", generation="SEMIAUTOMATIC")
    item.MeasurementsSequence = [measurement((None, 2.5))]
    return annotations(name, SQUARE, [item], transfer_syntax=ImplicitVRLittleEndian)


def undefined_lengths(name):
    d = several_groups(name)
    d["AnnotationGroupSequence"].is_undefined_length = True
    for item in d.AnnotationGroupSequence:
        item.is_undefined_length_sequence_item = True
        item["AnnotationPropertyTypeCodeSequence"].is_undefined_length = True
    return d


def unknown_vr(name):
    """What dcmjs makes of OL, and an old server of all bulk values: UN, which the dictionary restores."""
    item = group(name, 1, "POLYGON", TRIANGLES)
    item.MeasurementsSequence = [measurement((None, 2.5))]
    for keyword in ("LongPrimitivePointIndexList", "PointCoordinatesData"):
        item[keyword].VR = "UN"
    held = item.MeasurementsSequence[0].MeasurementValuesSequence[0]
    held["FloatingPointValues"].VR = held["AnnotationIndexList"].VR = "UN"
    return annotations(name, SQUARE, [item])


def codes(name):
    """A modifier, a long code value, a private scheme, two algorithms."""
    item = group(name, 1, "POINT", SHAPES["POINT"], generation="AUTOMATIC")
    kind = item_of(
        LongCodeValue="tumour-infiltrating-lymphocyte",
        CodingSchemeDesignator="99GLOSSA",
        CodeMeaning="Tumour-infiltrating lymphocyte",
    )
    kind.AnnotationPropertyTypeModifierCodeSequence = [coded("255503000", "SCT", "Entire")]
    item.AnnotationPropertyTypeCodeSequence = [kind]
    second = algorithm()
    second.AlgorithmName = "corpus, second stage"
    item.AnnotationGroupAlgorithmIdentificationSequence = [algorithm(), second]
    scheme = item_of(CodingSchemeDesignator="99GLOSSA", CodingSchemeName="Glossa test corpus")
    return annotations(name, SQUARE, [item], CodingSchemeIdentificationSequence=[scheme])


def private_elements(name):
    """Unknown private data, also inside a group; nothing of it may be lost."""
    item = group(name, 1, "POINT", SHAPES["POINT"])
    block = item.private_block(0x0099, "GLOSSA CORPUS", create=True)
    block.add_new(0x01, "LO", "inside")
    d = annotations(name, SQUARE, [item])
    outer = d.private_block(0x0099, "GLOSSA CORPUS", create=True)
    outer.add_new(0x01, "OB", bytes(range(8)))
    outer.add_new(0x02, "SQ", [item_of(PatientComments="nested")])
    return d


def specials():
    """Name and data set of each."""
    makers = (
        several_groups, empty_group, only_empty_group, vertices_at_zero, ellipse_thirty_degrees, frame_origin,
        frame_origin_sparse, frame_origin_planes, frame_origin_lower_level, lower_level, lower_level_cropped,
        oblique_millimetres, optical_paths, all_z_planes, unicode_label, latin_label, colour, many_groups,
        large_coordinates, implicit_vr, undefined_lengths, unknown_vr, codes, private_elements,
    )  # fmt: skip
    for maker in makers:
        name = maker.__name__.replace("_", "-")
        yield name, maker(name)
