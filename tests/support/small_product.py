"""A product of a few lines, started as a release starts its own processes, for tests that are not about the product.

Run with `serve web|worker|watch|migrate|check …`. It answers with the version that stands in the file VERSION of its
release; what else it does stands in the file FAULT there: slow, takes-80 (milliseconds for each page), unready, broken
(500), failing (500 to every tenth of those who come through the front), sometimes (500 to one in twenty of them, by
chance), login (500 to every form), dying, bad-settings, bad-migration.
While a file "away" lies there, it is not ready, as without its database.
"""

import argparse
import http.server
import os
import random
import signal
import sys
import threading
import time
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # of a release: src/totalaudio/__main__.py
FAULTS = (ROOT / "FAULT").read_text().split() if (ROOT / "FAULT").exists() else []
COUNT = count(1)
TAKES = sum(int(one[6:]) for one in FAULTS if one.startswith("takes-")) / 1000
VERSION = (ROOT / "VERSION").read_text().strip() if (ROOT / "VERSION").exists() else ""


class Handler(http.server.BaseHTTPRequestHandler):
    """/slow takes a second; /long sends a line each tenth of a second, ten of them, /seconds/N for N seconds.

    /headers shows what came.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or an answer in two pieces waits for 40 ms
    timeout = 60

    def do_GET(self) -> None:
        if self.path == "/health/ready" and (ROOT / "away").exists():
            self._answer(503, '{"status": "unavailable", "reason": "database"}')
        elif self.path.startswith("/health/") and "unready" in FAULTS:
            self._answer(503, "not ready")
        elif self.path.startswith("/health/"):
            self._answer(200, "ok")
        elif self.path.endswith("/headers"):
            self._answer(200, str(self.headers))
        elif self.path.endswith("/long"):
            self._long(10)
        elif "/seconds/" in self.path:
            self._long(10 * int(self.path.rpartition("/")[2]))
        elif "failing" in FAULTS and self.headers["X-Forwarded-For"] and next(COUNT) % 10 == 0:
            self._answer(500, "failing")
        elif "sometimes" in FAULTS and self.headers["X-Forwarded-For"] and random.random() < 0.05:
            self._answer(500, "sometimes")
        elif "broken" in FAULTS:
            self._answer(500, "broken")
        else:
            slow = 1.0 if self.path.endswith("/slow") else 0.25 if "slow" in FAULTS else 0
            time.sleep(slow or TAKES)
            self._answer(200, VERSION)

    def do_POST(self) -> None:
        taken = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._answer(500 if "login" in FAULTS else 200, str(len(taken)))

    def _long(self, lines: int) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for _ in range(lines):
            line = f"{VERSION}\n".encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
            self.wfile.flush()
            time.sleep(0.1)
        self.wfile.write(b"0\r\n\r\n")

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    """Ends as granian does: what it has is finished."""

    daemon_threads = False
    request_queue_size = 512


def serve(port: int) -> None:
    server = Server(("127.0.0.1", port), Handler)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(poll_interval=0.05)
    server.server_close()


def live(file: Path) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        time.sleep(0.2)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("serve")
    parser.add_argument("process")
    parser.add_argument("--tell", action="append", default=[])
    parser.add_argument("--life", type=Path)
    known, _ = parser.parse_known_args()
    told = dict(one.split("=", 1) for one in known.tell)
    if known.process == "migrate":
        if "bad-migration" in FAULTS:
            sys.exit("totalaudio: the migrations were not applied: nothing was changed.")
        sys.stdout.write("The database has every migration of this release.\n")
    elif known.process == "check":
        sys.stdout.write("EMAIL_URL: is missing\n" if "bad-settings" in FAULTS else "ok\n")
        sys.exit("bad-settings" in FAULTS)
    elif "dying" in FAULTS:
        sys.stderr.write("it begins\ncannot do with of-the-small-product.\n")
        sys.stderr.flush()
        os._exit(3)
    elif known.process == "worker":
        live(known.life)
    else:
        serve(int(told.get("PORT") or told["STATUS_PORT"]))


if __name__ == "__main__":
    main()
