"""The real watcher beside a worker that is dead: an outage opens one incident, and the webhook is told."""

import json
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg

from tests.platform.launch import environment, free_port, until
from tests.support.database import Urls
from totalaudio_ops.notifying.tests.receiving import Receiver, receiving
from totalaudio_ops.slo.tests.traffic import traffic

DEAD = """INSERT INTO totalaudio.web_heartbeat (name, version, seen_at)
    VALUES ('worker', '1', now() - interval '3 minutes')
    ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at"""


def watch(urls: Urls, receiver: Receiver, data: Path) -> subprocess.Popen[bytes]:
    told = environment(
        DATABASE_SYSTEM_URL=urls.system,
        APP="worker",
        PORT=str(free_port()),
        STATUS_PORT=str(free_port()),
        DATA_DIR=str(data),
        ALERT_WEBHOOK_URL=receiver.url,
        ALERT_WEBHOOK_SECRET="not-a-secret-but-long-enough-for-one",
    )
    command = [sys.executable, "-P", "-m", "totalaudio", "watch"]
    with (data / "said").open("wb") as said:
        return subprocess.Popen(command, env=told, cwd="/", stdout=said, stderr=said)


def test_an_outage_is_told_while_the_worker_is_dead(db: Urls, tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with psycopg.connect(db.system) as system:
        system.execute(DEAD)
        traffic(system, now - timedelta(hours=3), now - timedelta(hours=1))
        traffic(system, now - timedelta(hours=1), now, bad=100)
    with receiving() as receiver:
        process = watch(db, receiver, tmp_path)
        try:
            until(lambda: len(receiver.posts) > 0, 60)
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0, (tmp_path / "said").read_text()
    told = [json.loads(post.body) for post in receiver.posts]
    assert [(one["event"], one["incident"]["app"], one["incident"]["level"]) for one in told] == [
        ("opened", "tracker", "P0")
    ]
    with psycopg.connect(db.system) as system:
        found = system.execute("SELECT source_key FROM ops.incidents").fetchall()
    assert found == [("slo tracker availability",)]
    assert "its minutes are done here" in (tmp_path / "said").read_text()
    assert (tmp_path / "status" / "index.html").exists()
