"""Without the flag batch-enrichment a run is over one contact."""

import pytest
from tests.support.cast import Person
from tests.support.flags import switched

from totalaudio.core.tenancy.models import Workspace
from totalaudio.intel.models import Run
from totalaudio.intel.search.tests.making import make_contact

TABLE, START, ALL = "/intel/contacts/", "/intel/runs/start", "/intel/contacts/enrich"


@pytest.fixture
def two(workspace: Workspace) -> list[str]:
    return [str(make_contact(workspace, name, f"{name}@fm.example").id) for name in ("abel", "zoe")]


def runs() -> list[int]:
    return list(Run.objects.using("system").values_list("total", flat=True))


def test_many_at_once_are_refused_in_words(alice: Person, two: list[str]) -> None:
    client = alice.client()
    with switched(batch_enrichment=False):
        assert "Enrich all" not in client.get(TABLE).content.decode()
        for path, sent in ((START, {"contact": two}), (ALL, {})):
            assert client.post(path, sent)["Location"] == TABLE
            assert (
                "Enriching many contacts at once is switched off here. Choose one contact."
                in client.get(TABLE).content.decode()
            )
        assert runs() == []


def test_one_contact_is_enriched_all_the_same(alice: Person, two: list[str]) -> None:
    with switched(batch_enrichment=False):
        alice.client().post(START, {"contact": two[:1]})
    assert runs() == [1]


def test_with_the_flag_all_are_enriched(alice: Person, two: list[str]) -> None:
    client = alice.client()
    assert "Enrich all" in client.get(TABLE).content.decode()
    client.post(ALL, {})
    assert runs() == [2]
