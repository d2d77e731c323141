"""Runs `enrich`: opens the list, feeds it through the steps, writes the result, says what came of it."""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio.intel.enrichment.findings import Subject
from totalaudio.intel.enrichment.waterfall import enrich_all
from totalaudio.intel.exports.rows import ExportRow, export_row
from totalaudio.intel.exports.writers import Format, TooManyRows, export_chunks
from totalaudio.intel.imports.mapping import Mapping, suggest_mapping
from totalaudio.intel.imports.parsing import row_parser
from totalaudio.intel.imports.reading import ListFile, UnusableList, open_list
from totalaudio.intel.imports.rows import ListRow, RefusedRow
from totalaudio.intel.imports.subjects import subject_of
from totalaudio.project.cli.enrich_output import OutputError, Sink, check_paths, open_sink
from totalaudio.project.cli.enrich_refused import Refusals
from totalaudio.project.cli.enrich_talk import Talk
from totalaudio.project.cli.interrupting import heeding_interrupts

_DONE: Final = 0
_SOME_REFUSED: Final = 1
_UNUSABLE: Final = 2
_INTERRUPTED: Final = 130
_READER_GONE: Final = 141  # as a shell reports a program that a closed pipe ended


@dataclass(frozen=True, slots=True)
class Order:
    """What the command was asked to do."""

    file: str
    out: Path | None
    form: str
    refused: Path | None
    encoding: str
    sheet: str
    offline: bool

    @property
    def name(self) -> str:
        """The short name of the list, as a source."""
        return "standard input" if self.file == "-" else Path(self.file).name

    @property
    def shown(self) -> str:
        """What messages call the list."""
        return "Standard input" if self.file == "-" else self.file


def run(order: Order) -> int:
    """Do what was ordered and return the exit code; a user's mistake is one line on stderr."""
    talk = Talk()
    try:
        return _run(order, talk)
    except (UnusableList, OutputError, TooManyRows) as error:
        talk.error(str(error))
        return _UNUSABLE
    except BrokenPipeError:
        # Python flushes standard output once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_GONE
    except KeyboardInterrupt:
        talk.error("Interrupted. Nothing was written." if order.out else "Interrupted.")
        return _INTERRUPTED
    except OSError as error:
        talk.error(f"{error.filename or 'The result'} cannot be written: {error.strerror}.")
        return _UNUSABLE


def _run(order: Order, talk: Talk) -> int:
    check_paths(order.file, order.out, order.refused)
    form = Format(order.form)
    with ExitStack() as closing:
        check = closing.enter_context(heeding_interrupts())
        source = sys.stdin.buffer if order.file == "-" else Path(order.file)
        listed = closing.enter_context(
            open_list(source, name=order.shown, encoding=order.encoding, sheet=order.sheet)
        )
        mapping = suggest_mapping(listed.header, [record.cells for record in listed.sample])
        sink = closing.enter_context(open_sink(order.out, binary=not form.is_text))
        refusals = closing.enter_context(Refusals(order.refused, listed.header))
        progress = closing.enter_context(talk.progress(order.name))
        rows = _enriched(listed, mapping, order, refusals, talk)
        _write(export_chunks(_checked(progress(rows), check), form), sink)
        refusals.finish()
        sink.finish()
    talk.summary(listed, mapping, refusals, offline=order.offline)
    return _SOME_REFUSED if refusals.count else _DONE


def _checked(rows: Iterable[ExportRow], check: Callable[[], None]) -> Iterator[ExportRow]:
    for row in rows:
        check()
        yield row


def _write(chunks: Iterator[bytes], sink: Sink) -> None:
    for chunk in chunks:
        sink.write(chunk)


def _enriched(
    listed: ListFile, mapping: Mapping, order: Order, refusals: Refusals, talk: Talk
) -> Iterator[ExportRow]:
    """The accepted rows with what was found, in the order of the list."""
    waiting: deque[ListRow] = deque()
    origin = order.name

    def subjects() -> Iterator[Subject]:
        for parsed in map(row_parser(mapping), listed.rows()):
            if isinstance(parsed, RefusedRow):
                refusals.add(parsed)
            else:
                waiting.append(parsed)
                yield subject_of(parsed, origin=origin)

    for found in enrich_all(subjects(), offline=order.offline):
        row = export_row(waiting.popleft(), found, origin=origin)
        talk.count(row, found.problems)
        yield row
