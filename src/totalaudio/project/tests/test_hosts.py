"""Which names a process answers to: in production the public one alone, and its health under any."""

import json
import os
import subprocess
import sys

import pytest
from tests.support.database import Urls

from totalaudio.project.platform.places import ROOT

# Django's own client, in a process of its own: a test process is never production.
ASK = """
import json, sys, django
django.setup()
from django.test import Client
asked = json.loads(sys.argv[1])
print(json.dumps([Client().get(path, headers={"host": host}).status_code for host, path in asked]))
"""
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "Zy8-kd0_Qm3.xPw7-Lr2_Vb5.Tn9-Hc4_",
    "PUBLIC_URL": "https://tap.example.org",
    "EMAIL_URL": "smtps://us:password@mail.example.org",
    "TOKEN_KEYS": "Zm9yLXRlc3RzLWFuZC1ub3RoaW5nLWVsc2UtYXQtYWw=",
}
NAMES = (
    "tap.example.org",
    "localhost",
    "127.0.0.1:8000",
    "[::1]",
    "testserver",
    "elsewhere.example",
)


def _statuses(db: Urls, asked: list[tuple[str, str]], **told: str) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, json.dumps(asked)],
        env=dict(os.environ) | {"DATABASE_URL": db.app} | told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_production_answers_to_its_public_name_alone(db: Urls) -> None:
    asked = [(name, "/accounts/login/") for name in NAMES]
    assert _statuses(db, asked, **PRODUCTION) == [200, 400, 400, 400, 400, 400]


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_whoever_watches_production_asks_by_any_name(path: str, db: Urls) -> None:
    assert _statuses(db, [(name, path) for name in NAMES], **PRODUCTION) == [200] * 6


def test_development_answers_to_this_machines_names_too(db: Urls) -> None:
    asked = [(name, "/accounts/login/") for name in NAMES]
    told = PRODUCTION | {"ENVIRONMENT": "development", "PUBLIC_URL": "http://tap.example.org"}
    assert _statuses(db, asked, **told) == [200, 200, 200, 200, 400, 400]


def test_whoever_collects_the_metrics_of_production_asks_by_any_name_and_needs_the_token(
    db: Urls,
) -> None:
    asked = [(name, "/metrics") for name in NAMES]
    told = PRODUCTION | {"METRICS_TOKEN": "a-token-of-the-tests"}
    assert _statuses(db, asked, **told) == [401] * 6
