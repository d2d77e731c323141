"""Idempotency keys: a POST that is sent again is answered as before, and does nothing twice."""

import hashlib
import re
from collections.abc import Callable
from typing import Final

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from totalaudio.core.accounts.models import ApiAnswer
from totalaudio.core.api.holder import Holder
from totalaudio.core.api.problems import ApiError, answer

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotent-Replayed"
_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")


def answered_once(
    request: HttpRequest, holder: Holder, do: Callable[[HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """The answer of `do`, or the one that was given for this key before; one request at a time for each key."""
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST":
        return do(request)
    if not _KEY.fullmatch(key):
        detail = f"{HEADER}: 1 to 200 characters without spaces, different for each request."
        return answer(ApiError(400, "invalid", detail))
    _wait_for_turn(holder, key)
    fingerprint = _fingerprint(request)
    known = ApiAnswer.objects.filter(
        workspace_id=holder.workspace_id, api_key_id=holder.key_id, key=key
    ).first()
    if known is None:
        return _remembered(do(request), holder, key, fingerprint)
    if known.fingerprint != fingerprint:
        detail = (
            f"{HEADER}: this key was used for another request. Take a new one for each request."
        )
        return answer(ApiError(422, "idempotency-key-reused", detail))
    again = HttpResponse(bytes(known.body), status=known.status, content_type=known.content_type)
    again[REPLAYED] = "true"
    return again


def _wait_for_turn(holder: Holder, key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"api {holder.key_id} {key}"],
        )


def _remembered(
    given: HttpResponseBase, holder: Holder, key: str, fingerprint: str
) -> HttpResponseBase:
    # An error took the whole request back; sending it again may go better.
    if isinstance(given, HttpResponse) and given.status_code < 400:
        ApiAnswer.objects.create(
            workspace_id=holder.workspace_id,
            api_key_id=holder.key_id,
            key=key,
            fingerprint=fingerprint,
            status=given.status_code,
            content_type=given.headers.get("Content-Type", ""),
            body=given.content,
        )
    return given


def _fingerprint(request: HttpRequest) -> str:
    """What makes a request another one. Of an upload its parts, because its boundary is new each time."""
    whole = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            whole.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                whole.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    whole.update(chunk)
                file.seek(0)
    else:
        whole.update(request.body)
    return whole.hexdigest()
