"""Structured reports of TID 1500 with random groups, written by highdicom, and beside each what highdicom was given: NAME.dcm, NAME.json.

Usage: make_reports.py FOLDER COUNT SEED. The truth is computed from the arguments; only content items that have no column are taken from
the tree, as pydicom writes them in DICOM JSON.
"""
import json
import sys
import uuid
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
from highdicom import sr
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

import slides

SLIDE = slides.square()
FINDINGS = (Code("108369006", "SCT", "Neoplasm"), Code("84640000", "SCT", "Nucleus"), Code("85756007", "SCT", "Tissue"))
CATEGORIES = (Code("49755003", "SCT", "Morphologically Abnormal Structure"), Code("91723000", "SCT", "Anatomical Structure"))
SITES = (Code("76752008", "SCT", "Breast"), Code("39607008", "SCT", "Lung"))
LATERALITIES = (Code("7771000", "SCT", "Left"), Code("24028007", "SCT", "Right"))
TOPOGRAPHY = (Code("255554000", "SCT", "Dorsal"), Code("261089000", "SCT", "Inferior"))
NAMES = (Code("42798000", "SCT", "Area"), Code("81827009", "SCT", "Diameter"), Code("131184002", "SCT", "Length"))
UNITS = (Code("um2", "UCUM", "Square micrometer"), Code("um", "UCUM", "Micrometer"), Code("mm", "UCUM", "Millimeter"))
NOT_IN_COLUMNS = {"112039", "112040", "276214006", "121071", "363698007", "111001", "111003", "111002", "111000", "122405"}


def chosen(random, among):
    return among[int(random.integers(len(among)))]


def maybe(random, probability, make):
    return make() if random.random() < probability else None


def triple(code):
    return None if code is None else [code.value, code.scheme_designator, code.meaning]


def ring(random, low, high, count):
    """Points around a centre, all different."""
    centre = random.uniform(low + 6, high - 6, 2)
    angles = np.sort(random.uniform(0, 2 * np.pi, count))
    return (centre + 5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)).astype(np.float32)


def ellipse(random, low, high):
    x, y = random.uniform(low + 8, high - 8, 2)
    a, b = random.uniform(3, 7), random.uniform(1, 3)
    return np.array([[x - a, y], [x + a, y], [x, y - b], [x, y + b]], np.float32)


def closed(points):
    return np.concatenate([points, points[:1]])


def flat_shape(random, kind, high):
    """What highdicom gets, and what columns must hold: type, points."""
    if kind == "POINT":
        points = ring(random, 0, high, 1)
        return "POINT", points, "POINT", points
    if kind == "MULTIPOINT":
        points = ring(random, 0, high, int(random.integers(2, 6)))
        return "MULTIPOINT", points, "POINT", points
    if kind == "LINE":
        points = ring(random, 0, high, int(random.integers(2, 7)))
        return "POLYLINE", points, "POLYLINE", points
    if kind == "POLYGON":
        points = ring(random, 0, high, int(random.integers(3, 9)))
        return "POLYLINE", closed(points), "POLYGON", points
    if kind == "CIRCLE":
        x, y = np.float32(random.uniform(8, high - 8)), np.float32(random.uniform(8, high - 8))
        r = np.float32(random.uniform(1, 7))
        edge = np.array([[x, y], [x, y + r]], np.float32)
        radius = np.hypot(float(edge[1, 0]) - float(x), float(edge[1, 1]) - float(y))
        x, y = float(x), float(y)
        return "CIRCLE", edge, "ELLIPSE", np.float32([[x - radius, y], [x + radius, y], [x, y - radius], [x, y + radius]])
    points = ellipse(random, 0, high)
    return "ELLIPSE", points, "ELLIPSE", points


