"""The demo's person, over HTTP as a program: signs in, and makes the keys that documents speak of."""

import http.cookiejar
import re
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field

from totalaudio.project.demo import EMAIL, PASSWORD


@dataclass
class Visitor:
    """One browser's cookies."""

    address: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def get(self, path: str) -> str:
        """A page's text."""
        return self._open(urllib.request.Request(self.address + path))

    def post(self, path: str, form: Sequence[tuple[str, str]]) -> str:
        """The text after a form was sent, with the token that its page has."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token is not None
        body = urllib.parse.urlencode([("csrfmiddlewaretoken", token[1]), *form]).encode()
        headers = {"Referer": self.address + path}
        return self._open(urllib.request.Request(self.address + path, body, headers))

    def _open(self, request: urllib.request.Request) -> str:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        with opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())


def signed_in(address: str) -> Visitor:
    """The demo's person."""
    visitor = Visitor(address)
    visitor.post("/accounts/login/", [("login", EMAIL), ("password", PASSWORD)])
    return visitor


def api_key(visitor: Visitor) -> str:
    """A new key that may do everything for 30 days."""
    page = visitor.get("/workspaces/api-keys/")
    scopes = re.findall(r'name="scopes" value="([^"]+)"', page)
    form = [("name", "documents"), ("days", "30"), *(("scopes", scope) for scope in scopes)]
    return _found(r"tap_key_[A-Za-z0-9_-]{32}", visitor.post("/workspaces/api-keys/", form))


def event_key(visitor: Visitor) -> str:
    """A new public key of the workspace."""
    form = [("name", "documents"), ("app_name", "audio-intel")]
    return _found(r"tap_pub_[A-Za-z0-9_-]{32}", visitor.post("/workspaces/event-keys/", form))


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    assert found is not None, page
    return found[0]
