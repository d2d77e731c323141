import json
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from tests.support.flags import switched

from totalaudio.core.flags.flags import FeatureIsOff, FlagName, require_feature
from totalaudio.core.lib.access import access_of, everybody

IF = '{% load flags %}{% if_feature "export-formats" %}yes{% else %}no{% endif_feature %}'


def rendered(text: str) -> str:
    request = RequestFactory().get("/")
    return Template(text).render(Context({"request": request}))


def test_a_part_of_a_page_is_shown_while_the_flag_is_on() -> None:
    assert rendered(IF) == "yes"
    with switched(export_formats=False):
        assert rendered(IF) == "no"
        assert rendered(IF.replace("{% else %}no", "")) == ""


def test_a_flag_can_be_asked_for_as_a_value() -> None:
    text = '{% load flags %}{% feature "export-formats" as on %}{{ on }}'
    assert rendered(text) == "True"
    with switched(export_formats=False):
        assert rendered(text) == "False"


@pytest.mark.parametrize(
    "text",
    [
        '{% load flags %}{% if_feature "nope" %}{% endif_feature %}',
        "{% load flags %}{% if_feature %}{% endif_feature %}",
        '{% load flags %}{% feature "nope" %}',
    ],
)
def test_a_misspelt_flag_is_an_error(text: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=r"nope|name-of-the-flag"):
        rendered(text)


def test_scripts_get_what_the_server_decided() -> None:
    with switched(export_formats=False):
        text = rendered("{% load flags %}{% flags_snapshot %}")
    found = re.search(r'<script id="flags-snapshot" type="application/json">(.*?)</script>', text)
    assert found
    assert json.loads(found[1]) == {
        "version": 0,
        "on": ["metrics-tracking", "analytics-dashboard", "batch-enrichment"],
        "variants": {},
    }
    assert text.endswith('<script src="/static/flags/flags.js"></script>')


def test_a_view_behind_a_flag_says_that_it_is_off() -> None:
    @everybody
    @require_feature(FlagName.EXPORT_FORMATS)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    request = RequestFactory().get("/")
    assert view(request).content == b"open"
    with switched(export_formats=False):
        answer = view(request)
    assert answer.status_code == 404
    assert "This is switched off here" in answer.content.decode()
    assert access_of(view) is not None


def test_the_guard_keeps_what_a_view_declared() -> None:
    @require_feature(FlagName.EXPORT_FORMATS)
    @everybody
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("open")

    assert access_of(view) == access_of(everybody(lambda request: None))


def test_a_task_behind_a_flag_is_not_done() -> None:
    done: list[int] = []

    @require_feature(FlagName.EXPORT_FORMATS)
    def task(number: int) -> None:
        done.append(number)

    task(1)
    with switched(export_formats=False), pytest.raises(FeatureIsOff, match="export-formats is off"):
        task(2)
    assert done == [1]
