"""What stands under each message: who writes, how to end it, and at the first one where their data is from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Footer:
    """The lines under a message; `notice_url` is '' once the contact has had the notice."""

    organisation: str
    postal_address: str
    unsubscribe_url: str
    source: str = ""
    notice_url: str = ""

    def text(self) -> str:
        """The footer, after the line that mail programs know it by."""
        lines = [f"{_line(self.organisation)}, {_line(self.postal_address)}"]
        if self.notice_url:
            lines.append(f"{self._why()} What we keep, and your rights: {self.notice_url}")
        lines.append(f"To get no more of these: {self.unsubscribe_url}")
        return "-- \n" + "\n".join(lines)

    def _why(self) -> str:
        source = _line(self.source).rstrip(".")
        return f"How we have your address: {source}." if source else "We keep your work address."


def under(body: str, footer: Footer) -> str:
    """The text of a pitch with its footer."""
    return f"{body.rstrip()}\n\n{footer.text()}\n"


def _line(text: str) -> str:
    return ", ".join(part.strip().rstrip(",") for part in text.splitlines() if part.strip())
