"""Sessions in the database, asked for by such keys alone as it could hold."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """As Django's; but a cookie with anything odd in it is no session, where Django would fail.

    A quoted cookie can hold NUL, which PostgreSQL refuses even in a question.
    """

    def __init__(self, session_key: str | None = None) -> None:
        is_possible = session_key is not None and session_key.isascii() and session_key.isalnum()
        super().__init__(session_key if is_possible else None)
