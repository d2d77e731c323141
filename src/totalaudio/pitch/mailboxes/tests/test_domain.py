"""What a domain says about its mail is told as it stands there, and what was not tested is told too."""

import dns.resolver
import pytest

from totalaudio.pitch.mailboxes import domain
from totalaudio.pitch.mailboxes.domain import look_up

type Records = dict[str, list[str]]


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> Records:
    """What DNS holds; a name that is not here has nothing."""
    held: Records = {}
    monkeypatch.setattr(domain, "_texts", lambda name: held.get(name, []))
    return held


def levels() -> dict[str, str]:
    return {one.name: one.level for one in look_up("promo.example")}


def test_a_domain_with_both_records_is_good_and_dkim_stays_untested(records: Records) -> None:
    records["promo.example"] = ["site=1", "v=spf1 include:_spf.example -all"]
    records["_dmarc.promo.example"] = ["v=DMARC1; p=none"]
    assert levels() == {"SPF": "good", "DKIM": "info", "DMARC": "good"}
    assert look_up("promo.example")[0].record == "v=spf1 include:_spf.example -all"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "does not say who may send"),
        (["v=spf10 -all"], "does not say who may send"),
        (["v=spf1 -all", "v=spf1 ~all"], "more than one SPF record"),
        (["v=spf1 +all"], "lets everybody send"),
    ],
)
def test_what_is_wrong_with_spf_is_said(texts: list[str], said: str, records: Records) -> None:
    records["promo.example"] = texts
    spf = look_up("promo.example")[0]
    assert spf.level == "warning"
    assert said in spf.text


def test_a_domain_without_a_policy_is_warned(records: Records) -> None:
    assert levels()["DMARC"] == "warning"


@pytest.mark.parametrize(
    ("error", "level"),
    [
        (dns.resolver.NXDOMAIN(), "warning"),  # type: ignore[no-untyped-call]  # dnspython has no types here
        (dns.resolver.NoNameservers(), "info"),  # type: ignore[no-untyped-call]  # as above
        (OSError("no network"), "info"),
    ],
)
def test_no_answer_is_told_from_no_record(
    error: Exception, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(dns.resolver, "resolve", fail)
    assert levels() == {"SPF": level, "DKIM": "info", "DMARC": level}
