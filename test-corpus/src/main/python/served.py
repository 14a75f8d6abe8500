"""Servers that benchmarks start and stop: processes of their own, on loopback and a free port."""
import os
import socket
import statistics
import subprocess
import time
import urllib.request

READY = "Glossa listening on "
BOUNDARY = "benchmark-7c1e0a5d"
MULTIPART = f'multipart/related; type="application/dicom"; boundary={BOUNDARY}'


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def get(url):
    with urllib.request.urlopen(url, timeout=120) as answer:
        return answer.read()


class Served:
    """A process that is told to end when the block ends."""

    def __init__(self, command, log, **options):
        self.begun = time.perf_counter()
        with open(log, "ab") as errors:
            self.process = subprocess.Popen(command, stderr=errors, **options)

    def since_start(self):
        return time.perf_counter() - self.begun

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


class Glossa(Served):
    """`glossa serve` on a data folder, listening."""

    def __init__(self, program, data, options="-Xmx256m"):
        environment = {**os.environ, "GLOSSA_JAVA_OPTS": options}
        command = [program, "serve", "--port", "0", "--data", data]
        super().__init__(command, f"{data}.log", stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        if not line.startswith(READY):
            raise SystemExit(f"Glossa did not start: {line}; {data}.log says why")
        self.listening = self.since_start()
        self.url = line[len(READY):].strip()


def write_multipart(file, body):
    """The body of a STOW-RS request that stores one file."""
    with open(body, "wb") as out, open(file, "rb") as source:
        out.write(f"--{BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n".encode())
        while piece := source.read(1 << 20):
            out.write(piece)
        out.write(f"\r\n--{BOUNDARY}--\r\n".encode())


def post(url, body):
    """Posts a file by curl; status and the seconds until the answer had come whole."""
    said = subprocess.run(
        ["curl", "--silent", "--show-error", "--output", f"{body}.answer", "--write-out", "%{http_code} %{time_total}",
         "--request", "POST", "--upload-file", body, "--header", f"Content-Type: {MULTIPART}", "--header", "Expect:",
         "--header", "Accept: application/dicom+json", url],
        check=True, capture_output=True, text=True,
    ).stdout.split()
    if said[0] not in ("200", "202"):
        with open(f"{body}.answer", errors="replace") as answer:
            raise SystemExit(f"{url} answered {said[0]}: {answer.read(500)}")
    return float(said[1])


def load():
    return os.getloadavg()[0]


def row(name, seconds, beside=""):
    runs = ", ".join(f"{s:.3f}" for s in seconds)
    print(f"  {name:<24} {statistics.median(seconds):7.3f} s  {beside:<28} (runs: {runs})")
