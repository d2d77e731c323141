"""Services run by systemd: a unit for each, hardened, which also starts after a reboot."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.services.service import Service
from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.problems import Problem

UNITS: Final = Path("/etc/systemd/system")
_UNIT: Final = """\
# Written by totalaudio: changes are lost.
[Unit]
Description=Total Audio Platform: {name}
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={command}
WorkingDirectory={cwd}
{environment}{user}Restart=always
RestartSec=1
KillMode=mixed
TimeoutStopSec={stop_seconds:g}
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
LockPersonality=yes
SystemCallArchitectures=native
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
CapabilityBoundingSet={capabilities}
{writes}
[Install]
WantedBy=multi-user.target
"""
_LOW_PORTS: Final = "CAP_NET_BIND_SERVICE CAP_SETUID CAP_SETGID CAP_CHOWN CAP_DAC_OVERRIDE CAP_KILL"


@dataclass(frozen=True, slots=True)
class SystemdServices:
    """The units of one site; `site` is its name among others of the machine."""

    site: str
    folder: Path
    units: Path = UNITS
    systemctl: str = "systemctl"
    journalctl: str = "journalctl"

    def install(self, service: Service) -> None:
        """Write its unit and enable it."""
        file = self._file(service.name)
        text = unit(service).encode()
        if not file.exists() or file.read_bytes() != text:
            write_whole(file, text, 0o644)
            self._call("daemon-reload")
        self._call("enable", "--quiet", file.name)

    def start(self, name: str) -> None:
        """Start its unit."""
        self._call("start", self._file(name).name)

    def stop(self, name: str) -> None:
        """Stop its unit; one that is not there is stopped."""
        if self._file(name).exists():
            self._call("stop", self._file(name).name)

    def reload(self, name: str) -> None:
        """Send SIGUSR2 to its main process."""
        self._call("kill", "--kill-whom=main", "--signal=SIGUSR2", self._file(name).name)

    def is_running(self, name: str) -> bool:
        """Whether its unit is active, or being started again."""
        return self._file(name).exists() and self._says_active(name)

    def remove(self, name: str) -> None:
        """Stop its unit and take it away."""
        file = self._file(name)
        if file.exists():
            self._call("disable", "--quiet", "--now", file.name)
            file.unlink()
            self._call("daemon-reload")

    def names(self) -> tuple[str, ...]:
        """The units of this site."""
        prefix = self._file("").stem
        return tuple(
            sorted(one.stem.removeprefix(prefix) for one in self.units.glob(f"{prefix}*.service"))
        )

    def said(self, name: str) -> str:
        """The command that shows its journal."""
        return f"journalctl -u {self._file(name).name}"

    def ends(self, name: str) -> int:
        """How often systemd has started it again."""
        said = self._run("show", "--property=NRestarts", "--value", self._file(name).name).stdout
        return int(said) if said.strip().isdigit() else 0

    def last_words(self, name: str) -> str:
        """Its last line in the journal, past those of systemd itself."""
        words = ("--quiet", "--no-pager", "--output=cat", "--lines=1")
        try:
            done = subprocess.run(
                [self.journalctl, *words, f"_SYSTEMD_UNIT={self._file(name).name}"],
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError:
            return ""
        return done.stdout.strip()

    def _says_active(self, name: str) -> bool:
        done = self._run("is-active", self._file(name).name)
        return done.stdout.strip() in {"active", "activating", "reloading"}

    def _file(self, name: str) -> Path:
        return self.units / f"totalaudio-{re.sub(r'[^A-Za-z0-9_.]', '_', self.site)}-{name}.service"

    def _call(self, *words: str) -> None:
        done = self._run(*words)
        if done.returncode:
            said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise Problem(
                f"systemctl {' '.join(words)} failed: {said.rstrip('.')}; put that right."
            )

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                [self.systemctl, *words], capture_output=True, text=True, check=False
            )
        except OSError as error:
            raise Problem(
                f'{self.systemctl} cannot be run ({error.strerror}): write services = "own" in site.toml where there '
                "is no systemd."
            ) from None


def unit(service: Service) -> str:
    """The text of a unit; pure."""
    environment = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in sorted(service.env.items())
    )
    return _UNIT.format(
        name=service.name,
        command=" ".join(map(_quoted, service.argv)),
        cwd=service.cwd.replace("%", "%%"),
        environment=environment,
        user=f"User={service.user}\n" if service.user and not service.low_ports else "",
        stop_seconds=service.stop_seconds,
        capabilities=_LOW_PORTS if service.low_ports else "",
        writes="".join(f"ReadWritePaths={_path(folder)}\n" for folder in service.writes),
    )


def _quoted(word: str) -> str:
    """One word for systemd, in which nothing stands for anything else."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if re.search(r"[\s\"'\\;]", escaped) or not escaped else escaped


def _path(folder: str) -> str:
    return f'"{folder}"'.replace("%", "%%")
