"""The text of a message that came as HTML, without what it quotes."""

from collections.abc import Iterable
from typing import Final

from lxml import etree

_BLOCKS: Final = frozenset(
    {"p", "div", "li", "ul", "ol", "br", "tr", "table", "h1", "h2", "h3", "h4", "blockquote", "hr"}
)
_UNSEEN: Final = frozenset({"script", "style", "title", "head", "template", "svg", "meta"})
# What mail programs wrap round the letter that is answered.
_QUOTES: Final = (
    "gmail_quote",
    "gmail_extra",
    "moz-cite-prefix",
    "yahoo_quoted",
    "protonmail_quote",
)
_QUOTE_IDS: Final = (
    "divrplyfwdmsg",
    "appendonsend",
    "reply-intro",
    "mail-editor-reference-message-container",
)
_MOST: Final = 5_000


def text_of_html(html: str) -> str:
    """The lines that a reader sees, the quoted letter left out; '' when there is nothing to read."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return ""
    if root is None:
        return ""
    pieces: list[str] = []
    _collect(root, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(_without_gaps(lines))


def _collect(root: "etree._Element", pieces: list[str]) -> None:
    """Walks without calling itself: a page of nested tags must not exhaust the stack."""
    hidden: etree._Element | None = None
    for number, (event, node) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if number > _MOST * 2:
            return
        name = node.tag if isinstance(node.tag, str) else ""
        if hidden is None:
            if event == "start" and _ends_the_letter(node):
                return
            if event == "start" and (name in _UNSEEN or _is_quote(node)):
                hidden = node
            elif name in _BLOCKS:
                pieces.append("\n")
        if hidden is None and event == "start":
            pieces.append((node.text or "").replace("\n", " "))
        if event == "end":
            hidden = None if hidden is node else hidden
            if hidden is None:
                pieces.append((node.tail or "").replace("\n", " "))


def _is_quote(node: "etree._Element") -> bool:
    if node.tag == "blockquote":
        return True
    names = (node.get("class") or "").lower()
    return any(word in names for word in _QUOTES)


def _ends_the_letter(node: "etree._Element") -> bool:
    """Outlook writes a line and then everything that came before, beside what was written, not inside a wrapper."""
    return (node.get("id") or "").lower() in _QUOTE_IDS


def _without_gaps(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept
