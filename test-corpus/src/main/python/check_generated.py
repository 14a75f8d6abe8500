"""Judges a folder that `glossa generate` wrote, with pydicom, numpy, Pillow and shapely and no code of ours.

usage: check_generated.py FOLDER [--drawn] [--places N]

Ends with code 1 and a sentence for each thing that is wrong; prints one line of figures otherwise.
"""
import argparse
import io
import json
import pathlib
import random
import sys

import numpy as np
import pydicom
import shapely
from PIL import Image
from pydicom.encaps import generate_frames

NUCLEUS_LUMA = 130  # darker is a nucleus
GROUND_LUMA = 190  # lighter is none
CLEARANCE_PX = 30

wrong = []


def expect(truth, sentence):
    if not truth:
        wrong.append(sentence)


def outlines(group):
    """Vertices of every annotation of a group, float32, shaped (annotations, vertices, 2)."""
    values = np.frombuffer(group.PointCoordinatesData or b"", "<f4")
    starts = np.frombuffer(group.LongPrimitivePointIndexList or b"", "<u4")
    if len(starts) == 0:
        return values.reshape(0, 0, 2)
    each = len(values) // len(starts)
    expect(len(values) == each * len(starts), "the coordinates do not divide among the annotations")
    # one-based index of values, not of points
    expect(np.array_equal(starts.astype("u8"), 1 + each * np.arange(len(starts), dtype="u8")), "wrong point index list")
    return values.reshape(len(starts), each // 2, 2)


def check_group(group, size, spacing_um):
    xy = outlines(group)
    label = group.AnnotationGroupLabel
    expect(group.GraphicType == "POLYGON", f"{label}: {group.GraphicType}")
    expect(group.NumberOfAnnotations == len(xy), f"{label}: {group.NumberOfAnnotations} said, {len(xy)} there")
    if len(xy) == 0:
        return xy
    measurement = group.MeasurementsSequence[0]
    concept = measurement.ConceptNameCodeSequence[0]
    unit = measurement.MeasurementUnitsCodeSequence[0]
    expect((concept.CodeValue, concept.CodingSchemeDesignator) == ("42798000", "SCT"), f"{label}: {concept.CodeValue}")
    expect((unit.CodeValue, unit.CodingSchemeDesignator) == ("um2", "UCUM"), f"{label}: {unit.CodeValue}")
    areas = np.frombuffer(measurement.MeasurementValuesSequence[0].FloatingPointValues, "<f4")
    expect(len(areas) == len(xy), f"{label}: {len(areas)} areas")
    expect(np.isfinite(xy).all() and xy.min() >= 0 and xy.max() <= size, f"{label}: vertices outside the image")
    expect(not (xy[:, 0] == xy[:, -1]).all(axis=1).any(), f"{label}: an outline is closed")
    relative = xy.astype("f8") - xy[:, :1].astype("f8")
    following = np.roll(relative, -1, axis=1)
    cross = relative[..., 0] * following[..., 1] - relative[..., 1] * following[..., 0]
    shoelace = np.abs(cross.sum(axis=1)) / 2 * spacing_um**2
    expect(np.allclose(areas, shoelace, rtol=1e-6, atol=0), f"{label}: areas are not those of the outlines")
    return xy


def check_annotations(folder, level_zero):
    annotations = pydicom.dcmread(folder / "annotations.dcm")
    reference = annotations.ReferencedImageSequence[0]
    expect(reference.ReferencedSOPInstanceUID == level_zero.SOPInstanceUID, "the annotations are not of level 0")
    expect(annotations.StudyInstanceUID == level_zero.StudyInstanceUID, "another study")
    spacing_um = float(pixel_measures(level_zero).PixelSpacing[0]) * 1000
    groups = annotations.AnnotationGroupSequence
    for name in ("AnnotationGroupUID", "AnnotationGroupLabel"):
        expect(len({group.get(name) for group in groups}) == len(groups), f"groups share a {name}")
    types = {group.AnnotationPropertyTypeCodeSequence[0].CodeValue for group in groups}
    expect(len(types) == len(groups), "groups share a property type")
    colours = {tuple(group.RecommendedDisplayCIELabValue) for group in groups}
    expect(len(colours) == len(groups), "groups share a colour")
    return groups, [check_group(group, level_zero.TotalPixelMatrixColumns, spacing_um) for group in groups]


def check_geojson(path, groups, xy_of_groups):
    features = json.loads(path.read_text("utf-8"))["features"]
    expect(len(features) == sum(map(len, xy_of_groups)), f"{len(features)} features")
    at = 0
    for group, xy in zip(groups, xy_of_groups):
        areas = np.frombuffer(group.MeasurementsSequence[0].MeasurementValuesSequence[0].FloatingPointValues, "<f4")
        own = features[at : at + len(xy)]
        at += len(xy)
        rings = np.array([feature["geometry"]["coordinates"][0] for feature in own], "f8").astype("f4")
        expect(np.array_equal(rings[:, :-1], xy), "GeoJSON has other vertices")
        expect(np.array_equal(rings[:, -1], xy[:, 0]), "a GeoJSON ring is not closed")
        told = np.array([next(iter(feature["properties"]["measurements"].values())) for feature in own], "f8")
        expect(np.array_equal(told.astype("f4"), areas), "GeoJSON has other areas")


def pixel_measures(level):
    return level.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]


