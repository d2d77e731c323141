"""A DNS server on loopback that answers from a table, faults included."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

type Zone = dict[str, dict[str, str]]


@dataclass
class DnsServer:
    """What it knows (name, then type to record; a type may be 'hang', 'servfail' or 'garbage')."""

    zone: Zone
    port: int
    asked: list[tuple[str, str]] = field(default_factory=list)

    def resolver(self) -> dns.resolver.Resolver:
        """A resolver that asks this server only, and not for long."""
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = self.port
        resolver.timeout = 0.2
        resolver.lifetime = 0.4
        return resolver

    def reply(self, wire: bytes) -> bytes | None:
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True), question.rdtype.name
        self.asked.append((name, kind))
        records = self.zone.get(name)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if records is None:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif "hang" in records:
            return None
        elif "garbage" in records:
            return wire[:2] + b"\xff" * 30
        elif "servfail" in records:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif kind in records:
            texts = records[kind].split(" | ")
            answer.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, texts))
        return answer.to_wire()


@contextmanager
def serve_dns(zone: Zone) -> Iterator[DnsServer]:
    """Answers questions on a UDP port of loopback until the block ends."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(0.05)
        server = DnsServer(zone, listening.getsockname()[1])
        stop = threading.Event()
        thread = threading.Thread(target=_answer, args=(server, listening, stop), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            stop.set()
            thread.join()


def _answer(server: DnsServer, listening: socket.socket, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            wire, address = listening.recvfrom(4_096)
        except TimeoutError:
            continue
        reply = server.reply(wire)
        if reply is not None:
            listening.sendto(reply, address)
