"""Python's dicomweb-client against a running Glossa: what is stored is found, and comes back as it was.

Usage: dicomweb_check.py URL FILE...; each file, and one made here whose values are large enough to be bulk data, is posted once
as raw bytes and once more through the client. Prints what was compared last; the first difference ends the run with a non-zero
exit code.
"""
import base64
import hashlib
import io
import json
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pydicom
import requests
from dicomweb_client.api import DICOMwebClient
from dicomweb_client.session_utils import create_session
from pydicom.uid import ExplicitVRLittleEndian

import region_sets
import slides

BULK = ("OB", "OD", "OF", "OL", "OV", "OW", "UN")
CHARACTER_SET = "00080005"
ANY = (("application/dicom", "*"),)


class Difference(AssertionError):
    pass


def require(condition, *words):
    if not condition:
        raise Difference(" ".join(str(w) for w in words))


class Check:
    def __init__(self, url):
        self.url = url.rstrip("/") + "/dicom-web"
        session = create_session()
        session.trust_env = False
        self.client = DICOMwebClient(url=self.url, session=session)
        self.http = requests.Session()
        self.http.trust_env = False
        self.counts = {"instances": 0, "elements": 0, "bulk values": 0, "frames": 0}

    def post_raw(self, files):
        body = io.BytesIO()
        for file in files:
            body.write(b"--raw-5e2f\r\nContent-Type: application/dicom\r\n\r\n" + file.read_bytes() + b"\r\n")
        body.write(b"--raw-5e2f--\r\n")
        kind = 'multipart/related; type="application/dicom"; boundary=raw-5e2f'
        answer = self.http.post(f"{self.url}/studies", data=body.getvalue(), headers={"Content-Type": kind}, timeout=300)
        require(answer.status_code in (200, 202), "STOW of raw bytes answered", answer.status_code, answer.text[:500])
        require(answer.headers["Content-Type"] == "application/dicom+json", answer.headers["Content-Type"])
        stored = pydicom.Dataset.from_json(answer.json())
        self.all_stored(stored, files)

    def post_by_client(self, files):
        """The client writes the data sets anew; an equal data set is a success and the first bytes stay."""
        self.all_stored(self.client.store_instances([pydicom.dcmread(f) for f in files]), files)

    def all_stored(self, answer, files):
        require("FailedSOPSequence" not in answer, "not stored:", answer)
        uids = {str(item.ReferencedSOPInstanceUID) for item in answer.ReferencedSOPSequence}
        wanted = {str(pydicom.dcmread(f, stop_before_pixels=True).SOPInstanceUID) for f in files}
        require(uids == wanted, "stored", uids, "posted", wanted)

    def found_by_query(self, datasets):
        annotations = [d for d in datasets if d.Modality == "ANN"]
        got = self.client.search_for_series(search_filters={"Modality": "ANN"}, get_remaining=True)
        series = {s["0020000E"]["Value"][0] for s in got}
        missing = {str(d.SeriesInstanceUID) for d in annotations} - series
        require(not missing, 'search_for_series(search_filters={"Modality": "ANN"}) misses', missing)
        require(all(s["00080060"]["Value"] == ["ANN"] for s in got), "series of another modality", got)
        studies = {s["0020000D"]["Value"][0] for s in self.client.search_for_studies(get_remaining=True)}
        require({str(d.StudyInstanceUID) for d in datasets} <= studies, "search_for_studies() gives", studies)
        for dataset in datasets:
            filters = {"SOPInstanceUID": str(dataset.SOPInstanceUID)}
            (one,) = self.client.search_for_instances(search_filters=filters)
            for tag, value in (
                ("00080016", dataset.SOPClassUID),
                ("00080018", dataset.SOPInstanceUID),
                ("0020000D", dataset.StudyInstanceUID),
                ("0020000E", dataset.SeriesInstanceUID),
            ):
                require(one[tag]["Value"] == [str(value)], "search_for_instances", tag, one.get(tag), "expected", value)

    def instance(self, file):
        bytes_ = file.read_bytes()
        dataset = pydicom.dcmread(file)
        uids = dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.SOPInstanceUID
        url = f"{self.url}/studies/{uids[0]}/series/{uids[1]}/instances/{uids[2]}"
        accept = "application/dicom; transfer-syntax=*"
        single = self.http.get(url, headers={"Accept": accept}, timeout=120)
        require(single.status_code == 200, "GET", url, single.status_code, single.text[:300])
        digest = hashlib.sha256(bytes_).hexdigest()
        require(hashlib.sha256(single.content).hexdigest() == digest, file, "came back with other bytes")
        related = 'multipart/related; type="application/dicom"; transfer-syntax=*'
        multi = self.http.get(url, headers={"Accept": related}, timeout=120)
        (part,) = self.client._decode_multipart_message(multi, stream=False)
        require(hashlib.sha256(part).hexdigest() == digest, file, "came back in multipart with other bytes")
        require(self.client.retrieve_instance(*uids, media_types=ANY) == dataset, file, "retrieve_instance differs")
        self.default_transfer_syntax(uids, dataset, file)
        (alone,) = [d for d in self.client.retrieve_series(*uids[:2], media_types=ANY) if d.SOPInstanceUID == uids[2]]
        require(alone == dataset, file, "retrieve_series differs")
        self.metadata(uids, dataset, file)
        if "PixelData" in dataset:
            self.frames(uids, dataset, file)
        self.counts["instances"] += 1

    def default_transfer_syntax(self, uids, dataset, file):
        """Without the parameter what is not compressed comes in Explicit VR Little Endian (PS3.18 8.7.3.4)."""
        got = self.client.retrieve_instance(*uids, media_types=("application/dicom",))
        stored = dataset.file_meta.TransferSyntaxUID
        wanted = stored if stored.is_encapsulated else ExplicitVRLittleEndian
        require(got.file_meta.TransferSyntaxUID == wanted, file, "came in", got.file_meta.TransferSyntaxUID)
        require(got == dataset, file, "differs in", wanted)

    def metadata(self, uids, dataset, file):
        got = self.client.retrieve_instance_metadata(*uids)
        expected = dataset.to_json_dict(bulk_data_threshold=1 << 62)
        self.same_items(got, expected, str(file))

    def same_items(self, got, expected, where):
        skipped = {CHARACTER_SET}
        require(set(got) - skipped == set(expected) - skipped, where, "elements", sorted(set(got) ^ set(expected)))
        for tag in sorted(set(expected) - skipped):
            self.same_element(got[tag], expected[tag], f"{where}/{tag}")

    def same_element(self, got, expected, where):
        self.counts["elements"] += 1
        require(got["vr"] == expected["vr"], where, "VR", got["vr"], "expected", expected["vr"])
        if got["vr"] == "SQ":
            ours, theirs = got.get("Value", []), expected.get("Value", [])
            require(len(ours) == len(theirs), where, "items", len(ours), "expected", len(theirs))
            for number, (a, b) in enumerate(zip(ours, theirs), start=1):
                self.same_items(a, b, f"{where}[{number}]")
            return
        if got["vr"] in BULK:
            self.same_bulk(got, expected, where)
            return
        require("BulkDataURI" not in got, where, "VR", got["vr"], "must not be bulk data")
        ours, theirs = values(got), values(expected)
        require(ours == theirs, where, ours, "expected", theirs)

    def same_bulk(self, got, expected, where):
        wanted = inline(expected)
        if "BulkDataURI" in got:
            require(got["BulkDataURI"].startswith(self.url), where, "BulkDataURI is not absolute:", got["BulkDataURI"])
            # Frames of pixel data are compared by frames(); an encapsulated value has no one string of bytes.
            if where.endswith("/7FE00010"):
                return
            content = b"".join(self.client.retrieve_bulkdata(got["BulkDataURI"]))
            self.counts["bulk values"] += 1
        else:
            require(len(wanted) <= 1024, where, len(wanted), "bytes inline; above 1 KiB it is bulk data")
            content = inline(got)
        require(content == wanted, where, "bulk value differs:", len(content), "bytes, expected", len(wanted))

    def frames(self, uids, dataset, file):
        if dataset.file_meta.TransferSyntaxUID.is_encapsulated:
            wanted = list(pydicom.encaps.generate_frames(dataset.PixelData, number_of_frames=dataset.NumberOfFrames))
        else:
            size = dataset.Rows * dataset.Columns * dataset.SamplesPerPixel * dataset.BitsAllocated // 8
            wanted = [dataset.PixelData[i * size : (i + 1) * size] for i in range(int(dataset.NumberOfFrames))]
        numbers = sorted({1, 2, len(wanted) // 2 + 1, len(wanted)} & set(range(1, len(wanted) + 1)))
        got = self.client.retrieve_instance_frames(*uids, frame_numbers=numbers)
        require(len(got) == len(numbers), file, "frames", len(got), "expected", len(numbers))
        for number, content in zip(numbers, got):
            require(content == wanted[number - 1], file, "frame", number, "differs")
        self.counts["frames"] += len(numbers)


def inline(element):
    return base64.b64decode(element.get("InlineBinary", ""))


def values(element):
    """Values in meaning: numbers as numbers, whatever their spelling; person names by component groups."""
    out = []
    for value in element.get("Value", []):
        if element["vr"] in ("DS", "IS", "FL", "FD", "SS", "SL", "SV", "US", "UL", "UV"):
            number = None if value is None else float(value)
            out.append(float(np.float32(number)) if element["vr"] == "FL" and number is not None else number)
        elif element["vr"] == "PN":
            out.append({k: v for k, v in (value or {}).items() if v})
        else:
            out.append(value or "")
    return [] if out in ([""], [None], [{}]) else out


def large_annotations(folder):
    """A thousand annotations of each graphic type, floats and doubles, measured: all of it above 1 KiB."""
    source = slides.image(region_sets.SLIDE, 0)
    path = Path(folder) / "large.dcm"
    made = region_sets.all_types("client large", source, np.random.default_rng(11), 1000, (4000, 3000))
    made.save_as(path, enforce_file_format=True)
    return path


def main(url, *names):
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        check_files(Check(url), [*map(Path, names), large_annotations(folder)])


def check_files(check, files):
    check.post_raw(files)
    datasets = [pydicom.dcmread(f, stop_before_pixels=True) for f in files]
    for _ in range(2):
        check.found_by_query(datasets)
        for file in files:
            check.instance(file)
        check.post_by_client(files)
    print(json.dumps(check.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
