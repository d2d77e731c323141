"""The steps that need no network: the row, the workspace, the directory, the ending of a domain."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.contacts.directory import by_name
from totalaudio.contacts.fields import Status
from totalaudio.intel.enrichment.contact import enrich_one
from totalaudio.intel.enrichment.findings import Finding, Subject, Value
from totalaudio.intel.enrichment.steps.directory import DirectoryStep
from totalaudio.intel.enrichment.steps.domains import mail_domain, own_domain
from totalaudio.intel.enrichment.steps.ending import EndingStep
from totalaudio.intel.enrichment.steps.row import RowStep
from totalaudio.intel.enrichment.steps.step import NOTHING, Case, Found, Step
from totalaudio.intel.enrichment.steps.workspace import WorkspaceStep
from totalaudio.intel.enrichment.waterfall import build_steps

AT = datetime(2026, 11, 22, tzinfo=UTC)


def ask(step: Step, email: str = "", **known: Value) -> Found:
    return step.find(Case(Subject(email=email, known=dict(known)), dict(known), AT))


def values(found: Found) -> dict[str, Value]:
    return {finding.field: finding.value for finding in found.findings}


def test_the_row_is_evidence_for_what_it_says_but_not_for_who_it_is_about() -> None:
    found = ask(RowStep(), name="A Name", email="a@example.com", role="host", genres=("indie",))
    assert values(found) == {"role": "host", "genres": ("indie",)}


def test_the_workspace_gives_facts_about_outlets_with_their_own_source_and_no_others() -> None:
    old = Finding("country", "IE", "site", "example.ie", "https://example.ie", "q", AT, 0.85)
    person = Finding("role", "host", "site", "example.ie", None, None, AT, 0.85)
    (finding,) = ask(WorkspaceStep(lambda _: [old, person])).findings
    assert (finding.step, finding.source, finding.url, finding.confidence) == (
        "workspace",
        "example.ie",
        "https://example.ie",
        0.85,
    )


def test_the_directory_knows_an_outlet_by_the_domain_of_an_address() -> None:
    found = ask(DirectoryStep(), "music@kexp.org")
    assert values(found) == {
        "outlet": "KEXP",
        "outlet_kind": "station",
        "format": "alternative",
        "coverage": "local",
        "country": "US",
        "genres": ("alternative", "indie", "electronic", "hip hop"),
        "website": "https://kexp.org",
    }


def test_its_evidence_says_how_the_outlet_was_recognised_and_when_it_was_checked() -> None:
    match = by_name("KEXP")
    assert match is not None
    evidence = ask(DirectoryStep(), "music@kexp.org").findings[0]
    assert evidence.source == "outlet directory: KEXP, by domain (general knowledge)"
    assert evidence.checked_at.date() == match.outlet.checked >= date(2026, 1, 1)


def test_a_shared_domain_gives_the_group_and_its_country_but_no_format() -> None:
    found = values(ask(DirectoryStep(), "somebody@bbc.co.uk"))
    assert (found["outlet"], found["country"]) == ("BBC", "GB")
    assert not found.keys() & {"format", "genres", "outlet_kind"}


def test_another_outlet_at_a_known_domain_gets_only_the_country() -> None:
    assert values(ask(DirectoryStep(), "a@kexp.org", outlet="A Made-up Show")) == {"country": "US"}


@pytest.mark.parametrize("email", ["a@gmail.com", "a@unknown.example", "broken", ""])
def test_the_directory_does_not_guess(email: str) -> None:
    assert ask(DirectoryStep(), email) is NOTHING


@pytest.mark.parametrize(
    ("email", "country"),
    [
        ("a@station.co.uk", "GB"),
        ("a@sender.de", "DE"),
        ("a@station.fm", None),
        ("a@station.com", None),
        ("a@hotmail.co.uk", None),
        ("a@gmx.de", None),
        ("", None),
    ],
)
def test_the_ending_of_an_own_domain_suggests_a_country(email: str, country: str | None) -> None:
    assert values(ask(EndingStep(), email)).get("country") == country


@pytest.mark.parametrize(
    ("email", "website", "domain"),
    [
        ("A@Station.EXAMPLE", "", "station.example"),
        ("a@gmail.com", "", ""),
        ("a@gmail.com", "www.station.example/music", "station.example"),
        ("a@one.example", "https://www.two.example/", "two.example"),
        ("a@one.example", "http://[", "one.example"),
        ("a@duck.com", "", ""),
        ("no address", "no website", ""),
    ],
)
def test_the_domain_that_tells_the_outlet(email: str, website: str, domain: str) -> None:
    assert own_domain(email, website) == domain


@pytest.mark.parametrize("email", ["", "@", "a@", "@b", "a@b", "a b@c d", "a@b@"])
def test_what_is_no_address_has_no_domain(email: str) -> None:
    assert mail_domain(email) == ""


@given(
    st.builds(
        Subject,
        name=st.text(max_size=30),
        email=st.text(max_size=40) | st.emails(),
        known=st.dictionaries(
            st.sampled_from(["outlet", "website", "country", "format"]), st.text(max_size=40)
        ),
    )
)
def test_any_contact_offline_keeps_what_it_says_and_has_evidence_for_all_else(
    subject: Subject,
) -> None:
    result = enrich_one(subject, build_steps(offline=True))
    assert result.status not in (Status.FAILED, Status.CACHED)
    assert {field: result.values[field] for field, value in subject.known.items() if value} == {
        field: value for field, value in subject.known.items() if value
    }
    evidence = {(finding.field, finding.value) for finding in result.findings}
    assert set(result.values.items()) <= evidence
