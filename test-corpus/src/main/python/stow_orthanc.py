"""Posts bulk annotation objects by STOW-RS to Glossa and to Orthanc in turn: to each started anew on a new folder, and to both warm.

Usage: stow_orthanc.py GLOSSA ANNOTATIONS FOLDER RUNS; the slide that the annotations name is stored in neither. Prints when each had
acknowledged, and when Glossa answered regions. Warm servers have taken six such objects before; each object has a UID of its own.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pydicom

from served import Glossa, Served, free_port, get, load, post, row, write_multipart

WARM_UP = 6
PLUGINS = ("/usr/share/orthanc/plugins", "/usr/local/share/orthanc/plugins")


def orthanc():
    """The program and its DICOMweb plugin, or ends the script with one line."""
    program = shutil.which("Orthanc") or shutil.which("Orthanc", path="/usr/sbin:/usr/local/sbin")
    plugin = next((p for folder in PLUGINS for p in Path(folder).glob("libOrthancDicomWeb.so*")), None)
    if program is None or plugin is None:
        print("Orthanc is not installed with its DICOMweb plugin: on Debian, apt-get install orthanc orthanc-dicomweb.")
        sys.exit(0)
    return program, str(plugin)


def to_glossa(server, body, uid, count):
    begun = time.perf_counter()
    acknowledged = post(f"{server.url}/dicom-web/studies", body)
    while True:
        said = json.loads(get(f"{server.url}/collections/{uid}"))
        if said["state"] == "ready":
            break
        if said["state"] == "failed":
            raise SystemExit(f"no columns: {said}")
        time.sleep(0.03)
    ready = time.perf_counter() - begun
    items = json.loads(get(f"{server.url}/collections/{uid}/items?crs=source-pixels&limit=1"))
    if items["numberMatched"] != count:
        raise SystemExit(f"Glossa has {items['numberMatched']} of {count} annotations")
    return acknowledged, ready


class Orthanc:
    def __init__(self, program, plugin, folder):
        folder.mkdir()
        port = free_port()
        configuration = folder / "orthanc.json"
        configuration.write_text(json.dumps({
            "StorageDirectory": str(folder / "storage"),
            "IndexDirectory": str(folder / "storage"),
            "SyncStorageArea": True,
            "HttpPort": port,
            "HttpServerEnabled": True,
            "RemoteAccessAllowed": False,
            "AuthenticationEnabled": False,
            "DicomServerEnabled": False,
            "Plugins": [plugin],
            "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        }))
        self.url = f"http://127.0.0.1:{port}"
        self.log = f"{folder}.log"
        self.stored = 0
        self.server = Served([program, str(configuration)], self.log, stdout=subprocess.DEVNULL)

    def __enter__(self):
        self.server.__enter__()
        while True:
            try:
                self.version = json.loads(get(f"{self.url}/system"))["Version"]
                return self
            except OSError:
                if self.server.process.poll() is not None or self.server.since_start() > 60:
                    raise SystemExit(f"Orthanc did not start; {self.log} says why")
                time.sleep(0.05)

    def __exit__(self, *failure):
        return self.server.__exit__(*failure)

    def take(self, body, file_bytes):
        acknowledged = post(f"{self.url}/dicom-web/studies", body)
        self.stored += 1
        held = json.loads(get(f"{self.url}/statistics"))
        if held["CountInstances"] != self.stored or int(held["TotalUncompressedSize"]) < self.stored * file_bytes:
            raise SystemExit(f"Orthanc has not the object: {held}")
        return acknowledged


class Bodies:
    """The same annotations under another SOP Instance UID each time, as a file to post."""

    HEAD = 1 << 16

    def __init__(self, annotations, uid, folder):
        self.uid, self.path, self.made = uid, str(folder / "body"), 0
        self.copy = folder / "copy.dcm"
        self.annotations = annotations

    def next(self):
        self.made += 1
        other = self.uid[:-3] + f"{self.made:03d}"
        shutil.copyfile(self.annotations, self.copy)
        with open(self.copy, "r+b") as file:
            head = file.read(self.HEAD).replace(self.uid.encode(), other.encode())
            file.seek(0)
            file.write(head)
        write_multipart(str(self.copy), self.path)
        os.remove(self.copy)
        os.sync()
        return self.path, other


class Times:
    def __init__(self):
        self.acknowledged, self.ready, self.peer, self.loads = [], [], [], []

    def add(self, acknowledged, ready):
        self.acknowledged.append(acknowledged)
        self.ready.append(ready)

    def print(self, what):
        orthanc_took = statistics.median(self.peer)
        print(what)
        row("Orthanc acknowledged", self.peer)
        for name, took in (("Glossa acknowledged", self.acknowledged), ("Glossa ready", self.ready)):
            row(name, took, f"{statistics.median(took) / orthanc_took:.2f} x Orthanc's answer")
        print(f"  load before each: {', '.join(f'{one:.1f}' for one in self.loads)}", flush=True)


def main(glossa, annotations, folder, runs):
    program, plugin = orthanc()
    folder, runs = Path(folder), int(runs)
    header = pydicom.dcmread(annotations, defer_size=1024)
    uid, file_bytes = str(header.SOPInstanceUID), os.path.getsize(annotations)
    count = sum(int(group.NumberOfAnnotations) for group in header.AnnotationGroupSequence)
    del header
    bodies = Bodies(annotations, uid, folder)
    of_glossa, of_orthanc = folder / "glossa-data", folder / "orthanc-data"

    def clear():
        shutil.rmtree(of_glossa, ignore_errors=True)
        shutil.rmtree(of_orthanc, ignore_errors=True)

    new, warm = Times(), Times()
    for run in range(runs):
        for which in ("glossa", "orthanc") if run % 2 == 0 else ("orthanc", "glossa"):
            clear()
            body, own = bodies.next()
            new.loads.append(load())
            if which == "glossa":
                with Glossa(glossa, str(of_glossa)) as server:
                    new.add(*to_glossa(server, body, own, count))
            else:
                with Orthanc(program, plugin, of_orthanc) as server:
                    new.peer.append(server.take(body, file_bytes))
                    version = server.version
    clear()
    print(
        f"STOW-RS of {count:,} annotations, {file_bytes / 1e6:.0f} MB, {runs} runs in turn; Glossa -Xmx256m, Orthanc {version} with"
        f" SyncStorageArea, {os.cpu_count()} cores"
    )
    new.print("each server new on a new folder")
    with Glossa(glossa, str(of_glossa)) as one, Orthanc(program, plugin, of_orthanc) as other:
        for run in range(-WARM_UP, runs):
            times = Times() if run < 0 else warm
            for which in ("glossa", "orthanc") if run % 2 == 0 else ("orthanc", "glossa"):
                body, own = bodies.next()
                times.loads.append(load())
                if which == "glossa":
                    times.add(*to_glossa(one, body, own, count))
                else:
                    times.peer.append(other.take(body, file_bytes))
    clear()
    os.remove(bodies.path)
    warm.print(f"both servers warm: each took {WARM_UP} such objects before")


if __name__ == "__main__":
    main(*sys.argv[1:])
