"""Saved lists: whoever a filter finds now, or who was put on them; names, counts and health."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cast import Person

from totalaudio.campaigns.tests.making import acting
from totalaudio.contacts.lists import actions, queries
from totalaudio.contacts.lists.filters import read_filter, words_of, write_filter
from totalaudio.contacts.lists.queries import Health
from totalaudio.contacts.models import Contact, ContactList
from totalaudio.contacts.searching import Search, read_search
from totalaudio.core.lib.ids import new_id
from totalaudio.core.metrics.models import Event
from totalaudio.intel.search.tests.making import make_contact

SEARCHES = st.builds(
    read_search,
    st.fixed_dictionaries(
        {
            "q": st.lists(st.text(max_size=20), max_size=1),
            "kind": st.lists(st.sampled_from(["desk", "person", "nonsense"]), max_size=1),
            "status": st.lists(st.sampled_from(["none", "enriched"]), max_size=1),
            "country": st.lists(st.sampled_from(["GB", "uk", "Ireland", "??"]), max_size=1),
            "genre": st.lists(st.sampled_from(["house", "d&b", "R & B", "x"]), max_size=1),
            "missing": st.lists(st.sampled_from(["email", "outlet"]), max_size=1),
        }
    ),
)


@pytest.fixture
def three(alice: Person) -> list[Contact]:
    assert alice.workspace
    now = timezone.now()
    return [
        make_contact(alice.workspace, "Ada Test", country="GB", last_checked_at=now),
        make_contact(
            alice.workspace, "Bo Test", country="GB", last_checked_at=now - timedelta(days=91)
        ),
        make_contact(alice.workspace, "Cy Test", country="IE"),
    ]


def names(found: ContactList) -> list[str]:
    return [one.name for one in queries.contacts_of(found).order_by("name_sort")]


def gb() -> Search:
    return read_search({"country": ["GB"]})


@given(SEARCHES)
def test_a_filter_is_the_same_search_when_it_is_read_again(search: Search) -> None:
    written = write_filter(search)
    assert read_filter(written) == search
    assert (written == "") == search.is_everything
    assert bool(words_of(search)) != search.is_everything
    assert all(len(values) == 1 for values in parse_qs(written).values())


def test_a_list_by_filter_has_whoever_matches_now(alice: Person, three: list[Contact]) -> None:
    with acting(alice) as by:
        made = actions.create_by_filter(by=by, name="Britain", search=gb())
        assert (names(made), made.is_by_hand) == (["Ada Test", "Bo Test"], False)
        Contact.objects.filter(id=three[2].id).update(country="GB")
        assert names(made) == ["Ada Test", "Bo Test", "Cy Test"]
        with pytest.raises(actions.NotByHandError):
            actions.add(by=by, list_id=made.id, contact_ids=[three[0].id])


def test_a_filter_that_asks_for_nothing_is_no_list(alice: Person) -> None:
    with acting(alice) as by, pytest.raises(actions.EmptyFilterError):
        actions.create_by_filter(by=by, name="Everybody", search=Search())


def test_contacts_are_put_on_a_list_once_and_taken_off_it(
    alice: Person, three: list[Contact]
) -> None:
    ada, bo, cy = (one.id for one in three)
    with acting(alice) as by:
        made = actions.create(by=by, name="Friends", contact_ids=[bo, ada, bo, new_id()])
        assert names(made) == ["Ada Test", "Bo Test"]
        assert actions.add(by=by, list_id=made.id, contact_ids=[ada, cy]) == 1
        assert actions.remove(by=by, list_id=made.id, contact_ids=[bo, new_id()]) == 1
        assert names(made) == ["Ada Test", "Cy Test"]
        assert [one.name for one in queries.lists_with(ada)] == ["Friends"]
        assert list(queries.lists_with(bo)) == []
    assert Contact.objects.using("system").count() == 3


def test_names_are_unique_whatever_their_capitals(
    alice: Person, charlie: Person, three: list[Contact]
) -> None:
    with acting(alice) as by:
        actions.create(by=by, name="Radio")
        other = actions.create(by=by, name="Press")
        with pytest.raises(actions.NameTakenError, match="“RADIO”"):
            actions.create_by_filter(by=by, name="RADIO", search=gb())
        with pytest.raises(actions.NameTakenError):
            actions.rename(by=by, list_id=other.id, name="radio")
        assert actions.rename(by=by, list_id=other.id, name="PRESS").name == "PRESS"
    with acting(charlie) as by:
        assert actions.create(by=by, name="Radio").name == "Radio"


def test_deleting_a_list_keeps_its_contacts(alice: Person, three: list[Contact]) -> None:
    with acting(alice) as by:
        made = actions.create(by=by, name="Friends", contact_ids=[one.id for one in three])
        assert actions.delete(by=by, list_id=made.id)
        assert not actions.delete(by=by, list_id=made.id)
    assert Contact.objects.using("system").count() == 3


def test_nobody_touches_the_list_of_another_workspace(
    alice: Person, charlie: Person, three: list[Contact]
) -> None:
    with acting(alice) as by:
        made = actions.create(by=by, name="Friends", contact_ids=[three[0].id])
    with acting(charlie) as by:
        for act in (actions.add, actions.remove):
            with pytest.raises(ContactList.DoesNotExist):
                act(by=by, list_id=made.id, contact_ids=[three[0].id])
        with pytest.raises(ContactList.DoesNotExist):
            actions.rename(by=by, list_id=made.id, name="Mine")
        assert not actions.delete(by=by, list_id=made.id)
        mine = actions.create(by=by, name="Stolen", contact_ids=[three[0].id])
        assert (names(mine), names(made)) == ([], [])
    with acting(alice):
        assert names(made) == ["Ada Test"]


def test_health_counts_what_is_old_and_what_was_never_checked_in_two_queries(
    alice: Person, three: list[Contact]
) -> None:
    with acting(alice) as by:
        ids = [one.id for one in three]
        hand = actions.create(by=by, name="Hand", contact_ids=ids)
        filtered = actions.create_by_filter(by=by, name="Britain", search=gb())
        ireland = actions.create_by_filter(
            by=by, name="Ireland", search=read_search({"country": ["IE"]})
        )
        empty = actions.create(by=by, name="Empty")
        nobody = actions.create_by_filter(
            by=by, name="Nobody", search=read_search({"q": ["nobody"]})
        )
        with CaptureQueriesContext(connection) as asked:
            found = queries.health_of([hand, filtered, ireland, empty, nobody])
    assert len(asked) == 2
    assert found == {
        hand.id: Health(contacts=3, stale=1, never=1),
        filtered.id: Health(contacts=2, stale=1, never=0),
        ireland.id: Health(contacts=1, stale=0, never=1),
        empty.id: Health(),
        nobody.id: Health(),
    }
    assert found[hand.id].old == 2


def test_making_a_list_is_a_use_of_who_made_it(bob: Person) -> None:
    with acting(bob) as by:
        actions.create(by=by, name="Friends")
        actions.create_by_filter(by=by, name="Britain", search=gb())
    found = Event.objects.using("system").filter(event_name="feature-used").order_by("id")
    assert [(one.user_id, one.properties["detail"]) for one in found] == [
        (bob.id, "by hand"),
        (bob.id, "filter"),
    ]


def test_lists_are_found_by_words_of_their_name(alice: Person) -> None:
    with acting(alice) as by:
        for name in ("Radio north", "Radio south", "Press"):
            actions.create(by=by, name=name)
        assert [one.name for one in queries.find_lists(["rad"], 8)] == [
            "Radio north",
            "Radio south",
        ]
        assert [one.name for one in queries.find_lists(["NORTH", "radio"], 8)] == ["Radio north"]
        assert queries.find_lists([], 8) == []
