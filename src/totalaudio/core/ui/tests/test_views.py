"""The choice of colours, and the example palette."""

import json

import pytest
from django.test import RequestFactory

from totalaudio.core.ui import views
from totalaudio.core.ui.tests.rendering import only, page, request


@pytest.mark.parametrize(
    ("cookie", "shown"),
    [("dark", "dark"), ("light", "light"), ("", "system"), ('"><script>', "system")],
)
def test_the_page_has_the_colours_of_the_cookie(cookie: str, shown: str) -> None:
    assert only(page("/ui/", theme=cookie), "html").attributes["data-theme"] == shown


def test_choosing_colours_sets_a_cookie_and_goes_back() -> None:
    answer = views.theme(
        RequestFactory().post("/ui/theme", {"theme": "dark", "next": "/intel/?q=a"})
    )
    assert (answer.status_code, answer["Location"]) == (302, "/intel/?q=a")
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark", True, "Lax")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_the_way_back_never_leaves_the_site(target: str) -> None:
    answer = views.theme(RequestFactory().post("/ui/theme", {"theme": "light", "next": target}))
    assert answer["Location"] == "/"


def test_an_unknown_theme_is_the_system_theme() -> None:
    answer = views.theme(RequestFactory().post("/ui/theme", {"theme": "neon"}))
    assert answer.cookies["theme"].value == "system"


def test_choosing_colours_by_get_is_refused() -> None:
    assert views.theme(request("/ui/theme")).status_code == 405


def test_the_title_stands_in_the_head_and_in_the_heading() -> None:
    html = page()
    assert only(html, "title").text() == "The pieces · Audio Intel"
    assert only(html, "h1").text() == "The pieces"


@pytest.mark.parametrize("app", ["intel", "tracker", "pitch", "operations"])
def test_the_app_picks_the_accent(app: str) -> None:
    assert only(page(f"/ui/?app={app}"), "body").attributes["data-app"] == app


def test_the_example_palette_finds_by_name() -> None:
    answer = views.palette(request("/ui/palette?q=ola"))
    assert json.loads(answer.content) == {
        "results": [
            {"kind": "Contact", "title": "Ola Beispiel", "detail": "Radio Example", "url": "?q=0"}
        ]
    }
