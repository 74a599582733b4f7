"""A small closed-loop load: C keep-alive connections ask for one address N times; latencies here, CPU read from /proc."""

import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


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
    port: int
    request: bytes
    status: int = 0
    size: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        self.file = self.socket.makefile("rb")

    def ask(self) -> float:
        """Seconds until the whole answer has arrived."""
        start = time.perf_counter()
        self.socket.sendall(self.request)
        self.status = int(self.file.readline().split()[1])
        self.headers = {}
        while (line := self.file.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            self.headers[name.lower()] = value.strip()
        self.size = self.read_body()
        return time.perf_counter() - start

    def read_body(self) -> int:
        if self.headers.get("transfer-encoding") == "chunked":
            total = 0
            while size := int(self.file.readline(), 16):
                total += len(self.file.read(size + 2)) - 2
            self.file.readline()
            return total
        if self.status == 304:
            return 0
        return len(self.file.read(int(self.headers.get("content-length", "0"))))


def request_bytes(port: int, path: str, headers: dict[str, str] | None = None) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept: text/html", "Accept-Encoding: gzip"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


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
    before_each: Callable[[], None] | None = None,
) -> Measured:
    """Ask `requests` times over `connections`; `before_each` runs outside the clock (and outside the CPU: it is another process)."""
    pids = processes(root_pid)
    start = cpu_s(pids)
    latencies: list[float] = []
    lines = [Connection(port, request_bytes(port, path, headers)) for _ in range(connections)]

    def work(line: Connection, count: int) -> None:
        for _ in range(count):
            if before_each:
                before_each()
            latencies.append(line.ask())
            if line.status != expect:
                raise RuntimeError(f"{path} answered {line.status}, not {expect}")

    threads = [threading.Thread(target=work, args=(line, requests // connections)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = cpu_s(pids) - start
    if len(latencies) != requests // connections * connections:
        raise RuntimeError(f"{path}: {len(latencies)} of {requests} requests were answered")
    latencies.sort()
    return Measured(
        requests=len(latencies),
        cpu_ms=1000 * spent / len(latencies),
        p50_ms=1000 * latencies[len(latencies) // 2],
        p99_ms=1000 * latencies[min(len(latencies) - 1, int(len(latencies) * 0.99))],
        size=lines[0].size,
    )
