"""What can happen to an archive on its way and in its store, and what a forger can put into it.

Where a file inside is changed, its checksum in the description is made to fit unless the name says otherwise.
"""

import gzip
import tarfile
from functools import partial
from typing import Final

from tests.backups.archives import (
    FILES,
    METADATA,
    SQL_FILES,
    described_anew,
    flipped,
    opened,
    packed,
)
from tests.backups.damage import (
    Damage,
    as_zip,
    cut_unseen,
    device,
    flipped_unseen,
    forgetting,
    forgetting_a_policy,
    in_place_of,
    larger_than_said,
    of_other,
    with_added,
    with_cut,
    with_empty,
    with_entry,
    with_name,
    with_rows,
    with_swapped,
    with_twice,
    with_value,
    without,
    without_block,
    without_line,
    without_statement,
)

# Where a bit hits, some other thing is noticed first.
SOMEWHERE: Final = "cannot be unpacked|cannot be read|differs|broken|cut off"

ON_THE_WAY: Final = (
    Damage("nothing in it", lambda _: b"", "cut off|empty"),
    Damage(
        "not an archive", lambda _: b"<html>503 Service Unavailable</html>", "cannot be unpacked"
    ),
    Damage("another kind of archive", as_zip, "cannot be unpacked"),
    Damage("only its beginning", lambda s: s.one[:100], "cut off|cannot be unpacked"),
    Damage("cut in the middle", lambda s: s.one[: len(s.one) // 2], "cut off"),
    Damage("its last byte gone", lambda s: s.one[:-1], "cut off"),
    Damage(
        "a download that stopped and left zeros",
        lambda s: s.one[: len(s.one) // 2] + bytes(len(s.one) - len(s.one) // 2),
        SOMEWHERE,
    ),
    Damage("a bit flipped in its head", lambda s: flipped(s.one, 2), "cannot be unpacked"),
    Damage(
        "a bit flipped early",
        lambda s: flipped(s.one, len(s.one) // 5),
        SOMEWHERE,
    ),
    Damage(
        "a bit flipped late",
        lambda s: flipped(s.one, len(s.one) * 4 // 5),
        SOMEWHERE,
    ),
    Damage("a bit flipped in its checksum", lambda s: flipped(s.one, -6), "cannot be unpacked"),
    Damage("a bit flipped in its length", lambda s: flipped(s.one, -1), "cannot be unpacked"),
    Damage("something behind its end", lambda s: s.one + b"more", "goes on after its end"),
    Damage("another one behind it", lambda s: s.one + s.other, "goes on after its end"),
    Damage("packed twice", lambda s: gzip.compress(s.one), "not a tar file"),
    *(
        Damage(f"{name} cut, as its checksum shows", partial(cut_unseen, name), name)
        for name in FILES[:4]
    ),
    *(
        Damage(
            f"a bit flipped in {name}, as its checksum shows", partial(flipped_unseen, name), name
        )
        for name in FILES[:4]
    ),
    Damage("a bit flipped in the description", partial(flipped_unseen, METADATA), "."),
    Damage("the description cut", partial(cut_unseen, METADATA), METADATA),
)

STRANGE: Final = (
    *(Damage(f"{name} missing", partial(without, name), f"lacks {name}") for name in FILES),
    Damage("a file twice", partial(with_twice, "data.sql"), "holds data.sql twice"),
    Damage("the description twice", partial(with_twice, METADATA), f"holds {METADATA} twice"),
    Damage(
        "one file more", partial(with_entry, tarfile.TarInfo("more.sql"), b"SELECT 1;"), "more.sql"
    ),
    Damage(
        "a way out of the folder",
        partial(with_entry, tarfile.TarInfo("../out.sql"), b"x"),
        "out.sql",
    ),
    Damage(
        "a way from the root", partial(with_entry, tarfile.TarInfo("/tmp/out.sql"), b"x"), "out.sql"
    ),
    Damage(
        "a link in a file's place",
        partial(in_place_of, "data.sql", tarfile.SYMTYPE, "/etc/passwd"),
        "data.sql is not a plain file",
    ),
    Damage(
        "a second name in a file's place",
        partial(in_place_of, "data.sql", tarfile.LNKTYPE, "schema.sql"),
        "data.sql is not a plain file",
    ),
    Damage(
        "a device in a file's place", partial(device, "data.sql"), "data.sql is not a plain file"
    ),
    Damage("a file by another name", partial(with_name, "roles.sql", "Roles.sql"), "Roles.sql"),
    Damage("more than its description says", larger_than_said, "data.sql has 10000000 bytes"),
    Damage("another format", partial(with_value, "format", 2), "has the format 2"),
    Damage("another time's format", partial(with_value, "format", "1"), "cannot be read"),
    Damage("a word too many in the description", partial(with_value, "more", 1), "cannot be read"),
    Damage(
        "a description of other files",
        partial(forgetting, "files", "data.sql"),
        "names other files",
    ),
    Damage("no time", partial(with_value, "time", ""), "cannot be read"),
)

RESTORED: Final = (
    *(Damage(f"{name} empty", partial(with_empty, name), ".") for name in SQL_FILES),
    *(Damage(f"{name} cut", partial(with_cut, name), ".") for name in SQL_FILES),
    Damage("schema and constraints swapped", with_swapped, "."),
    Damage("another's rows", partial(of_other, ("data.sql",)), "other contents|rows instead of"),
    Damage(
        "another's description",
        lambda s: packed(described_anew(opened(s.one) | {METADATA: opened(s.other)[METADATA]})),
        "is another: it says|other contents|rows instead of",
    ),
    Damage(
        "the rows of a table gone from the file",
        without_block,
        "usage_counters has 0 rows instead of",
    ),
    Damage("one row gone from the file", without_line, r"usage_counters has \d+ rows instead of"),
    Damage(
        "a table gone from the file",
        partial(without_statement, "schema.sql", rb"^CREATE TABLE totalaudio\.web_letter \("),
        "web_letter",
    ),
    Damage(
        "a policy gone from the file",
        partial(
            without_statement,
            "constraints.sql",
            rb"^CREATE POLICY tenant_select ON totalaudio\.contacts_contact",
        ),
        "policy tenant_select of totalaudio.contacts_contact is missing",
    ),
    Damage(
        "an index gone from the file",
        partial(without_statement, "constraints.sql", rb"^CREATE INDEX contacts_contact_by_name "),
        "index totalaudio.contacts_contact_by_name is missing",
    ),
    Damage(
        "a role missing",
        partial(without_statement, "roles.sql", rb"^.*CREATE ROLE.*totalaudio_app"),
        ".",
    ),
    Damage(
        "a constraint that cannot be built",
        partial(
            with_added,
            "constraints.sql",
            b"ALTER TABLE totalaudio.campaigns_target ADD CHECK (id IS NULL);",
        ),
        "campaigns_target",
    ),
    Damage(
        "an order that is none",
        partial(with_added, "constraints.sql", b"CREATE TABEL more;"),
        "TABEL",
    ),
    Damage("a row count that is wrong", partial(with_rows, {"rows": 7}), "rows instead of 7"),
    Damage(
        "a hash that is wrong",
        partial(with_rows, {"hash": "0" * 32}),
        "contacts_contact has other contents",
    ),
    Damage(
        "a table that the description forgets",
        partial(forgetting, "tables", "totalaudio.contacts_contact"),
        "contacts_contact",
    ),
    Damage(
        "a policy that the description forgets",
        forgetting_a_policy,
        "policy tenant_select .* should not be there",
    ),
)

DAMAGES: Final = (*ON_THE_WAY, *STRANGE, *RESTORED)
