"""Names and texts as SQL writes them, for files that psql runs."""

from psycopg import sql


def name(*parts: str) -> str:
    """A name, quoted."""
    return sql.Identifier(*parts).as_string()


def text(value: str) -> str:
    """A text, quoted."""
    return sql.Literal(value).as_string().strip()


def block(body: str) -> str:
    """An anonymous block; its body is a quoted text, so that nothing in it can end it."""
    return f"DO {text(body)};\n"
