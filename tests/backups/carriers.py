"""What can happen to an archive on its way and in its store, and what a forger can put into it.

Where a file inside is changed, its checksum in the description is made to fit unless the name says otherwise.
"""

import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from tests.backups.archives import (
    FILES,
    METADATA,
    SQL_FILES,
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


def _zip(samples: Samples) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in opened(samples.one).items():
            made.writestr(name, content)
    return target.getvalue()


def _without(name: str, samples: Samples) -> bytes:
    return packed({n: c for n, c in opened(samples.one).items() if n != name})


def _twice(name: str, samples: Samples) -> bytes:
    entries = [entry(n, c) for n, c in opened(samples.one).items()]
    return packed_entries([*entries, entry(name, opened(samples.one)[name])])


def _with(described: tarfile.TarInfo, content: bytes, samples: Samples) -> bytes:
    entries = [entry(n, c) for n, c in opened(samples.one).items()]
    described.size = len(content)
    return packed_entries([*entries, (described, content)])


def _in_place_of(name: str, kind: bytes, target: str, samples: Samples) -> bytes:
    described = tarfile.TarInfo(name)
    described.type, described.linkname = kind, target
    entries = [entry(n, c) for n, c in opened(samples.one).items() if n != name]
    return packed_entries([*entries, (described, b"")])


def _named(old: str, new: str, samples: Samples) -> bytes:
    return packed({new if n == old else n: c for n, c in opened(samples.one).items()})


def _of_other(names: tuple[str, ...], samples: Samples) -> bytes:
    files, others = opened(samples.one), opened(samples.other)
    return packed(described_anew(files | {name: others[name] for name in names}))


def _swapped(samples: Samples) -> bytes:
    files = opened(samples.one)
    files["schema.sql"], files["constraints.sql"] = files["constraints.sql"], files["schema.sql"]
    return packed(described_anew(files))


def _cut(name: str, samples: Samples) -> bytes:
    return changed(samples.one, name, lambda content: content[: len(content) * 2 // 3])


def _cut_unseen(name: str, samples: Samples) -> bytes:
    files = opened(samples.one)
    return packed(files | {name: files[name][:-1]})


def _flipped_unseen(name: str, samples: Samples) -> bytes:
    files = opened(samples.one)
    return packed(files | {name: flipped(files[name], len(files[name]) // 2)})


def _empty(name: str, samples: Samples) -> bytes:
    return changed(samples.one, name, lambda _: b"")


def _block(table: str) -> "re.Pattern[bytes]":
    return re.compile(
        rb"^COPY " + re.escape(table.encode()) + rb" .*?^\\\.\n", re.MULTILINE | re.DOTALL
    )


def _without_block(samples: Samples) -> bytes:
    return changed(
        samples.one, "data.sql", lambda sql: _block("totalaudio.contacts_contact").sub(b"", sql)
    )


def _without_line(samples: Samples) -> bytes:
    """One row gone from the file itself."""

    def shorten(sql: bytes) -> bytes:
        block = _block("totalaudio.contacts_contact").search(sql)
        assert block, "no rows of contacts"
        lines = block[0].splitlines(keepends=True)
        return sql.replace(block[0], b"".join(lines[:1] + lines[2:]))

    return changed(samples.one, "data.sql", shorten)


def _added(name: str, text: bytes, samples: Samples) -> bytes:
    return changed(samples.one, name, lambda sql: sql + b"\n" + text + b"\n")


def _without_statement(name: str, pattern: bytes, samples: Samples) -> bytes:
    statement = re.compile(pattern + rb".*?;\n", re.MULTILINE | re.DOTALL)
    return changed(samples.one, name, lambda sql: statement.sub(b"", sql, count=1))


def _value(key: str, value: object, samples: Samples) -> bytes:
    return redescribed(samples.one, lambda described: described.update({key: value}))


def _rows_of(change: dict[str, Any], samples: Samples) -> bytes:
    def describe(described: dict[str, Any]) -> None:
        described["tables"]["totalaudio.contacts_contact"].update(change)

    return redescribed(samples.one, describe)


def _forget(key: str, name: str, samples: Samples) -> bytes:
    return redescribed(samples.one, lambda described: described[key].pop(name))


def _forget_fact(samples: Samples) -> bytes:
    def describe(described: dict[str, Any]) -> None:
        del described["catalogue"]["policy tenant_select of totalaudio.contacts_contact"]

    return redescribed(samples.one, describe)


def _larger_than_said(samples: Samples) -> bytes:
    """Ten million zeros that pack to nothing, where the description says a few thousand bytes."""
    files = opened(samples.one)
    return packed(files | {"data.sql": b"\0" * 10_000_000})


def _device(name: str, samples: Samples) -> bytes:
    return _in_place_of(name, tarfile.CHRTYPE, "", samples)


ON_THE_WAY: Final = (
    Damage("nothing in it", lambda _: b"", "cut off|empty"),
    Damage(
        "not an archive", lambda _: b"<html>503 Service Unavailable</html>", "cannot be unpacked"
    ),
    Damage("another kind of archive", _zip, "cannot be unpacked"),
    Damage("only its beginning", lambda s: s.one[:100], "cut off|cannot be unpacked"),
    Damage("cut in the middle", lambda s: s.one[: len(s.one) // 2], "cut off"),
    Damage("its last byte gone", lambda s: s.one[:-1], "cut off"),
    Damage(
        "a download that stopped and left zeros",
        lambda s: s.one[: len(s.one) // 2] + bytes(len(s.one) - len(s.one) // 2),
        "cannot be unpacked|differs|broken|cut off",
    ),
    Damage("a bit flipped in its head", lambda s: flipped(s.one, 2), "cannot be unpacked"),
    Damage(
        "a bit flipped early",
        lambda s: flipped(s.one, len(s.one) // 5),
        "cannot be unpacked|differs|broken|cut off",
    ),
    Damage(
        "a bit flipped late",
        lambda s: flipped(s.one, len(s.one) * 4 // 5),
        "cannot be unpacked|differs|broken|cut off",
    ),
    Damage("a bit flipped in its checksum", lambda s: flipped(s.one, -6), "cannot be unpacked"),
    Damage("a bit flipped in its length", lambda s: flipped(s.one, -1), "cannot be unpacked"),
    Damage("something behind its end", lambda s: s.one + b"more", "goes on after its end"),
    Damage("another one behind it", lambda s: s.one + s.other, "goes on after its end"),
    Damage("packed twice", lambda s: gzip.compress(s.one), "not a tar file"),
    *(
        Damage(f"{name} cut, as its checksum shows", partial(_cut_unseen, name), name)
        for name in FILES[:4]
    ),
    *(
        Damage(
            f"a bit flipped in {name}, as its checksum shows", partial(_flipped_unseen, name), name
        )
        for name in FILES[:4]
    ),
    Damage("a bit flipped in the description", partial(_flipped_unseen, METADATA), "."),
    Damage("the description cut", partial(_cut_unseen, METADATA), METADATA),
)

STRANGE: Final = (
    *(Damage(f"{name} missing", partial(_without, name), f"lacks {name}") for name in FILES),
    Damage("a file twice", partial(_twice, "data.sql"), "holds data.sql twice"),
    Damage("the description twice", partial(_twice, METADATA), f"holds {METADATA} twice"),
    Damage("one file more", partial(_with, tarfile.TarInfo("more.sql"), b"SELECT 1;"), "more.sql"),
    Damage(
        "a way out of the folder", partial(_with, tarfile.TarInfo("../out.sql"), b"x"), "out.sql"
    ),
    Damage("a way from the root", partial(_with, tarfile.TarInfo("/tmp/out.sql"), b"x"), "out.sql"),
    Damage(
        "a link in a file's place",
        partial(_in_place_of, "data.sql", tarfile.SYMTYPE, "/etc/passwd"),
        "data.sql is not a plain file",
    ),
    Damage(
        "a second name in a file's place",
        partial(_in_place_of, "data.sql", tarfile.LNKTYPE, "schema.sql"),
        "data.sql is not a plain file",
    ),
    Damage(
        "a device in a file's place", partial(_device, "data.sql"), "data.sql is not a plain file"
    ),
    Damage("a file by another name", partial(_named, "roles.sql", "Roles.sql"), "Roles.sql"),
    Damage("more than its description says", _larger_than_said, "data.sql has 10000000 bytes"),
    Damage("another format", partial(_value, "format", 2), "has the format 2"),
    Damage("another time's format", partial(_value, "format", "1"), "cannot be read"),
    Damage("a word too many in the description", partial(_value, "more", 1), "cannot be read"),
    Damage(
        "a description of other files", partial(_forget, "files", "data.sql"), "names other files"
    ),
    Damage("no time", partial(_value, "time", ""), "cannot be read"),
)

RESTORED: Final = (
    *(Damage(f"{name} empty", partial(_empty, name), ".") for name in SQL_FILES),
    *(Damage(f"{name} cut", partial(_cut, name), ".") for name in SQL_FILES),
    Damage("schema and constraints swapped", _swapped, "."),
    Damage("another's rows", partial(_of_other, ("data.sql",)), "other contents|rows instead of"),
    Damage(
        "another's description",
        lambda s: packed(described_anew(opened(s.one) | {METADATA: opened(s.other)[METADATA]})),
        "other contents|rows instead of",
    ),
    Damage("another's structure", partial(_of_other, ("schema.sql",)), "."),
    Damage(
        "the rows of a table gone from the file",
        _without_block,
        "contacts_contact has 0 rows instead of",
    ),
    Damage(
        "one row gone from the file", _without_line, r"contacts_contact has \d+ rows instead of"
    ),
    Damage(
        "a table gone from the file",
        partial(_without_statement, "schema.sql", rb"^CREATE TABLE totalaudio\.web_letter \("),
        "web_letter",
    ),
    Damage(
        "a policy gone from the file",
        partial(
            _without_statement,
            "constraints.sql",
            rb"^CREATE POLICY tenant_select ON totalaudio\.contacts_contact",
        ),
        "policy tenant_select of totalaudio.contacts_contact is missing",
    ),
    Damage(
        "an index gone from the file",
        partial(_without_statement, "constraints.sql", rb"^CREATE INDEX contacts_contact_by_name "),
        "index totalaudio.contacts_contact_by_name is missing",
    ),
    Damage(
        "a role missing",
        partial(_without_statement, "roles.sql", rb"^.*CREATE ROLE.*totalaudio_app"),
        ".",
    ),
    Damage(
        "a constraint that cannot be built",
        partial(
            _added,
            "constraints.sql",
            b"ALTER TABLE totalaudio.campaigns_target ADD CHECK (id IS NULL);",
        ),
        "campaigns_target",
    ),
    Damage(
        "an order that is none", partial(_added, "constraints.sql", b"CREATE TABEL more;"), "TABEL"
    ),
    Damage("a row count that is wrong", partial(_rows_of, {"rows": 7}), "rows instead of 7"),
    Damage(
        "a hash that is wrong",
        partial(_rows_of, {"hash": "0" * 32}),
        "contacts_contact has other contents",
    ),
    Damage(
        "a table that the description forgets",
        partial(_forget, "tables", "totalaudio.contacts_contact"),
        "contacts_contact",
    ),
    Damage(
        "a policy that the description forgets",
        _forget_fact,
        "policy tenant_select .* should not be there",
    ),
)

DAMAGES: Final = (*ON_THE_WAY, *STRANGE, *RESTORED)
