"""A person at one address, who sends forms as they stand on the page."""

from dataclasses import dataclass, field

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass
class Browser:
    """Remembers the page that it is on."""

    client: httpx.Client
    at: str = ""
    page: LexborHTMLParser = field(default_factory=lambda: LexborHTMLParser(""))

    def go(self, path: str) -> httpx.Response:
        """Opens a page."""
        return self._shown(self.client.get(path))

    def send(self, **fields: str) -> httpx.Response:
        """Sends the form of the page that has these fields, with them changed."""
        forms = [one for one in self.page.css("form[method=post]") if _has(one, fields)]
        assert forms, f"no form at {self.at} has {sorted(fields)}"
        target = forms[0].attributes.get("action") or self.at
        return self._shown(self.client.post(target, data=_values(forms[0]) | fields))

    def _shown(self, answer: httpx.Response) -> httpx.Response:
        self.at, self.page = str(answer.url), LexborHTMLParser(answer.text)
        return answer


def _has(form: LexborNode, fields: dict[str, str]) -> bool:
    return all(form.css_first(f"[name='{name}']") for name in fields)


def _values(form: LexborNode) -> dict[str, str]:
    found = {}
    for one in form.css("input[name], textarea[name], select[name]"):
        value = _value(one)
        if value is not None:
            found[one.attributes["name"] or ""] = value
    return found


def _value(field: LexborNode) -> str | None:
    kind = field.attributes.get("type")
    if field.tag == "select":
        chosen = field.css_first("option[selected]") or field.css_first("option")
        return chosen.attributes.get("value") or "" if chosen else None
    if field.tag == "textarea":
        return field.text()
    is_off = kind in {"checkbox", "radio"} and "checked" not in field.attributes
    if is_off or kind in {"file", "submit", "button"}:
        return None
    return field.attributes.get("value") or ""