def solid_shape(random, kind):
    """Millimetres with one z, as coplanar shapes must have it."""
    if kind == "ELLIPSOID":
        x, y, z = random.uniform(10, 30, 3)
        ends = [[x - 3, y, z], [x + 3, y, z], [x, y - 2, z], [x, y + 2, z], [x, y, z - 1], [x, y, z + 1]]
        return "ELLIPSOID", np.float32(ends), None, None
    name, points, columns, vertices = flat_shape(random, "POLYGON" if kind == "CLOSED LINE" else kind, 40)
    z = np.float32(random.uniform(-0.01, 0.01))
    lift = lambda a: np.concatenate([a, np.full((len(a), 1), z, np.float32)], axis=1)
    if kind == "POLYGON":
        return "POLYGON", lift(points), "POLYGON", lift(vertices)
    if kind == "CLOSED LINE":
        return "POLYLINE", lift(points), "POLYLINE", lift(points)
    return name, lift(points), columns, lift(vertices)


FLAT = ("POINT", "MULTIPOINT", "LINE", "POLYGON", "CIRCLE", "ELLIPSE")
SOLID = ("POINT", "MULTIPOINT", "LINE", "CLOSED LINE", "POLYGON", "ELLIPSE", "ELLIPSOID")


def region(name, given, make):
    """highdicom refuses these as regions, which the standard has: it gets the first point, the data set all."""
    if name not in ("MULTIPOINT", "ELLIPSOID"):
        return make(name, given)
    made = make("POINT", given[:1])
    made.GraphicType, made.GraphicData = name, [float(v) for v in given.ravel()]
    return made


def flat_region(random, place, kind):
    name, given, columns, vertices = flat_shape(random, kind, 60)
    image = slides.SM, SLIDE.instance_uid(0)
    source = sr.SourceImageForRegion(*image, referenced_frame_numbers=None if place == "VOLUME" else [3])
    made = region(name, given, lambda n, g: sr.ImageRegion(n, g, source, pixel_origin_interpretation=place))
    return made, {"type": columns, "points": vertices.tolist(), "multi": kind == "MULTIPOINT", "native": kind == "CIRCLE"}


def elsewhere(random):
    """A region on another image than most."""
    source = sr.SourceImageForRegion(slides.SM, SLIDE.instance_uid(1))
    made = sr.ImageRegion("POINT", ring(random, 0, 30, 1), source, pixel_origin_interpretation="VOLUME")
    return made, {"type": None, "native": True}


def solid_region(random, kind):
    name, given, columns, vertices = solid_shape(random, kind)
    frame = slides.uid(f"slide {SLIDE.name} frame of reference")
    made = region(name, given, lambda n, g: sr.ImageRegion3D(n, g, frame))
    truth = {"type": columns, "multi": kind == "MULTIPOINT", "native": kind == "ELLIPSOID"}
    return made, truth if columns is None else truth | {"points": vertices.tolist()}


def site(random):
    code, lateral, topographical = chosen(random, SITES), maybe(random, 0.5, lambda: chosen(random, LATERALITIES)), None
    if random.random() < 0.5:
        topographical = chosen(random, TOPOGRAPHY)
    made = sr.FindingSite(code, laterality=lateral, topographical_modifier=topographical)
    return made, [triple(code), [triple(c) for c in (lateral, topographical) if c is not None]]


def algorithm(random):
    name, version = f"net {int(random.integers(3))}", "1.0"
    parameters = maybe(random, 0.5, lambda: ["threshold=0.5"])
    family = maybe(random, 0.5, lambda: codes.DCM.ArtificialIntelligence)
    maker = maybe(random, 0.5, lambda: "Example Inc.")
    made = sr.AlgorithmIdentification(name, version, parameters=parameters, family=family, manufacturer=maker)
    return made, [name, version, triple(family), "" if parameters is None else parameters[0], maker or ""]


def number(random):
    kind = int(random.integers(4))
    if kind == 0:
        return float(random.integers(-1000, 1000))
    if kind == 1:
        return round(float(random.uniform(0, 1e4)), 2)
    return float(random.uniform(-1, 1) * 10.0 ** random.integers(-12, 12))


def measurement(random, column):
    value = number(random)
    more = random.random() < 0.3
    made = sr.Measurement(
        name=NAMES[column],
        value=value,
        unit=UNITS[column],
        derivation=codes.SCT.Mean if more else None,
        method=Code("126030", "DCM", "Sum of segmented voxel volumes") if more and random.random() < 0.5 else None,
        qualifier=Code("114009", "DCM", "Value out of range") if more and random.random() < 0.5 else None,
        tracking_identifier=sr.TrackingIdentifier(uid=slides.uid(f"value {value}")) if more and random.random() < 0.5 else None,
    )
    return made, [triple(NAMES[column]), triple(UNITS[column]), float(value).hex()]


