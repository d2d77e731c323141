from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from tests.support.cast import Person

from totalaudio.core.flags import current, exposure
from totalaudio.core.flags.deciding import Place, Snapshot
from totalaudio.core.flags.declarations import Variant
from totalaudio.core.flags.exposure import exposure_id, variant_for
from totalaudio.core.metrics.models import Event
from totalaudio.core.tenancy.context import task_context

from .declaring import NAME, OTHER, flag, override


@pytest.fixture(autouse=True)
def experiment() -> Iterator[None]:
    variants = flag(variants=(Variant("short", 50), Variant("long", 50)))
    current.publish(Snapshot(4), [variants, flag(name=OTHER)], Place("test"))
    exposure._recorded.clear()
    yield
    current.publish(Snapshot())


def see(person: Person, *, in_a_new_process: bool = False) -> str | None:
    if in_a_new_process:
        exposure._recorded.clear()
    with task_context(person.workspace_id, person.id):
        return variant_for(NAME, person.id, person.workspace_id)


def recorded() -> list[tuple[UUID, dict[str, object]]]:
    return list(
        Event.objects.using("system").order_by("user_id").values_list("user_id", "properties")
    )


def test_a_person_sees_one_variant_and_is_recorded_once_a_day(alice: Person) -> None:
    seen = see(alice)
    assert seen in {"short", "long"}
    assert see(alice) == seen
    assert see(alice, in_a_new_process=True) == seen
    told = {"flag": "export-formats", "variant": seen, "version": 4}
    assert recorded() == [(alice.id, told)]


def test_everybody_is_recorded_for_themselves(alice: Person, bob: Person) -> None:
    see(alice)
    see(bob)
    assert {user_id for user_id, _ in recorded()} == {alice.id, bob.id}


def test_an_exposure_that_was_taken_back_is_recorded_the_next_time(alice: Person) -> None:
    with pytest.raises(ZeroDivisionError), task_context(alice.workspace_id, alice.id):
        raise ZeroDivisionError(variant_for(NAME, alice.id))
    assert recorded() == []
    see(alice)
    assert len(recorded()) == 1


def test_without_variants_or_while_off_nothing_is_recorded(alice: Person) -> None:
    with task_context(alice.workspace_id, alice.id):
        assert variant_for(OTHER, alice.id) is None
    off = (override(False),)
    current.publish(Snapshot(5, off), [flag(variants=(Variant("short", 100),))], Place("test"))
    assert see(alice) is None
    assert recorded() == []


def test_the_id_is_of_the_person_the_flag_and_the_day() -> None:
    alice, day = UUID(int=1), date(2026, 11, 23)
    made = exposure_id(NAME, alice, day)
    others = [
        exposure_id(OTHER, alice, day),
        exposure_id(NAME, UUID(int=2), day),
        exposure_id(NAME, alice, date(2026, 11, 24)),
    ]
    assert made not in others
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == datetime(2026, 11, 23, tzinfo=UTC).timestamp() * 1000
