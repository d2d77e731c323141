"""Cuts what a child says into lines."""

LONGEST_LINE = 16 * 1024


class Lines:
    """Collects bytes and gives back whole lines; a line without an end is cut at 16 KiB."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, received: bytes) -> list[str]:
        """Returns the lines that are complete now."""
        *whole, self._rest = (self._rest + received).split(b"\n")
        while len(self._rest) > LONGEST_LINE:
            whole.append(self._rest[:LONGEST_LINE])
            self._rest = self._rest[LONGEST_LINE:]
        return [_text(line) for line in whole]

    def close(self) -> list[str]:
        """Returns what was left without an end of line."""
        rest, self._rest = self._rest, b""
        return [_text(rest)] if rest else []


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").rstrip("\r")
