"""Coordinates of the sources of the conversion matrix: one table of shapes in pixels, moved and mapped to each precision and space."""
import numpy as np

import slides

SIZE = 1024
SPACING = 0.00025
SLIDE = slides.Slide(
    "matrix", (0, -1, 0, -1, 0, 0), (slides.Level(SIZE, SIZE, (SPACING, SPACING), (20.5, 24.25)),)
)
OTHER = slides.Slide(
    "matrix other", (0, -1, 0, -1, 0, 0), (slides.Level(SIZE, SIZE, (SPACING, SPACING), (20.5, 24.25)),)
)

# Multiples of 1/4; the second ellipse and the second rectangle are turned by the angle of the 3-4-5 triangle.
SHAPES = {
    "POINT": [[(100.25, 200.5)], [(900.75, 64.0)]],
    "MULTIPOINT": [[(100.25, 200.5), (140.0, 210.75), (99.5, 333.25)]],
    "POLYLINE": [[(10.25, 20.5), (110.0, 33.25), (120.5, 400.0)], [(500.0, 500.0), (510.25, 520.75)]],
    "POLYLINE, closed": [[(20.0, 20.0), (300.75, 250.25), (220.5, 409.0), (20.0, 20.0)]],
    "POLYGON": [
        [(50.25, 50.5), (150.0, 52.25), (104.75, 146.0)],
        [(400.0, 100.0), (500.0, 125.25), (444.5, 177.0), (522.25, 251.0), (383.0, 249.75)],
    ],
    "CIRCLE": [[(600.0, 700.0), (615.5, 700.0)]],
    "ELLIPSE": [
        [(300.0, 300.0), (340.0, 300.0), (320.0, 290.5), (320.0, 309.5)],
        [(520.0, 340.0), (680.0, 460.0), (630.0, 360.0), (570.0, 440.0)],
    ],
    "RECTANGLE": [
        [(100.0, 100.0), (300.25, 100.0), (300.25, 200.5), (100.0, 200.5)],
        [(501.0, 303.0), (581.0, 363.0), (551.0, 403.0), (471.0, 343.0)],
    ],
}


def moved(shape, precision):
    """The shape in pixels of a precision of precision.tsv; only additions, so that another processor gives the same."""
    if precision == "float32-exact":
        return list(shape)
    if precision == "two-decimals":
        return [(round(x + 0.13, 2), round(y + 0.37, 2)) for x, y in shape]
    return [(x + 0.12345678901234, y + 0.33333333333333) for x, y in shape]


def millimetres(points, precision, ordinal=0, z=None):
    """Pixels on the slide (PS3.3 C.8.12.2), as float32 or as double; z is another one for each annotation if not given."""
    level, o = SLIDE.levels[0], SLIDE.orientation
    if z is None:
        z = 0.001953125 * (ordinal + 1) if precision == "float32-exact" else 0.0023 * (ordinal + 1)
    placed = []
    for x, y in points:
        across, down = (x - 0.5) * level.spacing[0], (y - 0.5) * level.spacing[1]
        placed.append((level.origin[0] + across * o[0] + down * o[3], level.origin[1] + across * o[1] + down * o[4], z))
    if precision == "float32-exact":
        return [tuple(float(np.float32(v)) for v in point) for point in placed]
    return placed


def ellipsoid(points):
    """Six ends of axes about the centre of an ellipse of four; the third axis is along z."""
    centre = [sum(p[i] for p in points) / 4 for i in (0, 1, 2)]
    ends = [*points, (centre[0], centre[1], centre[2] - 0.0009765625), (centre[0], centre[1], centre[2] + 0.0009765625)]
    return [tuple(float(np.float32(v)) for v in point) for point in ends]
