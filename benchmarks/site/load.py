"""A small closed-loop load: C keep-alive connections ask for one address N times; latencies here, CPU read from /proc."""

import gzip
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


class WrongAnswerError(Exception):
    """The server answered something other than what is measured: no figure is made of it."""


@dataclass(frozen=True)
class Measured:
    requests: int
    cpu_ms: float
    """CPU of the server's processes a request, user and system."""
    p50_ms: float
    p99_ms: float
    size: int
    """Bytes of the body as sent."""


@dataclass
class Connection:
    """Kept open as long as the server keeps it; opened again, inside the clock, when the server closes it."""

    port: int
    request: bytes
    status: int = 0
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def ask(self) -> float:
        """Seconds until the whole answer has arrived."""
        start = time.perf_counter()
        if self.headers.get("connection", "").lower() == "close":
            self.close()
            self.open()
        self.socket.sendall(self.request)
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            self.headers[name.lower()] = value.strip()
        self.body = self.read_body()
        return time.perf_counter() - start

    def read_body(self) -> bytes:
        if self.headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(self.file.readline(), 16):
                parts.append(self.file.read(size + 2)[:-2])
            self.file.readline()
            return b"".join(parts)
        if self.status == 304:
            return b""
        if "content-length" in self.headers:
            return self.file.read(int(self.headers["content-length"]))
        self.headers["connection"] = "close"
        return self.file.read()


def request_bytes(port: int, path: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept: */*", "Accept-Encoding: gzip"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask_once(port: int, path: str, headers: dict[str, str] | None = None) -> Connection:
    """One answer, to look at: its status, headers and body."""
    line = Connection(port, request_bytes(port, path, headers))
    line.ask()
    line.close()
    return line


def body_of(answer: Connection) -> bytes:
    """As it was before it was packed for the wire."""
    return gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body


def processes(root: int) -> list[int]:
    """The process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += parents.get(pid, [])
    return found


def cpu_s(pids: list[int]) -> float:
    """User and system time of these processes since they began, to a clock tick (10 ms as a rule)."""
    total = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total * TICK_S


def measure(
    root_pid: int,
    port: int,
    path: str,
    *,
    requests: int,
    connections: int = 1,
    headers: dict[str, str] | None = None,
    expect: int = 200,
    before_round: Callable[[], None] | None = None,
) -> Measured:
    """Ask `requests` times over `connections`.

    `before_round` runs before each round, in which every connection asks once, all at the same moment; it is outside the clock, and
    outside the CPU as long as it works in another process.
    """
    pids = processes(root_pid)
    lines = [Connection(port, request_bytes(port, path, headers)) for _ in range(connections)]
    gate = threading.Barrier(connections, before_round) if before_round else None
    rounds = max(requests // connections, 1)

    def work(line: Connection) -> list[float]:
        try:
            return [one(line) for _ in range(rounds)]
        except threading.BrokenBarrierError:
            return []  # another connection got a wrong answer and says so
        finally:
            if gate and line.status != expect:
                gate.abort()

    def one(line: Connection) -> float:
        if gate:
            gate.wait()
        seconds = line.ask()
        if line.status != expect:
            raise WrongAnswerError(f"{path} answered {line.status}, not {expect}: {line.body[:200]!r}")
        return seconds

    start = cpu_s(pids)
    try:
        with ThreadPoolExecutor(connections) as pool:
            latencies = sorted(seconds for times in pool.map(work, lines) for seconds in times)
        spent = cpu_s(pids) - start
    finally:
        for line in lines:
            line.close()
    return Measured(len(latencies), 1000 * spent / len(latencies), *percentiles_ms(latencies), len(lines[0].body))


def percentiles_ms(latencies: list[float]) -> tuple[float, float]:
    """The median and the 99th percentile of a sorted list; of fewer than 100 the second is the slowest."""
    last = len(latencies) - 1
    return 1000 * latencies[len(latencies) // 2], 1000 * latencies[min(last, int(len(latencies) * 0.99))]
