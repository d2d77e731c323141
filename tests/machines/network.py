"""Hosts of their own on one machine: network namespaces behind a bridge, or else addresses of loopback."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

_NAMESPACES = Path("/run/netns")
_PREFIX = "ta"


@dataclass(frozen=True, slots=True)
class Host:
    """One machine: its address, what stands before a command so that it runs there, and the cable that leads to it."""

    name: str
    address: str
    into: tuple[str, ...] = ()
    cable: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Machines that reach each other; the database stands at the first address."""

    database: str
    reach: str
    hosts: tuple[Host, ...]

    @property
    def is_apart(self) -> bool:
        """Whether the hosts have a network of their own each."""
        return all(host.into for host in self.hosts)


@contextmanager
def network(*names: str) -> Iterator[Network]:
    """A network with these hosts, as long as the block lasts."""
    with ExitStack() as stack:
        net = f"{os.getpid() // 250 % 250}.{os.getpid() % 250}"
        if not _is_allowed():
            # The whole of 127/8 is this machine, so each host still has an address of its own.
            hosts = (Host(name, f"127.{net}.{10 + n}") for n, name in enumerate(names))
            yield Network(f"127.{net}.1", "127.0.0.0/8", tuple(hosts))
            return
        _clear_up()
        bridge = f"{_PREFIX}{os.getpid()}"
        # 198.18/15 is set apart for benchmarks of networks (RFC 2544): nobody's real addresses.
        stack.callback(_quietly, "ip", "link", "del", bridge)
        _run("ip", "link", "add", bridge, "type", "bridge")
        _run("ip", "address", "add", f"198.18.{os.getpid() % 250}.1/24", "dev", bridge)
        _run("ip", "link", "set", bridge, "up")
        reach = f"198.18.{os.getpid() % 250}"
        hosts = (_host(stack, name, bridge, f"{reach}.{10 + n}") for n, name in enumerate(names))
        yield Network(f"{reach}.1", f"{reach}.0/24", tuple(hosts))


def _host(stack: ExitStack, name: str, bridge: str, address: str) -> Host:
    space, last = f"{bridge}-{name}", address.rpartition(".")[2]
    outside, inside = f"{bridge}h{last}", "lan0"
    stack.callback(_quietly, "ip", "netns", "del", space)
    _run("ip", "netns", "add", space)
    _run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside, "netns", space)
    _run("ip", "link", "set", outside, "master", bridge, "up")
    within = ("ip", "-n", space)
    _run(*within, "link", "set", "lo", "up")
    _run(*within, "address", "add", f"{address}/24", "dev", inside)
    _run(*within, "link", "set", inside, "up")
    return Host(name, address, ("ip", "netns", "exec", space), outside)


@contextmanager
def unplugged(host: Host) -> Iterator[None]:
    """Within the block no packet reaches the host or leaves it, and nobody is told."""
    _run("ip", "link", "set", host.cable, "down")
    try:
        yield
    finally:
        _run("ip", "link", "set", host.cable, "up")


def _is_allowed() -> bool:
    probe = f"{_PREFIX}{os.getpid()}-probe"
    made = _quietly("ip", "netns", "add", probe)
    linked = made and _quietly("ip", "link", "add", f"{_PREFIX}{os.getpid()}p", "type", "bridge")
    _quietly("ip", "link", "del", f"{_PREFIX}{os.getpid()}p")
    _quietly("ip", "netns", "del", probe)
    return linked


def _clear_up() -> None:
    """Take away what a run that was killed left behind."""
    for space in _NAMESPACES.glob(f"{_PREFIX}[0-9]*-*"):
        pid = space.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdecimal() and not Path(f"/proc/{pid}").exists():
            _quietly("ip", "netns", "del", space.name)
            _quietly("ip", "link", "del", f"{_PREFIX}{pid}")


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=20)


def _quietly(*command: str) -> bool:
    try:
        return not subprocess.run(command, check=False, capture_output=True, timeout=20).returncode
    except OSError:
        return False
