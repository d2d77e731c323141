"""Text that people type."""


def one_line(text: str) -> str:
    """The text on one line, with single spaces; safe in the header of a mail."""
    return " ".join(text.split())
