"""What tests need beside Python is installed by one command; what cannot be had is no silent gap in a green CI."""

import subprocess
import sys
from pathlib import Path

from totalaudio.project.platform.places import ROOT

APT = """#!/bin/sh
echo "$@" >>"$0.calls"
case "$*" in *chromium*) exit 100 ;; esac
"""


def test_each_missing_program_is_asked_for_and_one_that_cannot_be_had_is_said(
    tmp_path: Path,
) -> None:
    programs = {"apt-get": APT, "sudo": '#!/bin/sh\nexec "$@"\n', "haproxy": "#!/bin/sh\n"}
    for name, text in programs.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "totalaudio", "needs", "--sudo"],
        env={"PATH": str(tmp_path), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "chromium for the browser tests could not be installed: see above.\n",
    )
    asked = (tmp_path / "apt-get.calls").read_text().splitlines()
    assert asked[0] == "-qq update"
    assert "-qq install -y --no-install-recommends openssh-server openssh-client" in asked
    assert [line for line in asked if "haproxy" in line] == []
