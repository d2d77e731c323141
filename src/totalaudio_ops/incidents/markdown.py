"""Text that people wrote, as Markdown that shows exactly that text: no marks, no links, no HTML."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&!])")
# What begins a list, a line under a heading or the columns of a table.
_BEGINNING = re.compile(r"^(\d*)([-+=:.)])")
_BLANKS = re.compile(r"[ \t]+")


def escaped(text: str) -> str:
    """One line of text; every mark that Markdown could read is taken literally."""
    line = _BLANKS.sub(" ", " ".join(text.split("\n"))).strip()
    return _BEGINNING.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line))


def paragraph(text: str) -> str:
    """Text with its lines kept: a line break stays one, an empty line parts paragraphs."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(
        "\\\n".join(escaped(line) for line in block.split("\n") if line.strip()) for block in blocks
    )
