"""What the user should know about how a list was read."""

from dataclasses import dataclass

from totalaudio.intel.imports.reading.delimited import DelimitedRecords
from totalaudio.intel.imports.reading.lines import Lines


@dataclass(slots=True)
class Notes:
    """Counts that grow while a list is read, to be put in words."""

    lines: Lines | None = None
    records: DelimitedRecords | None = None
    repeated_headers: int = 0

    def in_words(self, *, preamble: int, other_sheets: tuple[str, ...]) -> tuple[str, ...]:
        """Return one sentence for each thing worth knowing."""
        said: list[str] = []
        if preamble:
            said.append(f"{_count(preamble, 'line')} above the list left out.")
        if other_sheets:
            said.append(f"Other sheets not read: {', '.join(other_sheets)}.")
        if self.lines is not None:
            said.extend(_about_lines(self.lines))
        if self.records is not None and self.records.stray_quotes:
            marks = _count(self.records.stray_quotes, "quotation mark")
            said.append(f"{marks} never closed and taken as an ordinary character.")
        if self.repeated_headers:
            said.append(f"{_count(self.repeated_headers, 'repeated header')} left out.")
        return tuple(said)


def _about_lines(lines: Lines) -> list[str]:
    said: list[str] = []
    if lines.fallback_lines and lines.utf8_lines:
        said.append(
            f"Mixed encodings: {_count(lines.fallback_lines, 'line')} read as"
            f" {lines.fallback}, the rest as UTF-8."
        )
    if lines.nuls:
        said.append(f"{_count(lines.nuls, 'NUL character')} removed.")
    return said


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
