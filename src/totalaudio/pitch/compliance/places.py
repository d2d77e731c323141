"""Where a person may be named in a row that is about somebody else; what goes with the contact is not among it."""

from collections.abc import Iterator, Mapping
from typing import Final

type Columns = Mapping[str, str]

_TEXTS: Final[Columns] = {
    "contacts_contact": "notes submission_guidelines contact_method best_timing source suggested_email",
    "contacts_evidence": "quote source",
    "contacts_contactlist": "query",
    "campaigns_campaign": "goal notes hook",
    "campaigns_touch": "note",
    "campaigns_reply": "text",
    "campaigns_outcome": "outlet evidence url",
    "campaigns_followup": "note",
    "intel_import": "name problem",
    "intel_run": "problem",
    "pitch_batch": "problem",
    "pitch_senderidentity": "source",
    "intel_refusal": "message reason",
    "pitch_incoming": "subject text",
    "pitch_mailbox": "problem",
    "pitch_pitch": "subject body",
    "pitch_recipient": "basis_note",
    "pitch_send": "problem",
    "pitch_template": "body",
    "pitch_voice": "background style achievements approach differentiator opener notes",
}
_LISTS: Final[Columns] = {
    "contacts_contact": "other_emails pitch_tips tags socials",
    "intel_import": "header remarks",
    "intel_refusal": "cells",
    "intel_runitem": "problems",
    "pitch_pitch": "subjects",
    "pitch_template": "subjects",
}
_VALUES: Final[Columns] = {
    "contacts_evidence": "value",
    "intel_import": "sample mapping",
    "intel_savedmapping": "mapping",
    "pitch_incoming": "facts",
    "pitch_pitch": "facts problems",
}
# Of two lists whose names differ in nothing else, each keeps a name of its own.
_NAMES: Final[Columns] = {"contacts_contactlist": "name"}
# For a text, a list of texts and a JSON value: what it becomes, and how it is known that it may have to. Patterns of
# LIKE are six times as quick as the regular expression, which decides.
_TEXT: Final = ("regexp_replace({c}, %(p)s, %(e)s, 'gi')", "{c} ILIKE ANY (%(l)s)")
_NAME: Final = (f"left({_TEXT[0]}, 100) || ' ' || right(id::text, 6)", _TEXT[1])
_LIST: Final = (
    "ARRAY(SELECT regexp_replace(one, %(p)s, %(e)s, 'gi') FROM unnest({c}) one)",
    "array_to_string({c}, chr(10)) ILIKE ANY (%(l)s)",
)
_VALUE: Final = (
    "regexp_replace({c}::text, %(p)s, %(e)s, 'gi')::jsonb",
    "{c}::text ILIKE ANY (%(l)s)",
)


def statements() -> Iterator[str]:
    """One statement per column. `w`: workspace, `l`: patterns of LIKE, `p`: the pattern, `e`: what stands instead."""
    for places, (new, had) in (
        (_TEXTS, _TEXT),
        (_NAMES, _NAME),
        (_LISTS, _LIST),
        (_VALUES, _VALUE),
    ):
        for table, columns in places.items():
            for column in columns.split():
                changed, where = new.format(c=column), had.format(c=column)
                yield (  # all names are those above
                    f"UPDATE {table} SET {column} = {changed} WHERE workspace_id = %(w)s AND {where}"  # noqa: S608
                )
