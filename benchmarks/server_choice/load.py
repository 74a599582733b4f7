"""Readers as a server sees them: raw sockets, so that nothing is repeated or repaired on the way."""

import asyncio
import hashlib
import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass
class Tally:
    answered: int = 0
    failures: list[str] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    """One response, whole: status, headers, body. Raises on anything less."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    if "content-length" in headers:
        body = await reader.readexactly(int(headers["content-length"]))
    elif "chunked" in headers.get("transfer-encoding", ""):
        body = b""
        while size := int(await reader.readuntil(b"\r\n"), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readexactly(2)
    else:
        body = await reader.read()
    return int(first.split()[1]), headers, body


async def get(connection: Connection, path: str) -> tuple[int, dict[str, str], bytes]:
    reader, writer = connection
    writer.write(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await writer.drain()
    return await answer(reader)


async def chunked_post(port: int) -> str:
    """300 kB in 300 uneven chunks: 'whole', or what came through."""
    source = random.Random(7)
    pieces = [source.randbytes(source.randrange(1, 2000)) for _ in range(300)]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
    for piece in pieces:
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
    writer.write(b"0\r\n\r\n")
    await writer.drain()
    status, _, body = await asyncio.wait_for(answer(reader), 10)
    writer.close()
    sent = b"".join(pieces)
    if status == 200 and body.decode() == f"{len(sent)} {hashlib.sha256(sent).hexdigest()}":
        return "whole"
    return f"status {status}, {body[:80].decode('latin1').split()[0] if body else 0} of {len(sent)} bytes"


async def keeps_alive(port: int) -> bool:
    connection = await asyncio.open_connection("127.0.0.1", port)
    try:
        for _ in range(5):
            await asyncio.wait_for(get(connection, "page"), 5)
    except (OSError, asyncio.IncompleteReadError):
        return False
    finally:
        connection[1].close()
    return True


async def reader_who_stays(port: int, path: str, until: asyncio.Event, tally: Tally, *, pause_s: float, per_connection: int = 0) -> None:
    """Asks again and again on one connection; opens a new one only when the server said `Connection: close`. Nothing is tried twice."""
    connection: Connection | None = None
    served = 0
    while not until.is_set():
        began = time.perf_counter()
        try:
            if connection is None:
                connection = await asyncio.open_connection("127.0.0.1", port)
                served = 0
            status, headers, _ = await asyncio.wait_for(get(connection, path), 20)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            tally.failures.append(f"{path}: {type(error).__name__} after {served} on this connection")
            connection = None
            continue
        served += 1
        if status == 200:
            tally.answered += 1
            tally.times_ms.append((time.perf_counter() - began) * 1000)
        else:
            tally.failures.append(f"{path}: status {status}")
        if headers.get("connection", "").lower() == "close" or served == per_connection:
            connection[1].close()
            connection = None
        if pause_s:
            await asyncio.sleep(random.uniform(0, 2 * pause_s))
    if connection is not None:
        connection[1].close()


async def open_stream(port: int, arrivals: list[int], place: int, *, path: str = "events") -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n".encode())
    await writer.drain()
    try:
        while line := await reader.readline():
            arrivals[place] += line.startswith(b"data:")
    finally:
        writer.close()


def family(root: int) -> list[int]:
    """The process and all its descendants, from /proc."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def cpu_ms(root: int) -> float:
    ticks = 0
    for pid in family(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")
