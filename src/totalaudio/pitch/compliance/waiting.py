"""What lies ready and holds an erased person unread: lists and files before they are brought in, answers of the API."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db import connection

from totalaudio.core.api.problems import ApiError, answer
from totalaudio.core.tenancy.context import Actor

_STOPPED: Final = "Cancelled, because somebody was erased who is in this list, or may be. Bring it again without them."
_DONE: Final = (
    "This was done when it was asked for first, and is not done again. What it answered then is not kept, because"
    " somebody was erased since."
)
# Bytes as text: what is not ASCII is spelt in digits, and UTF-16 reads like ASCII. A workbook is packed, so that
# nobody sees who is in it without opening it.
_HOLDS: Final = """(
    {first} AND substr({body}, 1, 4) = '\\x504b0304'
    OR EXISTS (
        SELECT FROM unnest(%(a)s::text[]) one
        WHERE position(one IN lower(replace(encode({body}, 'escape'), '\\000', ''))) > 0
    )
)"""
# With the bytes of a waiting list the person would come back in clear. An address may lie across two pieces.
_LISTS: Final = f"""
WITH piece AS (
    SELECT of_id, number, body || coalesce(substr(lead(body) OVER following, 1, 600), '') AS body
    FROM intel_importpiece WHERE workspace_id = %(w)s
    WINDOW following AS (PARTITION BY of_id ORDER BY number)
), holding AS (
    SELECT DISTINCT of_id FROM piece WHERE {_HOLDS.format(first="number = 0", body="body")}
), gone AS (
    DELETE FROM intel_importpiece WHERE workspace_id = %(w)s AND of_id IN (SELECT of_id FROM holding)
)
UPDATE intel_import SET state = 'cancelled', problem = %(s)s, finished_at = now()
WHERE workspace_id = %(w)s AND id IN (SELECT of_id FROM holding) AND state IN ('mapping', 'queued')
"""  # noqa: S608 - made of the constant above
_FILES: Final = f"""
DELETE FROM tracker_campaignfile
WHERE workspace_id = %(w)s AND {_HOLDS.format(first="true", body="content")}
"""  # noqa: S608
_MESSAGES: Final = f"""
DELETE FROM pitch_localmessage
WHERE workspace_id = %(w)s AND {_HOLDS.format(first="false", body="raw")}
"""  # noqa: S608


def forget(by: Actor, addresses: Sequence[str]) -> None:
    """Take away what holds one of these addresses, and every stored answer of the API."""
    words: dict[str, UUID | str | list[str]] = {
        "w": by.workspace_id,
        "a": [one.lower() for one in addresses],
        "s": _STOPPED,
    }
    instead = answer(ApiError(410, "erased", _DONE))
    with connection.cursor() as cursor:
        for statement in (_LISTS, _FILES, _MESSAGES):
            cursor.execute(statement, words)
        cursor.execute("SELECT forget_api_answers_v1(%s)", [instead.content])
