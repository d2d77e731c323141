"""Units of systemd: what they say, and what systemctl is asked to do (a script writes it down)."""

import shutil
import subprocess
from pathlib import Path

import pytest

from totalaudio_ops.deploys.server.services.service import Service
from totalaudio_ops.deploys.server.services.systemd import SystemdServices, unit
from totalaudio_ops.problems import Problem

VERIFY = shutil.which("systemd-analyze")
SERVICE = Service(
    name="production-tracker-blue",
    argv=("/bin/sh", "-c", 'echo "50%" $HOME; exec sleep 1'),
    cwd="/",
    env={"PATH": "/usr/bin:/bin", "WORDS": "two words"},
    user="daemon",
    writes=("/tmp",),
)
FRONT = Service("haproxy", ("/bin/true", "-W"), "/", low_ports=True, writes=("/var/lib/a b",))


@pytest.fixture
def asked(tmp_path: Path) -> SystemdServices:
    script = tmp_path / "systemctl"
    script.write_text(
        f'#!/bin/sh\necho "$@" >>{tmp_path}/asked\n'
        f"case $1 in is-active) cat {tmp_path}/active 2>/dev/null || echo inactive;; "
        "show) echo 7;; --quiet) echo 'the last line';; esac\n"
        f'[ ! -e {tmp_path}/refuses ] || {{ echo "Access denied" >&2; exit 4; }}\n'
    )
    script.chmod(0o755)
    (tmp_path / "units").mkdir()
    return SystemdServices("my site", tmp_path, tmp_path / "units", str(script), str(script))


def orders(asked: SystemdServices) -> list[str]:
    file = asked.folder / "asked"
    return file.read_text().splitlines() if file.exists() else []


def test_a_unit_says_everything_and_lets_the_process_do_little() -> None:
    lines = unit(SERVICE).splitlines()
    expected = {
        'ExecStart=/bin/sh -c "echo \\"50%%\\" $$HOME; exec sleep 1"',
        "User=daemon",
        'Environment="WORDS=two words"',
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        'ReadWritePaths="/tmp"',
        "Restart=always",
    }
    assert expected <= set(lines)


def test_the_front_may_take_low_ports_and_becomes_its_user_by_itself() -> None:
    text = unit(FRONT)
    assert "CAP_NET_BIND_SERVICE" in text
    assert "User=" not in text


@pytest.mark.skipif(VERIFY is None, reason="needs systemd-analyze: apt-get install systemd")
@pytest.mark.parametrize("service", [SERVICE, FRONT], ids=lambda one: one.name)
def test_systemd_takes_the_unit(service: Service, tmp_path: Path) -> None:
    file = tmp_path / f"{service.name}.service"
    file.write_text(unit(service))
    command = [str(VERIFY), "verify", "--man=no", "--recursive-errors=no", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_service_comes_and_goes(asked: SystemdServices) -> None:
    name = "totalaudio-my_site-production-tracker-blue.service"
    asked.install(SERVICE)
    asked.install(SERVICE)
    asked.start(SERVICE.name)
    (asked.folder / "active").write_text("activating\n")
    assert asked.is_running(SERVICE.name)
    assert asked.names() == (SERVICE.name,)
    asked.stop(SERVICE.name)
    asked.reload(SERVICE.name)
    asked.remove(SERVICE.name)
    asked.remove(SERVICE.name)
    assert asked.names() == ()
    assert not asked.is_running(SERVICE.name)
    assert orders(asked) == [
        "daemon-reload",
        f"enable --quiet {name}",
        f"enable --quiet {name}",
        f"start {name}",
        f"is-active {name}",
        f"stop {name}",
        f"kill --kill-whom=main --signal=SIGUSR2 {name}",
        f"disable --quiet --now {name}",
        "daemon-reload",
    ]


def test_what_systemctl_refuses_is_said(asked: SystemdServices) -> None:
    (asked.folder / "refuses").touch()
    with pytest.raises(Problem, match="systemctl daemon-reload failed: Access denied; put"):
        asked.install(SERVICE)


def test_without_systemd_the_way_out_is_said(tmp_path: Path) -> None:
    services = SystemdServices("s", tmp_path, tmp_path, str(tmp_path / "nothing"))
    with pytest.raises(Problem, match='write services = "own"'):
        services.install(SERVICE)


def test_how_often_it_ended_and_what_it_said_last_is_asked_of_systemd(
    asked: SystemdServices, tmp_path: Path
) -> None:
    asked.install(SERVICE)
    assert (asked.ends(SERVICE.name), asked.last_words(SERVICE.name)) == (7, "the last line")
    name = "totalaudio-my_site-production-tracker-blue.service"
    assert orders(asked)[-2:] == [
        f"show --property=NRestarts --value {name}",
        f"--quiet --no-pager --output=cat --lines=1 _SYSTEMD_UNIT={name}",
    ]
    mute = SystemdServices("my site", tmp_path, asked.units, "/bin/true", "/nowhere")
    assert (mute.ends(SERVICE.name), mute.last_words(SERVICE.name)) == (0, "")
