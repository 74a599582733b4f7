"""Keeps the server's processes and the job workers alive: start, rolling restart (SIGHUP), graceful stop (SIGTERM, SIGINT).

Each process is a fresh Python that shares the supervisor's listening socket, so a restart runs the code now on disk and no
connection waits on a closed door.
"""

import logging
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

START_S = 60
STOP_S = 40
PAUSE_S = 1.0
"""Least time between two starts of a process that keeps dying."""
logger = logging.getLogger("essaim.server")


@dataclass(slots=True)
class Child:
    """One process. `speaks` when it reports that it is ready; else it counts as ready once started."""

    name: str
    command: tuple[str, ...]
    speaks: bool
    process: subprocess.Popen[bytes]
    ready: int
    began: float = field(default_factory=time.monotonic)
    told: float = 0.0

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def tell(self) -> None:
        """Ask it to stop; what it is doing it finishes."""
        if self.lives and not self.told:
            self.process.send_signal(signal.SIGTERM)
        self.told = self.told or time.monotonic()


class StartError(Exception):
    """A process did not start: says which, and where to look."""


class Supervisor:
    """`server` is the application served by `servers` processes; `beside` are commands kept running, one process each."""

    def __init__(self, listener: socket.socket, *, application: str, servers: int, beside: Sequence[tuple[str, ...]] = ()) -> None:
        self.listener = listener
        self.lifeline, self.held = os.pipe()
        self.signals: queue.SimpleQueue[int] = queue.SimpleQueue()
        self.leaving: list[Child] = []
        self.stopped = self.restart_asked = False
        self.servers = servers
        serve: tuple[str, ...] = (sys.executable, "-m", "essaim.cli.process", application)
        self.wanted = [(f"server {number}", serve, True) for number in range(1, servers + 1)]
        self.wanted += [(f"worker {number}", command, False) for number, command in enumerate(beside, 1)]
        self.children: list[Child] = []

    def run(self, ready: Callable[[], None]) -> None:
        """Until told to stop. Raises StartError when the first start fails."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda sent, _frame: self.signals.put(sent))
        try:
            for wanted in self.wanted[: self.servers]:
                self.children.append(self.start(*wanted))
            for child in self.children:
                self.await_ready(child)
            if not self.stopped:
                ready()
                self.children += [self.start(*wanted) for wanted in self.wanted[self.servers :]]
            while not self.stopped:
                self.heed(0.5)
                if self.restart_asked:
                    self.restart()
                self.tend()
        finally:
            self.stop()

    def start(self, name: str, command: tuple[str, ...], speaks: bool) -> Child:
        ready, report = os.pipe()
        handed = [self.lifeline]
        extra: list[str] = ["--lifeline", str(self.lifeline)]
        if speaks:
            handed += [self.listener.fileno(), report]
            extra += ["--listener", str(self.listener.fileno()), "--ready", str(report)]
        process = subprocess.Popen([*command, *extra], pass_fds=handed)
        os.close(report)
        logger.info("%s started (process %d).", name, process.pid)
        return Child(name, command, speaks, process, ready)

    def await_ready(self, child: Child) -> None:
        """Returns early when the supervisor is told to stop meanwhile."""
        while child.speaks and not self.stopped:
            if time.monotonic() - child.began > START_S:
                message = f"{child.name} was not ready after {START_S} s. Its log lines above say how far it came."
                raise StartError(message)
            if select.select([child.ready], [], [], 0.05)[0]:
                if not os.read(child.ready, 1):
                    message = f"{child.name} ended before it was ready (status {child.process.wait()}). Its log lines above say why."
                    raise StartError(message)
                return
            self.heed(0)

    def heed(self, wait_s: float) -> None:
        """Take one signal, if any comes in time."""
        try:
            sent = self.signals.get(timeout=wait_s) if wait_s else self.signals.get_nowait()
        except queue.Empty:
            return
        if sent == signal.SIGHUP:
            self.restart_asked = True
        else:
            self.stopped = True

    def restart(self) -> None:
        """One after the other: the new process answers before the old one is told to leave. A failed start leaves the rest as it was."""
        self.restart_asked = False
        logger.info("Restart: a new process for each old one.")
        for place, old in enumerate(self.children):
            new = self.start(old.name, old.command, old.speaks)
            try:
                self.await_ready(new)
            except StartError as error:
                logger.error("Restart given up, the old processes go on. %s", error)  # noqa: TRY400 the message is whole
                new.process.kill()
                self.leaving.append(new)
                return
            self.children[place] = new
            old.tell()
            self.leaving.append(old)
            if self.stopped:
                return
        logger.info("Restarted.")

    def tend(self) -> None:
        """Replace what died, reap what left."""
        for place, child in enumerate(self.children):
            if not child.lives and time.monotonic() - child.began > PAUSE_S:
                logger.error("%s died (status %s); a new one takes its place.", child.name, child.process.returncode)
                os.close(child.ready)
                self.children[place] = self.start(child.name, child.command, child.speaks)
        for child in list(self.leaving):
            if not child.lives:
                self.leaving.remove(child)
                os.close(child.ready)
            elif child.told and time.monotonic() - child.told > STOP_S:
                logger.error("%s (process %d) did not leave in %d s and is ended.", child.name, child.process.pid, STOP_S)
                child.process.kill()

    def stop(self) -> None:
        """Ask all to finish what they do, then end those that have not."""
        everyone = [*self.children, *self.leaving]
        for child in everyone:
            child.tell()
        for child in everyone:
            try:
                child.process.wait(timeout=max(0.1, child.told + STOP_S - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, shared by all processes and kept open across restarts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(2048)
    listener.setblocking(False)
    return listener