def tracking(random):
    name = f"lesion {int(random.integers(100))}"
    if random.random() < 0.5:
        identity = uuid.UUID(int=int.from_bytes(random.bytes(16), "big"))
        return sr.TrackingIdentifier(uid=f"2.25.{identity.int}", identifier=name), name, str(identity)
    uid = f"1.2.826.0.1.3680043.10.{int(random.integers(1, 1 << 30))}"
    return sr.TrackingIdentifier(uid=uid, identifier=name), name, uid


def regions(random, place, template):
    count = 1 if template == "planar" else int(random.integers(1, 5))
    if place == "3D":
        return [solid_region(random, chosen(random, SOLID))]
    same = chosen(random, FLAT) if random.random() < 0.4 else None
    made = [flat_region(random, place, same or chosen(random, FLAT)) for _ in range(count)]
    if template == "volumetric" and place == "VOLUME" and random.random() < 0.15:
        made.insert(int(random.integers(len(made) + 1)), elsewhere(random))
    return made


def shape(kept):
    """Kind of the object, and its members: whether they are Multi, and their parts."""
    if not kept:
        return "NONE", []
    types = {r["type"] for r in kept}
    if len(kept) > 1 and len(types) == 1 and types != {"POINT"}:
        return "GEOMETRY", [[True, [[r["type"], r["points"]] for r in kept]]]
    members = [
        [r["multi"], [["POINT", [p]] for p in r["points"]] if r["multi"] else [[r["type"], r["points"]]]] for r in kept
    ]
    return "GEOMETRY" if len(kept) == 1 else "COLLECTION", members


def content(group, regions_truth):
    """Items without a column, as pydicom writes them, with the part that they are the original of."""
    kept, part, seen = [], 0, iter(regions_truth)
    for item in group.ContentSequence:
        concept = item.ConceptNameCodeSequence[0].CodeValue
        if item.ValueType in ("SCOORD", "SCOORD3D"):
            truth = next(seen)
            if truth["type"] is None:
                kept.append([item.to_json_dict(), -1])
                continue
            if truth["native"]:
                kept.append([item.to_json_dict(), part])
            part += len(truth["points"]) if truth["multi"] else 1
        elif item.ValueType == "NUM":
            if "ContentSequence" in item or "NumericValueQualifierCodeSequence" in item:
                kept.append([item.to_json_dict(), None])
        elif concept not in NOT_IN_COLUMNS:
            kept.append([item.to_json_dict(), None])
    return kept