def corner_mm(level):
    """Place of the matrix's top-left corner: half a pixel before the centre of pixel 1\\1, for rows and columns towards zero."""
    expect([float(v) for v in level.ImageOrientationSlide] == [0, -1, 0, -1, 0, 0], "another orientation")
    origin = level.TotalPixelMatrixOriginSequence[0]
    down, across = (float(v) for v in pixel_measures(level).PixelSpacing)
    return (
        float(origin.XOffsetInSlideCoordinateSystem) + down / 2,
        float(origin.YOffsetInSlideCoordinateSystem) + across / 2,
    )


def check_pyramid(levels):
    first = levels[0]
    expect(first.ImageType[0] == "ORIGINAL", "level 0 is not original")
    for name in ("StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID", "PyramidUID"):
        expect(len({level.get(name) for level in levels}) == 1, f"levels differ in {name}")
    expect(len({level.SOPInstanceUID for level in levels}) == len(levels), "levels share a SOP Instance UID")
    sizes = [level.TotalPixelMatrixColumns for level in levels]
    expect(sizes == sorted(sizes, reverse=True), f"level 0 is not first: {sizes}")
    expect(sizes[-1] <= levels[-1].Columns, "the highest level is more than one tile")
    for level in levels:
        corner = corner_mm(level)
        expect(np.allclose(corner, corner_mm(first), rtol=0, atol=1e-9), f"corners differ: {corner}")
        extent = float(pixel_measures(level).PixelSpacing[0]) * level.TotalPixelMatrixRows
        expect(abs(extent - level.ImagedVolumeHeight) < 1e-5, f"extent {extent}, volume {level.ImagedVolumeHeight}")
        across = -(-level.TotalPixelMatrixColumns // level.Columns)
        down = -(-level.TotalPixelMatrixRows // level.Rows)
        expect(level.NumberOfFrames == across * down, f"{level.NumberOfFrames} frames, {across} x {down} tiles")
        expect(level.PhotometricInterpretation == "YBR_FULL_422", level.PhotometricInterpretation)


class Picture:
    """The pixels of a level, decoded by Pillow a tile at a time."""

    def __init__(self, level):
        self.tile = level.Columns
        self.across = -(-level.TotalPixelMatrixColumns // level.Columns)
        self.frames = list(generate_frames(level.PixelData, number_of_frames=level.NumberOfFrames))
        self.decoded = {}

    def frame(self, number):
        if number not in self.decoded:
            image = Image.open(io.BytesIO(self.frames[number]))
            expect(image.size == (self.tile, self.tile) and image.mode == "RGB", f"tile {image.size} {image.mode}")
            self.decoded[number] = np.asarray(image)
        return self.decoded[number]

    def rgb(self, x, y):
        column, row = int(x), int(y)
        frame = self.frame(row // self.tile * self.across + column // self.tile)
        return frame[row % self.tile, column % self.tile].astype(float)

    def luma(self, x, y):
        return float(self.rgb(x, y) @ (0.299, 0.587, 0.114))


def check_colours_of_pydicom(level, picture):
    """pydicom turns YBR_FULL_422 into RGB: the result must be what Pillow alone makes of the JPEG."""
    number = level.NumberOfFrames // 2
    mine = picture.frame(number).astype(int)
    decoded = pydicom.pixels.pixel_array(level, index=number).astype(int)
    expect(np.abs(mine - decoded).max() <= 4, f"pydicom and Pillow differ by {np.abs(mine - decoded).max()}")


def check_drawing(levels, groups, xy_of_groups, places):
    zero = Picture(levels[0])
    check_colours_of_pydicom(levels[0], zero)
    size = levels[0].TotalPixelMatrixColumns
    everything = np.concatenate([shapely.polygons(xy) for xy in xy_of_groups])
    tree = shapely.STRtree(everything)
    chosen = random.Random(5)
    inside = 0
    for _ in range(places):
        centre = everything[chosen.randrange(len(everything))].centroid
        inside += 1
        luma = zero.luma(centre.x, centre.y)
        expect(luma < NUCLEUS_LUMA, f"luma {luma:.0f} at the nucleus of {centre.x:.1f},{centre.y:.1f}")
    outside = 0
    for _ in range(1000 * places):
        # 30 px from an outline where that is free, else anywhere
        centre = everything[chosen.randrange(len(everything))].centroid
        x, y = centre.x + chosen.uniform(-60, 60), centre.y + chosen.uniform(-60, 60)
        if not (0 <= x < size and 0 <= y < size):
            continue
        point = shapely.Point(x, y)
        if len(tree.query(point, predicate="dwithin", distance=CLEARANCE_PX)):
            continue
        outside += 1
        luma = zero.luma(x, y)
        expect(luma > GROUND_LUMA, f"luma {luma:.0f} at {x:.1f},{y:.1f}, which no nucleus touches")
        if outside == places:
            break
    expect(outside == places, f"only {outside} free places found")
    check_outlines(zero, size, everything, tree, places)
    check_group_colours(zero, groups, xy_of_groups, tree)
    check_levels_show_the_same(levels)
    return inside, outside


def pixels_of(area):
    """Column and row of each pixel whose centre an area holds."""
    left, top, right, bottom = area.bounds
    columns, rows = np.meshgrid(np.arange(int(left), int(right) + 1), np.arange(int(top), int(bottom) + 1))
    held = shapely.contains_xy(area, columns + 0.5, rows + 0.5)
    return zip(columns[held], rows[held])


def check_outlines(picture, size, everything, tree, places):
    """Nuclei fill their outlines and end there, those on the border of a tile too; 2 px are left to the JPEG."""
    box = shapely.bounds(everything)
    on_border = np.flatnonzero((box[:, :2] // picture.tile != box[:, 2:] // picture.tile).any(axis=1))
    chosen = random.Random(6)
    several = list(range(len(everything)))
    for index in chosen.sample(several, min(places, len(several))) + list(on_border[:places]):
        nucleus = everything[index]
        place = f"{nucleus.centroid.x:.0f},{nucleus.centroid.y:.0f}"
        inner = nucleus.buffer(-2)
        if not inner.is_empty:
            lightest = max(picture.luma(column, row) for column, row in pixels_of(inner))
            expect(lightest < NUCLEUS_LUMA, f"luma {lightest:.0f} within the nucleus of {place}")
        ring = nucleus.buffer(4).difference(nucleus.buffer(2)).intersection(shapely.box(0, 0, size, size))
        if len(tree.query(ring.buffer(3), predicate="intersects")) == 1:
            darkest = min(picture.luma(column, row) for column, row in pixels_of(ring))
            expect(darkest > 170, f"luma {darkest:.0f} beside the nucleus of {place}")


def check_group_colours(picture, groups, xy_of_groups, tree):
    """Nuclei of one group look alike and unlike those of another: by the mean of those that touch no other."""
    means = {}
    for group, xy in zip(groups, xy_of_groups):
        own = shapely.polygons(xy[:400])
        alone = [polygon for polygon in own if len(tree.query(polygon, predicate="intersects")) == 1][:40]
        if alone:
            colours = np.array([picture.rgb(polygon.centroid.x, polygon.centroid.y) for polygon in alone])
            means[group.AnnotationGroupLabel] = colours.mean(axis=0)
    for label, mean in means.items():
        for other, distant in means.items():
            alike = label != other and np.linalg.norm(mean - distant) < 25
            expect(not alike, f"{label} and {other} are drawn alike: {mean} {distant}")
    for label, redder in (("Lymphocyte nuclei", False), ("Malignant nuclei", True)):
        if label in means:
            red, _, blue = means[label]
            expect((red > blue) == redder, f"{label}: red {red:.0f}, blue {blue:.0f}")


def children(picture, column, row):
    """The two by two tiles below a tile, as far as they exist, and how many columns and rows of them there are."""
    side = picture.tile
    mosaic = np.zeros((2 * side, 2 * side, 3))
    columns, rows = min(2, picture.across - 2 * column), min(2, picture.across - 2 * row)
    for down in range(rows):
        for right in range(columns):
            frame = picture.frame((2 * row + down) * picture.across + 2 * column + right)
            mosaic[down * side : (down + 1) * side, right * side : (right + 1) * side] = frame
    return mosaic, columns * side // 2, rows * side // 2


def check_levels_show_the_same(levels):
    """A pixel of a level is the mean of its four pixels in the level below, and not of those one pixel away."""
    pictures = [Picture(level) for level in levels]
    for number, (below, above) in enumerate(zip(pictures, pictures[1:])):
        last = above.across - 1
        for column, row in {(0, 0), (last, 0), (0, last), (last // 2, last), (last // 2, last // 3)}:
            mosaic, width, height = children(below, column, row)
            mean = mosaic.reshape(above.tile, 2, above.tile, 2, 3).mean(axis=(1, 3))[:height, :width]
            shown = above.frame(row * above.across + column)[:height, :width].astype(float)
            here = np.abs(shown - mean).mean()
            aside = np.abs(shown[:, 1:] - mean[:, :-1]).mean()
            beneath = np.abs(shown[1:] - mean[:-1]).mean()
            expect(
                here < 8 and here < aside and here < beneath,
                f"tile {column},{row} of level {number + 1} differs by {here:.2f} in place, {aside:.2f} and {beneath:.2f} beside",
            )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--places", type=int, default=50)
    told = parser.parse_args()
    levels = [pydicom.dcmread(path) for path in sorted((told.folder / "slide").glob("*.dcm"))]
    check_pyramid(levels)
    groups, xy_of_groups = check_annotations(told.folder, levels[0])
    geojson = told.folder / "annotations.geojson"
    if geojson.exists():
        check_geojson(geojson, groups, xy_of_groups)
    inside = outside = 0
    if told.drawn:
        inside, outside = check_drawing(levels, groups, xy_of_groups, told.places)
    for sentence in wrong[:20]:
        print(sentence)
    if wrong:
        sys.exit(1)
    print(json.dumps({
        "levels": [level.TotalPixelMatrixColumns for level in levels],
        "annotations": [len(xy) for xy in xy_of_groups],
        "insideDark": inside,
        "outsideLight": outside,
        "geojson": geojson.exists(),
    }))


main()
