"""Each status is earned: something found with evidence, or an honest word for why not."""

from datetime import UTC, datetime

from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.intel.enrichment.contact import enrich_one
from totalaudio.intel.enrichment.findings import Finding, Subject, Value
from totalaudio.intel.enrichment.steps.row import RowStep
from totalaudio.intel.enrichment.steps.step import Case, Found

AT = datetime(2026, 11, 20, tzinfo=UTC)
ALL: dict[str, Value] = {
    "outlet": "Example FM",
    "format": "alternative",
    "country": "GB",
    "genres": ("indie",),
}
STATION = Subject(email="music@example-fm.com", email_kind=EmailKind.DESK)


class Source:
    """A step that says what it is told to say."""

    def __init__(
        self,
        values: dict[str, Value] | None = None,
        *,
        name: str = "directory",
        confidence: float = 0.9,
        failed: bool = False,
    ) -> None:
        self.name = name
        self.fields = frozenset(values or ALL)
        self.asked = 0
        self._values = values or {}
        self._confidence = confidence
        self._failed = failed

    def find(self, case: Case) -> Found:
        self.asked += 1
        findings = tuple(
            Finding(field, value, self.name, "a test", None, None, AT, self._confidence)
            for field, value in self._values.items()
        )
        return Found(findings, ("it timed out",) if self._failed else (), self._failed)


class Broken(Source):
    def find(self, case: Case) -> Found:
        raise OSError("no route")


def test_enriched_when_outlet_format_country_and_genres_are_all_there_afterwards() -> None:
    result = enrich_one(STATION, [RowStep(), Source({**ALL})])
    assert (result.status, result.values, result.confidence) == (Status.ENRICHED, ALL, 0.9)


def test_partial_when_one_of_the_four_is_still_missing() -> None:
    result = enrich_one(STATION, [Source({"country": "GB"})])
    assert (result.status, result.values) == (Status.PARTIAL, {"country": "GB"})


def test_partial_when_all_is_there_but_a_step_failed() -> None:
    result = enrich_one(STATION, [Source({**ALL}), Broken({"phone": "x"}, name="site")])
    assert (result.status, result.problems) == (Status.PARTIAL, ("site failed: OSError",))


def test_unchanged_when_nothing_was_found_and_nothing_failed() -> None:
    result = enrich_one(STATION, [RowStep(), Source()])
    assert (result.status, result.values, result.confidence) == (Status.UNCHANGED, {}, None)


def test_failed_when_nothing_was_found_and_every_source_failed() -> None:
    sources = [Source(failed=True), Broken(name="dns"), Broken(name="site")]
    result = enrich_one(STATION, sources)
    assert (result.status, result.values, result.findings) == (Status.FAILED, {}, ())
    assert result.problems == ("it timed out", "dns failed: OSError", "site failed: OSError")


def test_skipped_when_there_is_nothing_to_start_from() -> None:
    lost = [
        Subject(name="A Name"),
        Subject(email="somebody@gmail.com", email_kind=EmailKind.FREE),
        Subject(email="demos@gmail.com", email_kind=EmailKind.DESK),
        Subject(email="broken@", email_kind=EmailKind.INVALID),
    ]
    assert [enrich_one(one, [Source(failed=True)]).status for one in lost] == [Status.SKIPPED] * 4


def test_cached_when_all_that_is_new_was_known_to_the_workspace() -> None:
    result = enrich_one(STATION, [Source({**ALL}, name="workspace"), Source({**ALL})])
    assert (result.status, {one.step for one in result.findings}) == (Status.CACHED, {"workspace"})


def test_what_the_row_says_is_evidence_but_is_not_new_and_is_kept() -> None:
    subject = Subject(email="a@example-fm.com", known={"country": "IE", "role": ""}, row=7)
    result = enrich_one(subject, [RowStep(), Source({"country": "GB"})])
    assert (result.status, result.values) == (Status.UNCHANGED, {"country": "IE"})
    assert [(one.step, one.value, one.source) for one in result.findings] == [
        ("row", "IE", "list, row 7")
    ]


def test_a_check_of_the_address_is_no_new_knowledge() -> None:
    result = enrich_one(STATION, [Source({"email_status": "accepts mail"}, name="dns")])
    assert (result.status, result.values) == (Status.UNCHANGED, {"email_status": "accepts mail"})


def test_a_step_is_not_asked_when_all_of_its_fields_are_known() -> None:
    second = Source({"country": "FR"})
    result = enrich_one(STATION, [Source({"country": "GB"}), second])
    assert (second.asked, result.values) == (0, {"country": "GB"})


def test_the_surest_value_of_one_step_is_shown_and_all_its_evidence_is_kept() -> None:
    class Two(Source):
        def find(self, case: Case) -> Found:
            both = (("GB", 0.6), ("IE", 0.9), ("FR", 0.2))
            return Found(
                tuple(
                    Finding("country", country, "site", "a page", None, None, AT, sure)
                    for country, sure in both
                )
            )

    result = enrich_one(STATION, [Two({"country": ""}, name="site")])
    assert (result.values, len(result.findings), result.confidence) == ({"country": "IE"}, 3, 0.9)


def test_empty_values_are_no_evidence() -> None:
    result = enrich_one(STATION, [Source({"country": "", "genres": ()})])
    assert (result.status, result.findings) == (Status.UNCHANGED, ())
