"""How an archive is damaged: its bytes, its entries, or a file in it with a checksum that is made to fit."""

import io
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.backups.archives import (
    changed,
    described_anew,
    entry,
    flipped,
    opened,
    packed,
    packed_entries,
    redescribed,
)


@dataclass(frozen=True)
class Samples:
    """Whole archives: one, and one of another database with the same tables."""

    one: bytes
    other: bytes


@dataclass(frozen=True)
class Damage:
    """One kind of damage; `told` is in what a person is told (a pattern)."""

    name: str
    make: Callable[[Samples], bytes]
    told: str

    def __str__(self) -> str:
        return self.name


def as_zip(samples: Samples) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in opened(samples.one).items():
            made.writestr(name, content)
    return target.getvalue()


def without(name: str, samples: Samples) -> bytes:
    return packed({n: c for n, c in opened(samples.one).items() if n != name})


def with_twice(name: str, samples: Samples) -> bytes:
    entries = [entry(n, c) for n, c in opened(samples.one).items()]
    return packed_entries([*entries, entry(name, opened(samples.one)[name])])


def with_entry(described: tarfile.TarInfo, content: bytes, samples: Samples) -> bytes:
    entries = [entry(n, c) for n, c in opened(samples.one).items()]
    described.size = len(content)
    return packed_entries([*entries, (described, content)])


def in_place_of(name: str, kind: bytes, target: str, samples: Samples) -> bytes:
    described = tarfile.TarInfo(name)
    described.type, described.linkname = kind, target
    entries = [entry(n, c) for n, c in opened(samples.one).items() if n != name]
    return packed_entries([*entries, (described, b"")])


def with_name(old: str, new: str, samples: Samples) -> bytes:
    return packed({new if n == old else n: c for n, c in opened(samples.one).items()})


def of_other(names: tuple[str, ...], samples: Samples) -> bytes:
    files, others = opened(samples.one), opened(samples.other)
    return packed(described_anew(files | {name: others[name] for name in names}))


def with_swapped(samples: Samples) -> bytes:
    files = opened(samples.one)
    files["schema.sql"], files["constraints.sql"] = files["constraints.sql"], files["schema.sql"]
    return packed(described_anew(files))


def with_cut(name: str, samples: Samples) -> bytes:
    return changed(samples.one, name, lambda content: content[: len(content) * 2 // 3])


def cut_unseen(name: str, samples: Samples) -> bytes:
    files = opened(samples.one)
    return packed(files | {name: files[name][: len(files[name]) * 2 // 3]})


def flipped_unseen(name: str, samples: Samples) -> bytes:
    files = opened(samples.one)
    return packed(files | {name: flipped(files[name], len(files[name]) // 2)})


def with_empty(name: str, samples: Samples) -> bytes:
    return changed(samples.one, name, lambda _: b"")


def _block(table: str) -> "re.Pattern[bytes]":
    named = rb"\.".join(rb'"?' + part.encode() + rb'"?' for part in table.split("."))
    return re.compile(rb"^COPY " + named + rb" .*?^\\\.\n", re.MULTILINE | re.DOTALL)


def without_block(samples: Samples) -> bytes:
    return changed(
        samples.one, "data.sql", lambda sql: _block("totalaudio.usage_counters").sub(b"", sql)
    )


def without_line(samples: Samples) -> bytes:
    """One row gone from the file itself."""

    def shorten(sql: bytes) -> bytes:
        block = _block("totalaudio.usage_counters").search(sql)
        assert block, "no rows of counters"
        lines = block[0].splitlines(keepends=True)
        return sql.replace(block[0], b"".join(lines[:1] + lines[2:]))

    return changed(samples.one, "data.sql", shorten)


def with_added(name: str, text: bytes, samples: Samples) -> bytes:
    return changed(samples.one, name, lambda sql: sql + b"\n" + text + b"\n")


def without_statement(name: str, pattern: bytes, samples: Samples) -> bytes:
    statement = re.compile(pattern + rb".*?;\n", re.MULTILINE | re.DOTALL)
    return changed(samples.one, name, lambda sql: statement.sub(b"", sql, count=1))


def with_value(key: str, value: object, samples: Samples) -> bytes:
    return redescribed(samples.one, lambda described: described.update({key: value}))


def with_rows(change: dict[str, Any], samples: Samples) -> bytes:
    def describe(described: dict[str, Any]) -> None:
        described["tables"]["totalaudio.contacts_contact"].update(change)

    return redescribed(samples.one, describe)


def forgetting(key: str, name: str, samples: Samples) -> bytes:
    return redescribed(samples.one, lambda described: described[key].pop(name))


def forgetting_a_policy(samples: Samples) -> bytes:
    def describe(described: dict[str, Any]) -> None:
        del described["catalogue"]["policy tenant_select of totalaudio.contacts_contact"]

    return redescribed(samples.one, describe)


def larger_than_said(samples: Samples) -> bytes:
    """Ten million zeros that pack to nothing, where the description says a few thousand bytes."""
    files = opened(samples.one)
    return packed(files | {"data.sql": b"\0" * 10_000_000})


def device(name: str, samples: Samples) -> bytes:
    return in_place_of(name, tarfile.CHRTYPE, "", samples)
