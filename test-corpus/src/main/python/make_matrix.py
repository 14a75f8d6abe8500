"""Writes the sources of the conversion matrix that are DICOM: matrix/{image,other-image}.dcm, matrix/<source>/*.dcm, matrix/index.tsv.

Usage: make_matrix.py FOLDER (test-corpus/src/main/resources for the committed ones). The same bytes each time. Sources in GeoJSON
are made by org.glossa.corpus.conversion.MatrixGeoJson.
"""
import re
import struct
import sys
from dataclasses import replace
from pathlib import Path

from pydicom.encaps import encapsulate
from pydicom.uid import RLELossless

import matrix_annotations
import matrix_reports
import slides
from matrix_shapes import OTHER, SIZE, SLIDE

TILE = 256
COLOUR = (232, 208, 222)


def run_length_frame():
    """A tile of one colour in RLE (PS3.5 annex G): a segment for each component, runs of 128."""
    segments = [bytes((129, component)) * (TILE * TILE // 128) for component in COLOUR]
    offsets = [64 + sum(len(s) for s in segments[:n]) for n in range(len(segments))]
    return struct.pack("<16I", len(segments), *offsets, *[0] * (15 - len(offsets))) + b"".join(segments)


def image(slide):
    """Level 0 of a slide whose tiles are all the same; made of one tile, then given its true size."""
    small = replace(slide, levels=(replace(slide.levels[0], columns=16, rows=16),))
    d = slides.image(small, 0)
    d.TotalPixelMatrixColumns = d.TotalPixelMatrixRows = SIZE
    d.ImagedVolumeWidth = d.ImagedVolumeHeight = SIZE * slide.levels[0].spacing[0]
    d.Rows = d.Columns = TILE
    d.NumberOfFrames = (SIZE // TILE) ** 2
    d.PixelData = encapsulate([run_length_frame()] * d.NumberOfFrames)
    d["PixelData"].is_undefined_length = True
    return slides.file_meta(d, RLELossless)


def file_name(words):
    return re.sub("[^a-z0-9]+", "-", words.lower()).strip("-") + ".dcm"


def write(place, source, name, dataset):
    (place / source).mkdir(exist_ok=True)
    path = place / source / file_name(name)
    dataset.save_as(path, enforce_file_format=True, overwrite=False)
    return path.relative_to(place).as_posix()


def main(folder):
    place = folder / "matrix"
    place.mkdir(parents=True, exist_ok=True)
    image(SLIDE).save_as(place / "image.dcm", enforce_file_format=True)
    image(OTHER).save_as(place / "other-image.dcm", enforce_file_format=True)
    lines = ["# table: geometry or attribute; row: as in that table; geometry: the row of geometry.tsv that the source is."]
    lines.append("table\tsource\trow\tgeometry\tprecision\tfile")
    for source, rows in (
        ("ann", matrix_annotations.geometry()),
        ("sr-scoord", matrix_reports.pixel_geometry()),
        ("sr-scoord3d", matrix_reports.millimetre_geometry()),
    ):
        for row, precision, dataset in rows:
            file = write(place, source, f"{row} {precision}", dataset)
            lines.append(f"geometry\t{source}\t{row}\t{row}\t{precision}\t{file}")
    for source, rows in (("ann", matrix_annotations.attributes()), ("sr", matrix_reports.attributes())):
        for row, geometry, dataset in rows:
            file = write(place, source, f"attribute {row}", dataset)
            lines.append(f"attribute\t{source}\t{row}\t{geometry}\tfloat32-exact\t{file}")
    (place / "index.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