def group(random, place):
    template = chosen(random, ("planar", "volumetric", "measured"))
    if place == "3D" and template == "volumetric":
        template = "planar"
    tracked, name, identity = tracking(random)
    finding, category = maybe(random, 0.8, lambda: chosen(random, FINDINGS)), maybe(random, 0.7, lambda: chosen(random, CATEGORIES))
    sites = [site(random) for _ in range(int(random.integers(0, 3)))]
    algorithms = maybe(random, 0.4, lambda: algorithm(random))
    numbers = [measurement(random, c) for c in range(3) if random.random() < 0.5]
    made = [] if template == "measured" else regions(random, place, template)
    arguments = {
        "tracking_identifier": tracked,
        "finding_type": finding,
        "finding_category": category,
        "finding_sites": [m for m, _ in sites] or None,
        "algorithm_id": None if algorithms is None else algorithms[0],
        "measurements": [m for m, _ in numbers] or None,
        "method": maybe(random, 0.3, lambda: Code("126030", "DCM", "Sum of segmented voxel volumes")),
        "session": maybe(random, 0.3, lambda: "session 1"),
        "qualitative_evaluations": maybe(
            random, 0.3, lambda: [sr.QualitativeEvaluation(codes.DCM.LevelOfSignificance, codes.SCT.NotSignificant)]
        ),
        "time_point_context": maybe(random, 0.2, lambda: sr.TimePointContext("baseline")),
    }
    if template == "planar":
        arguments |= {"referenced_region": made[0][0]}
        arguments |= {"geometric_purpose": maybe(random, 0.4, lambda: Code("75958009", "SCT", "Bounded by"))}
        built = sr.PlanarROIMeasurementsAndQualitativeEvaluations(**arguments)
    elif template == "volumetric":
        arguments |= {"referenced_regions": [m for m, _ in made]}
        built = sr.VolumetricROIMeasurementsAndQualitativeEvaluations(**arguments)
    else:
        built = sr.MeasurementsAndQualitativeEvaluations(**arguments)
    kind, members = shape([t for _, t in made if t["type"] is not None])
    truth = {
        "name": name,
        "id": identity,
        "category": triple(category),
        "finding": triple(finding),
        "sites": [t for _, t in sites],
        "algorithm": None if algorithms is None else algorithms[1],
        "generation": "MANUAL" if algorithms is None else "AUTOMATIC",
        "kind": kind,
        "members": members,
        "measurements": [t for _, t in numbers],
        "content": [t for _, t in made],
    }
    elsewhere_count = sum(1 for _, t in made if t["type"] is None and place != "3D")
    solids = sum(1 for _, t in made if t["type"] is None and place == "3D")
    return built, truth, elsewhere_count, solids


def spatial(random, groups, place):
    """Groups until most regions are where the report's are said to be."""
    made = [group(random, place) for _ in range(groups)]
    inside = sum(len(m[1]["members"]) for m in made) + sum(m[3] for m in made)
    return made if inside > sum(m[2] for m in made) else spatial(random, groups, place)


def report(random, folder, name, images):
    place = chosen(random, ("VOLUME", "FRAME", "3D"))
    groups = spatial(random, int(random.integers(1, 9)), place)
    observer = sr.ObserverContext(codes.DCM.Person, sr.PersonObserverIdentifyingAttributes(name="Doe^John"))
    measured = sr.MeasurementReport(
        observation_context=sr.ObservationContext(observer_person_context=observer),
        procedure_reported=Code("104157003", "SCT", "Light microscopy procedure"),
        imaging_measurements=[m[0] for m in groups],
        title=codes.DCM.ImagingMeasurementReport,
        referenced_images=images[:1] if random.random() < 0.3 else None,
    )
    make = sr.Comprehensive3DSR if place == "3D" or random.random() < 0.5 else sr.ComprehensiveSR
    document = make(
        evidence=images,
        content=measured[0],
        series_instance_uid=slides.uid(f"{name} series"),
        series_number=1,
        sop_instance_uid=slides.uid(name),
        instance_number=1,
        manufacturer="Example",
        is_complete=bool(random.random() < 0.5),
    )
    document.save_as(folder / f"{name}.dcm")
    stored = pydicom.dcmread(folder / f"{name}.dcm")
    container = next(i for i in stored.ContentSequence if i.ConceptNameCodeSequence[0].CodeValue == "126010")
    for truth, item in zip([m[1] for m in groups], container.ContentSequence, strict=True):
        truth["content"] = content(item, truth["content"])
    uid = slides.uid(f"slide {SLIDE.name} frame of reference") if place == "3D" else SLIDE.instance_uid(0)
    truth = {
        "place": place,
        "uid": uid,
        "image": images[0].SOPInstanceUID if place != "3D" else None,
        "elsewhere": sum(m[2] for m in groups),
        "solids": sum(m[3] for m in groups),
        "features": [m[1] for m in groups],
        "before": [i.to_json_dict() for i in stored.ContentSequence if i.ConceptNameCodeSequence[0].CodeValue != "126010"],
    }
    if not any(m[1]["members"] or m[3] for m in groups):
        truth |= {"place": "none"}
    (folder / f"{name}.json").write_text(json.dumps(truth), encoding="utf-8")


def main(folder, count, seed):
    images = [slides.image(SLIDE, number) for number in (0, 1)]
    for i in range(count):
        report(np.random.default_rng([seed, i]), folder, f"report-{i:04d}", images)
    print(f"{count} reports")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
