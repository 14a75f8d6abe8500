"""Where the annotations of a case lie in pixels of level 0, by the rules for pyramids, frames and millimetres; numpy alone."""
import numpy as np

import slides


def slide_of(expected):
    """(slide, number of the level that is referred to)."""
    for slide in slides.ALL:
        for number in range(len(slide.levels)):
            if slide.instance_uid(number) == expected["referencedImage"]:
                return slide, number
    raise ValueError(f"no slide holds {expected['referencedImage']}")


def scale(pixels_zero, spacing_zero, pixels, spacing):
    """Of one axis: the ratio of pixel counts when the extents agree within one pixel of the level, else that of spacings."""
    if abs(pixels_zero * spacing_zero - pixels * spacing) <= spacing * (1 + 1e-9):
        return pixels_zero / pixels
    return spacing / spacing_zero


def from_level(slide, number):
    zero, level = slide.levels[0], slide.levels[number]
    across = scale(zero.columns, zero.spacing[0], level.columns, level.spacing[0])
    return np.array([across, scale(zero.rows, zero.spacing[1], level.rows, level.spacing[1])])


def from_millimetres(slide, points):
    level, o = slide.levels[0], slide.orientation
    away = points[:, :2] - np.array(level.origin)
    columns = 0.5 + (away[:, 0] * o[0] + away[:, 1] * o[1]) / level.spacing[0]
    rows = 0.5 + (away[:, 0] * o[3] + away[:, 1] * o[4]) / level.spacing[1]
    return np.stack([columns, rows], axis=-1)


def pixels(expected, shape):
    """Points x 2 in level 0 pixels."""
    slide, number = slide_of(expected)
    points = np.array(shape, float)
    if expected["coordinateType"] == "3D":
        return from_millimetres(slide, points)
    if expected["pixelOrigin"] == "FRAME":
        left, top, _, _ = slides.tiles(slide, slide.levels[number])[expected["referencedFrame"] - 1]
        points = points + np.array([left, top])
    return points * from_level(slide, number)


def add(expected):
    """Adds levelZero to each group, and the instance UID of level 0."""
    slide, _ = slide_of(expected)
    expected["levelZeroImage"] = slide.instance_uid(0)
    for group in expected["groups"]:
        group["levelZero"] = [pixels(expected, shape).tolist() for shape in group["annotations"]]
    return expected
