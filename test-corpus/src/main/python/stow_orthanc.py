"""Posts one bulk annotation object by STOW-RS to Glossa and to Orthanc in turn, each started anew on a new folder.

Usage: stow_orthanc.py GLOSSA ANNOTATIONS FOLDER RUNS; the slide that the annotations name is stored in neither. Prints when each had
acknowledged, and when Glossa answered regions.
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

PLUGINS = ("/usr/share/orthanc/plugins", "/usr/local/share/orthanc/plugins")


def orthanc():
    """The program and its DICOMweb plugin, or ends the script with one line."""
    program = shutil.which("Orthanc") or shutil.which("Orthanc", path="/usr/sbin:/usr/local/sbin")
    plugin = next((p for folder in PLUGINS for p in Path(folder).glob("libOrthancDicomWeb.so*")), None)
    if program is None or plugin is None:
        print("Orthanc is not installed with its DICOMweb plugin: on Debian, apt-get install orthanc orthanc-dicomweb.")
        sys.exit(0)
    return program, str(plugin)


def by_glossa(program, folder, body, uid, count):
    with Glossa(program, str(folder)) as server:
        begun = time.perf_counter()
        acknowledged = post(f"{server.url}/dicom-web/studies", body)
        while True:
            said = json.loads(get(f"{server.url}/collections/{uid}"))
            if said["state"] == "ready":
                break
            if said["state"] == "failed":
                raise SystemExit(f"no columns: {said}")
            time.sleep(0.01)
        ready = time.perf_counter() - begun
        items = json.loads(get(f"{server.url}/collections/{uid}/items?crs=source-pixels&limit=1"))
        if items["numberMatched"] != count:
            raise SystemExit(f"Glossa has {items['numberMatched']} of {count} annotations")
    return acknowledged, ready


def by_orthanc(program, plugin, folder, body, file_bytes):
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
    url = f"http://127.0.0.1:{port}"
    with Served([program, str(configuration)], f"{folder}.log", stdout=subprocess.DEVNULL) as server:
        while True:
            try:
                version = json.loads(get(f"{url}/system"))["Version"]
                break
            except OSError:
                if server.process.poll() is not None or server.since_start() > 60:
                    raise SystemExit(f"Orthanc did not start; {folder}.log says why")
                time.sleep(0.05)
        acknowledged = post(f"{url}/dicom-web/studies", body)
        held = json.loads(get(f"{url}/statistics"))
        if held["CountInstances"] != 1 or int(held["TotalUncompressedSize"]) < file_bytes:
            raise SystemExit(f"Orthanc has not the object: {held}")
    return acknowledged, version


def main(glossa, annotations, folder, runs):
    program, plugin = orthanc()
    folder, runs = Path(folder), int(runs)
    header = pydicom.dcmread(annotations, defer_size=1024)
    uid, file_bytes = str(header.SOPInstanceUID), os.path.getsize(annotations)
    count = sum(int(group.NumberOfAnnotations) for group in header.AnnotationGroupSequence)
    del header
    body = str(folder / "body")
    write_multipart(annotations, body)
    acknowledged, ready, peer, loads = [], [], [], []
    for run in range(runs):
        for which in ("glossa", "orthanc") if run % 2 == 0 else ("orthanc", "glossa"):
            data = folder / f"{which}-data"
            shutil.rmtree(data, ignore_errors=True)
            os.sync()
            loads.append(load())
            if which == "glossa":
                took = by_glossa(glossa, data, body, uid, count)
                acknowledged.append(took[0])
                ready.append(took[1])
            else:
                took, version = by_orthanc(program, plugin, data, body, file_bytes)
                peer.append(took)
            shutil.rmtree(data)
    os.remove(body)
    orthanc_took = statistics.median(peer)
    print(
        f"STOW-RS of {count:,} annotations, {file_bytes / 1e6:.0f} MB, {runs} runs in turn, each server new on a new folder;"
        f" Glossa -Xmx256m, Orthanc {version} with SyncStorageArea, {os.cpu_count()} cores"
    )
    row("Orthanc acknowledged", peer)
    row("Glossa acknowledged", acknowledged, f"{statistics.median(acknowledged) / orthanc_took:.2f} x Orthanc's answer")
    row("Glossa ready", ready, f"{statistics.median(ready) / orthanc_took:.2f} x Orthanc's answer")
    print(f"  load before each: {', '.join(f'{one:.1f}' for one in loads)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
