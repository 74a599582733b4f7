"""A real server that hears webhooks, and the worker that tells it."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.utils import timezone

from essaim.desk.models import Delivery, Job, Webhook
from essaim.desk.worker import Station

ROOT = Path(__file__).resolve().parents[3]
State = Delivery.State


class Receiver(ThreadingHTTPServer):
    """Answers as told; keeps what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.status, self.answer, self.headers_back, self.drip_s = 200, b"thanks", {}, 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook?k=1"

    @property
    def ids(self) -> list[str]:
        return [headers["Essaim-Event-Id"] for _path, headers, _body in self.got]


class Answering(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers_back.items():
            self.send_header(name, value)
        self.end_headers()
        for octet in self.server.answer:
            try:
                self.wfile.write(bytes([octet]))
            except OSError:
                return
            time.sleep(self.server.drip_s)

    def log_message(self, *_args: object) -> None:
        pass


def work() -> None:
    Station().work(until_empty=True)


def come_round() -> None:
    """As if the next attempts' time had come."""
    now = timezone.now()
    Webhook.objects.update(rests_until=None)
    Delivery.objects.filter(state=State.WAITING).update(next_attempt_at=now)
    Job.objects.filter(state=Job.State.WAITING).update(run_after=now)
    work()
