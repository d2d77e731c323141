"""The front of the containers, read by a real HAProxy."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.proxy import IS_THERE, WANTED
from totalaudio.project.platform.places import ROOT

CONFIGURATION = (ROOT / "containers" / "haproxy.cfg").read_text(encoding="utf-8")


@pytest.mark.skipif(not IS_THERE, reason=WANTED)
def test_it_is_accepted(tmp_path: Path) -> None:
    certificate = tmp_path / "certificate.pem"
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=example.com",
            ),
            *("-days", "1", "-keyout", tmp_path / "key", "-out", tmp_path / "chain"),
        ],
        check=True,
        capture_output=True,
    )
    certificate.write_bytes((tmp_path / "chain").read_bytes() + (tmp_path / "key").read_bytes())
    file = tmp_path / "haproxy.cfg"
    file.write_text(CONFIGURATION.replace("/run/secrets/certificate", str(certificate)))
    program = shutil.which("haproxy") or "/usr/sbin/haproxy"
    done = subprocess.run([program, "-c", "-f", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.splitlines() if "WARNING" in line]
    assert [line for line in told if "could not resolve address" not in line] == []
