"""Turns a record of a list into what it says about one contact, by a mapping."""

from collections.abc import Callable, Sequence
from functools import lru_cache

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
from totalaudio.intel.imports.cells import (
    genres_of,
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
        (index, column.target, column.heading.strip())
        for index, column in enumerate(mapping.columns)
        if column.target is not Target.SKIP
    ]

    def parse(record: Record) -> ListRow | RefusedRow:
        if record.problem:
            message = f"{record.problem} Shorten it, or leave the row out."
            return RefusedRow(record.number, RefusalReason.TOO_LONG, message, record.cells)
        return _Draft(record, plan).finish()

    return parse


def parse_row(mapping: Mapping, record: Record) -> ListRow | RefusedRow:
    """Parse one record: a row, or why it has no usable name and no usable address."""
    return _cached_parser(mapping)(record)


_cached_parser = lru_cache(maxsize=16)(row_parser)


class _Draft:
    """What the cells say by target, before it is one row."""

    def __init__(self, record: Record, plan: Sequence[tuple[int, Target, str]]) -> None:
        self._record = record
        self._texts: dict[Target, str] = {}
        self._notes: list[str] = []
        self._addresses: list[Address] = []
        cells = record.cells
        width = len(cells)
        for index, target, heading in plan:
            if index < width and (cell := cells[index]) and (cell := cell.strip()):
                self._take(target, heading, cell)

    def _take(self, target: Target, heading: str, cell: str) -> None:
        if target in _ADDRESS_TARGETS:
            self._addresses.extend(parse_addresses(cell))
        elif target is Target.KEEP_IN_NOTES:
            self._notes.append(f"{heading}: {cell}" if heading else cell)
        elif target is Target.NOTES:
            self._notes.append(cell)
        elif not is_placeholder(cell):
            before = self._texts.get(target)
            self._texts[target] = cell if before is None else f"{before}; {cell}"

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
            role=read(Target.ROLE),
            format=read(Target.FORMAT),
            coverage=coverage,
            country=country,
            genres=genres,
            contact_method=read(Target.CONTACT_METHOD),
            best_timing=read(Target.BEST_TIMING),
            submission_guidelines=self._texts.get(Target.SUBMISSION_GUIDELINES, ""),
            pitch_tips=self._split(Target.PITCH_TIPS, split_lines),
            notes="\n".join([*self._notes, *map(_broken_note, broken)]),
            phone=tidy_phone(self._texts[Target.PHONE], country)
            if Target.PHONE in self._texts
            else "",
            website=tidy_website(self._texts.get(Target.WEBSITE, "")),
            socials=self._split(Target.SOCIALS, split_socials),
            tags=self._split(Target.TAGS, split_tags),
        )

    def _read(self, target: Target) -> str:
        text = self._texts.get(target)
        return clean_text(text) if text else ""

    def _split(self, target: Target, split: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        text = self._texts.get(target)
        return split(text) if text else ()

    def _genres(self) -> tuple[str, ...]:
        if Target.GENRES not in self._texts:
            return ()
        genres, unknown = genres_of(self._texts[Target.GENRES])
        if unknown:
            self._notes.append(f"Genres as given: {unknown}")
        return genres

    def _name(self) -> str:
        texts = self._texts
        name = texts.get(Target.NAME, "")
        if Target.FIRST_NAME in texts or Target.LAST_NAME in texts:
            joined = join_name(texts.get(Target.FIRST_NAME, ""), texts.get(Target.LAST_NAME, ""))
            name = name or joined
        if "@" in name:
            self._addresses.extend(found := parse_addresses(name))
            name = found[0].display_name if found else name
        return clean_text(name)

    def _name_and_outlet(self, name: str, main: Address | None) -> tuple[str, str]:
        """Brackets after a name hold the outlet when no column says it."""
        if not name and main is not None:
            name = main.display_name
        outlet = self._read(Target.OUTLET)
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
        given = self._texts.get(Target.COUNTRY, "")
        coverage = self._read(Target.COVERAGE)
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


_ADDRESS_TARGETS = frozenset({Target.EMAIL, Target.OTHER_EMAILS})
