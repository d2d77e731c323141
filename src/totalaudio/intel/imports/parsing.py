"""Turns a record of a list into what it says about one contact, by a mapping."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final, NamedTuple

from totalaudio.contacts.addresses import Address, parse_addresses
from totalaudio.contacts.countries import country_code
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.names import (
    clean_text,
    is_placeholder,
    is_usable_name,
    join_name,
    split_outlet,
)
from totalaudio.core.lib.formulas import without_quote
from totalaudio.intel.imports.cells import (
    genres_of,
    is_web_address,
    split_lines,
    split_socials,
    split_tags,
    tidy_website,
)
from totalaudio.intel.imports.mapping import Mapping, Target
from totalaudio.intel.imports.phones import tidy_phone
from totalaudio.intel.imports.reading import Record
from totalaudio.intel.imports.rows import ListRow, RefusalReason, RefusedRow

type RowParser = Callable[[Record], ListRow | RefusedRow]


def row_parser(mapping: Mapping) -> RowParser:
    """Return the function that parses records by this mapping; prepare it once for a whole list."""
    plan = [
        _Step(index, column.target.value, _ACTIONS.get(column.target, _Action.TEXT), column.heading)
        for index, column in enumerate(mapping.columns)
        if column.target is not Target.SKIP
    ]

    def parse(record: Record) -> ListRow | RefusedRow:
        if record.problem:
            message = f"{record.problem} Shorten it, or leave the row out."
            return RefusedRow(record.number, RefusalReason.TOO_LONG, message, record.cells)
        return _Draft(record, plan).finish()

    return parse


class _Action(IntEnum):
    TEXT = 0
    ADDRESS = 1
    NOTE = 2
    LABELLED_NOTE = 3


_ACTIONS: Final = {
    Target.EMAIL: _Action.ADDRESS,
    Target.OTHER_EMAILS: _Action.ADDRESS,
    Target.NOTES: _Action.NOTE,
    Target.KEEP_IN_NOTES: _Action.LABELLED_NOTE,
}


class _Step(NamedTuple):
    """What to do with one cell; fields are plain strings, as hashing an enum costs a call."""

    at: int
    field: str
    action: _Action
    heading: str


class _Draft:
    """What the cells say by field, before it is one row."""

    __slots__ = ("_addresses", "_notes", "_record", "_texts")

    def __init__(self, record: Record, plan: Sequence[_Step]) -> None:
        self._record = record
        self._texts: dict[str, str] = {}
        self._notes: list[str] = []
        self._addresses: list[Address] = []
        cells = record.cells
        width = len(cells)
        for index, field, action, heading in plan:
            if index >= width or not (cell := cells[index].strip()):
                continue
            if "\r" in cell:
                cell = cell.replace("\r\n", "\n").replace("\r", "\n")
            if cell[0] == "'":
                cell = without_quote(cell)
            if action is _Action.ADDRESS:
                self._take_addresses(cell)
            elif action is _Action.TEXT:
                self._take(field, cell)
            elif action is _Action.NOTE or not heading:
                self._notes.append(cell)
            else:
                self._notes.append(f"{heading}: {cell}")

    def _take_addresses(self, cell: str) -> None:
        """Addresses, or the web address of a form that stands in their place."""
        if "@" in cell or not is_web_address(cell):
            self._addresses += parse_addresses(cell)
        elif "website" in self._texts:
            self._notes.append(cell)
        else:
            self._texts["website"] = cell

    def _take(self, field: str, cell: str) -> None:
        if is_placeholder(cell):
            return
        texts = self._texts
        texts[field] = f"{texts[field]}; {cell}" if field in texts else cell

    def finish(self) -> ListRow | RefusedRow:
        name = self._name()
        usable, broken = self._sorted_addresses()
        main = usable[0] if usable else None
        name, outlet = self._name_and_outlet(name, main)
        has_name = is_usable_name(name)
        if main is None and not has_name:
            return self._refuse(broken)
        if main is None and broken:
            main = broken.pop(0)
        genres = self._genres()
        country, coverage = self._place()
        read = self._read
        return ListRow(
            row=self._record.number,
            name=name if has_name else "",
            email=main.email if main else "",
            email_key=main.key if main else "",
            email_kind=main.kind if main else None,
            suggested_email=main.suggestion if main else "",
            other_emails=tuple([address.email for address in usable[1:]]),
            outlet=outlet,
            role=read("role"),
            format=read("format"),
            coverage=coverage,
            country=country,
            genres=genres,
            contact_method=read("contact_method"),
            best_timing=read("best_timing"),
            submission_guidelines=self._texts.get("submission_guidelines", ""),
            pitch_tips=self._split("pitch_tips", split_lines),
            notes="\n".join([*self._notes, *map(_broken_note, broken)]),
            phone=tidy_phone(self._texts["phone"], country) if "phone" in self._texts else "",
            website=tidy_website(self._texts.get("website", "")),
            socials=self._split("socials", split_socials),
            tags=self._split("tags", split_tags),
        )

    def _read(self, field: str) -> str:
        text = self._texts.get(field)
        return clean_text(text) if text else ""

    def _split(self, field: str, split: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        text = self._texts.get(field)
        return split(text) if text else ()

    def _genres(self) -> tuple[str, ...]:
        if "genres" not in self._texts:
            return ()
        genres, unknown = genres_of(self._texts["genres"])
        if unknown:
            self._notes.append(f"Genres as given: {unknown}")
        return genres

    def _name(self) -> str:
        texts = self._texts
        name = texts.get("name", "")
        if "first_name" in texts or "last_name" in texts:
            joined = join_name(texts.get("first_name", ""), texts.get("last_name", ""))
            name = name or joined
        if "@" in name:
            self._addresses.extend(found := parse_addresses(name))
            name = found[0].display_name if found else name
        return clean_text(name)

    def _name_and_outlet(self, name: str, main: Address | None) -> tuple[str, str]:
        """Brackets after a name hold the outlet when no column says it."""
        if not name and main is not None:
            name = main.display_name
        outlet = self._read("outlet")
        if outlet:
            return name, outlet
        return split_outlet(name)

    def _sorted_addresses(self) -> tuple[list[Address], list[Address]]:
        if len(self._addresses) == 1:
            one = self._addresses
            return ([], one) if one[0].kind is EmailKind.INVALID else (one, [])
        usable: dict[str, Address] = {}
        broken: dict[str, Address] = {}
        for address in self._addresses:
            if address.kind is EmailKind.INVALID:
                broken.setdefault(address.email, address)
            else:
                usable.setdefault(address.key, address)
        return list(usable.values()), list(broken.values())

    def _place(self) -> tuple[str, str]:
        """The country, and the coverage; what is no country's name is still a place."""
        given = self._texts.get("country", "")
        coverage = self._read("coverage")
        country = country_code(given)
        if given and not country:
            coverage = "; ".join(filter(None, (coverage, clean_text(given))))
        return country or country_code(coverage), coverage

    def _refuse(self, broken: list[Address]) -> RefusedRow:
        cells = self._record.cells
        if not any(map(str.strip, cells)):
            return RefusedRow(self._record.number, RefusalReason.EMPTY, "The row is empty.", cells)
        message = "The row has no name and no address."
        if broken:
            message = (
                f"The row has no name, and its address “{broken[0].email[:80]}” cannot be right."
            )
        return RefusedRow(self._record.number, RefusalReason.NO_NAME_NO_ADDRESS, message, cells)


def _broken_note(address: Address) -> str:
    return f"Address that cannot be right: {address.email[:200]}"
