"""What is kept of a request, and what is not."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.metrics.recording import NOWHERE
from totalaudio.core.metrics.visitors import (
    REFERRER_CAP,
    USER_AGENT_CAP,
    origin_of,
    shortened,
    visitor_of,
    wants_no_tracking,
    without_query,
)

MORNING = datetime(2026, 11, 4, 0, 0, tzinfo=UTC)


def request(**headers: str) -> HttpRequest:
    return RequestFactory().get(
        "/", headers={name.replace("_", "-"): v for name, v in headers.items()}
    )


def test_a_visitor_is_the_same_all_day_and_another_the_next() -> None:
    first = visitor_of("192.0.2.7", "Browser", MORNING)
    assert visitor_of("192.0.2.7", "Browser", MORNING + timedelta(hours=23, minutes=59)) == first
    assert visitor_of("192.0.2.7", "Browser", MORNING + timedelta(days=1)) != first
    assert visitor_of("192.0.2.8", "Browser", MORNING) != first
    assert visitor_of("192.0.2.7", "Other", MORNING) != first


def test_the_day_is_that_of_utc() -> None:
    in_new_york = datetime.fromisoformat("2026-11-03T19:00:00-05:00")
    assert visitor_of("192.0.2.7", "B", in_new_york) == visitor_of("192.0.2.7", "B", MORNING)


@given(st.text(), st.text())
def test_a_visitor_has_an_id_of_version_8_which_no_person_has(address: str, agent: str) -> None:
    found = visitor_of(address, agent, MORNING)
    assert (found.version, str(found)[14]) == (8, "8")


def test_another_installation_knows_another_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    here = visitor_of("192.0.2.7", "Browser", MORNING)
    monkeypatch.setattr("django.conf.settings.SECRET_KEY", "of another installation")
    assert visitor_of("192.0.2.7", "Browser", MORNING) != here


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.217", "192.0.2.0"),
        ("2001:db8:aa:bb:cc::1", "2001:db8:aa::"),
        ("::ffff:192.0.2.217", "192.0.2.0"),
        ("fe80::1%eth0", "fe80::"),
        ("", None),
        ("unix:", None),
    ],
)
def test_of_an_address_its_network_is_kept(address: str, kept: str | None) -> None:
    assert shortened(address) == kept


@given(st.ip_addresses())
def test_nothing_of_an_address_but_its_network_can_be_read(address: object) -> None:
    kept = shortened(str(address))
    assert kept is not None
    number = ip_address(kept)
    assert int(number) % 2 ** (8 if number.version == 4 else 80) == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.com/list?who=ann@example.com#top", "https://example.com/list"),
        ("https://ann:secret@example.com:8000/", "https://example.com/"),
        ("android-app://com.example", None),
        ("javascript:alert(1)", None),
        ("http://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_of_the_page_before_its_query_and_names_are_left_out(
    given: str | None, kept: str | None
) -> None:
    assert without_query(given) == kept


def test_a_request_tells_its_network_browser_and_page_before() -> None:
    asked = request(User_Agent="Browser", Referer="https://example.com/a?b=c")
    asked.META["REMOTE_ADDR"] = "192.0.2.7"
    found = origin_of(asked)
    assert (found.ip_address, found.user_agent) == ("192.0.2.0", "Browser")
    assert (found.referrer, found.session_id) == ("https://example.com/a", None)
    assert found.visitor == visitor_of("192.0.2.7", "Browser", datetime.now(UTC))


@pytest.mark.parametrize("port", ["", ":8000"])
def test_of_our_own_pages_only_the_host_is_kept_because_links_to_some_are_keys(port: str) -> None:
    asked = request(Host=f"testserver{port}", Referer=f"http://testserver{port}/demo-call/a-key/")
    assert origin_of(asked).referrer == "http://testserver/"


def test_a_request_by_a_wrong_name_tells_no_page_of_ours_either() -> None:
    asked = request(Host="wrong.example", Referer="https://right.example/demo-call/a-key/")
    assert origin_of(asked).referrer == "https://right.example/"


def test_what_is_absent_is_not_known() -> None:
    asked = request()
    asked.META["REMOTE_ADDR"] = ""
    found = origin_of(asked)
    assert (found.ip_address, found.user_agent, found.referrer) == (None, None, None)
    assert found.visitor is not None


def test_long_and_odd_headers_are_cut() -> None:
    asked = request(User_Agent="\x00" + "é" * 5000, Referer="https://example.com/" + "a" * 9000)
    found = origin_of(asked)
    assert found.user_agent == "é" * USER_AGENT_CAP
    assert len(found.referrer or "") == REFERRER_CAP


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_whoever_does_not_want_to_be_tracked_is_not(header: str) -> None:
    asked = request(**{header.replace("-", "_"): "1"}, User_Agent="Browser")
    assert wants_no_tracking(asked)
    assert origin_of(asked) == NOWHERE


@pytest.mark.parametrize("value", ["0", "", "unspecified"])
def test_any_other_value_is_no_objection(value: str) -> None:
    assert not wants_no_tracking(request(DNT=value))


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = request(X_Forwarded_For="203.0.113.9, 198.51.100.77")
    assert origin_of(asked).ip_address == "127.0.0.0"
    monkeypatch.setattr("django.conf.settings.ALLAUTH_TRUSTED_PROXY_COUNT", 1)
    assert origin_of(asked).ip_address == "198.51.100.0"
    monkeypatch.setattr("django.conf.settings.ALLAUTH_TRUSTED_PROXY_COUNT", 3)
    assert origin_of(asked).ip_address is None


def test_a_session_is_told_from_others_and_not_given_away() -> None:
    one, other = request(), request()
    one.session, other.session = SessionBase("a-secret-key"), SessionBase("another")
    first, second = origin_of(one).session_id, origin_of(other).session_id
    assert first is not None
    assert first != second
    assert "a-secret-key" not in first
    assert len(first) == 32
