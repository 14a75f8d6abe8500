"""Annotation sets for the region oracle, written by highdicom (pydicom where highdicom refuses: no annotation at all).

A third of the annotations lies on quarter pixels, so that boxes, vertices and centres coincide often.
"""
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from highdicom.ann import AnnotationGroup, Measurements, MicroscopyBulkSimpleAnnotations

import case_groups
import case_shapes
import slides

TYPES = tuple(case_shapes.SHAPES)
SMALL = (0, 1, 2, 15, 16, 17)
SLIDE = slides.Slide(
    "region",
    (0.8, 0.6, 0, -0.6, 0.8, 0),
    (slides.Level(20000, 16000, (0.00025, 0.0005), (10.5, 4.25)),),
    sparse=True,
    kept_tiles=(0,),
)


def star(random, centre, vertices):
    """A simple polygon around a centre: ascending angles, radii of its own, often not convex."""
    turn = np.sort(random.uniform(0, 2 * np.pi, vertices))
    radius = random.uniform(3, 15, (vertices, 1))
    return centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)


def axes(random):
    """Semi-axes of an ellipse or half sides of a rectangle, at right angles."""
    angle, a = random.uniform(0, 2 * np.pi), random.uniform(2, 20)
    b = a * random.uniform(0.1, 1)
    return a * np.array([np.cos(angle), np.sin(angle)]), b * np.array([-np.sin(angle), np.cos(angle)])


def shape(random, graphic_type, extent):
    centre = random.uniform(30, np.array(extent) - 30)
    if graphic_type == "POINT":
        return centre[None, :]
    if graphic_type == "POLYLINE":
        return centre + np.cumsum(random.uniform(-8, 8, (int(random.integers(2, 12)), 2)), axis=0)
    if graphic_type == "POLYGON":
        return star(random, centre, int(random.integers(3, 24)))
    u, v = axes(random)
    if graphic_type == "ELLIPSE":
        return np.array([centre - u, centre + u, centre - v, centre + v])
    return np.array([centre - u - v, centre + u - v, centre + u + v, centre - u + v])


def quarter(random, graphic_type, points):
    """On quarter pixels, for a third; never an ellipse or a rectangle, which would no longer be one."""
    if graphic_type in ("ELLIPSE", "RECTANGLE") or random.random() > 1 / 3:
        return points
    rounded = np.round(points * 4) / 4
    return points if len(np.unique(rounded, axis=0)) < len(rounded) else rounded


def shapes(random, graphic_type, count, dtype, extent):
    return [quarter(random, graphic_type, shape(random, graphic_type, extent)).astype(dtype) for _ in range(count)]


def group(name, number, random, graphic_type, count, dtype, extent):
    values = random.uniform(0, 100, count).astype(np.float32)
    values[random.random(count) < 0.2] = np.nan
    measured = [Measurements(name=case_shapes.AREA, values=values, unit=case_shapes.SQUARE_MICROMETRE)]
    return AnnotationGroup(
        number=number,
        uid=slides.uid(f"{name} group {number}"),
        label=f"{graphic_type} {number}",
        annotated_property_category=case_shapes.CATEGORY,
        annotated_property_type=case_shapes.NUCLEUS,
        graphic_type=graphic_type,
        graphic_data=shapes(random, graphic_type, count, dtype, extent),
        algorithm_type="MANUAL",
        measurements=measured if np.isfinite(values).any() else None,
    )


def by_highdicom(name, source, groups):
    return MicroscopyBulkSimpleAnnotations(
        source_images=[source],
        annotation_coordinate_type="2D",
        annotation_groups=groups,
        series_instance_uid=slides.uid(f"{name} series"),
        series_number=100,
        sop_instance_uid=slides.uid(name),
        instance_number=1,
        manufacturer="Glossa",
        manufacturer_model_name="Test corpus",
        software_versions="1",
        device_serial_number="1",
        content_label="REGION",
    )


def one_type(name, source, random, graphic_type, count, dtype, extent):
    if count == 0:
        vr = "OF" if dtype == np.float32 else "OD"
        return case_groups.annotations(name, SLIDE, [case_groups.group(name, 1, graphic_type, [], vr)])
    return by_highdicom(name, source, [group(name, 1, random, graphic_type, count, dtype, extent)])


def all_types(name, source, random, count, extent):
    dtypes = (np.float32, np.float64)
    groups = [group(name, n + 1, random, t, count, dtypes[n % 2], extent) for n, t in enumerate(TYPES)]
    return by_highdicom(name, source, groups)


def write(folder, seed, depth):
    """Writes the slide and the sets; returns the slide's path and those of the sets, small ones first. Depth is small, reduced or deep."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    source = slides.image(SLIDE, 0)
    slide = folder / "slide.dcm"
    source.save_as(slide, enforce_file_format=True)
    made = []

    def keep(name, dataset):
        path = folder / f"{name}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        made.append(path)

    for size in SMALL:
        for kind, graphic_type in enumerate(TYPES):
            name = f"region-{graphic_type.lower()}-{size}"
            dtype = (np.float32, np.float64)[(size + kind) % 2]
            keep(name, one_type(name, source, random, graphic_type, size, dtype, (200, 160)))
    keep("region-all-1000", all_types("region-all-1000", source, random, 1000, (4000, 3000)))
    for graphic_type in TYPES if depth == "deep" else ():
        for size, extent in ((1000, (4000, 3000)), (100_000, (20000, 16000))):
            name = f"region-{graphic_type.lower()}-{size}"
            keep(name, one_type(name, source, random, graphic_type, size, np.float32, extent))
    if depth == "reduced":
        keep("region-all-20000", all_types("region-all-20000", source, random, 20_000, (20000, 16000)))
    return slide, made
