"""What an archive may hold beside what the release declares, and what it may not."""

import pytest

from totalaudio_ops.backups.declared import Beside, compared
from totalaudio_ops.backups.facts import Facts

RELEASE = {
    "table totalaudio.things": "permanent",
    "column totalaudio.things.name": "text",
    "policy own of totalaudio.things": "using (mine)",
    "rights on table totalaudio.things of totalaudio_app": "SELECT",
    "rights on function totalaudio.ask() of totalaudio_owner": "EXECUTE",
    "rights on the database of totalaudio_app": "CONNECT",
    "membership of totalaudio_owner in totalaudio_system": "inherits nothing",
}
ADDED = {
    "table totalaudio.mine": "permanent",
    "index totalaudio.things_by_name": "on things",
    "policy all of totalaudio.mine": "using (true)",
    "rights on table totalaudio.mine of totalaudio_app": "SELECT",
    "rights on table totalaudio.things of reporting": "SELECT",
    "trigger note of totalaudio.mine": "AFTER INSERT",
}
OPENED = {
    "policy all of totalaudio.things": "using (true)",
    "trigger note of totalaudio.things": "AFTER INSERT",
    "rule away of totalaudio.things": "DO INSTEAD NOTHING",
    "rights on table totalaudio.things of PUBLIC": "SELECT",
    "rights on column totalaudio.things.name of totalaudio_app": "UPDATE",
    "rights on function totalaudio.ask() of PUBLIC": "EXECUTE",
    "rights on the database of PUBLIC": "CONNECT",
    "rights on new functions of totalaudio_owner of PUBLIC": "EXECUTE",
    "membership of totalaudio_app in totalaudio_system": "inherits",
    "setting role of totalaudio_app in this database": "totalaudio_system",
    "event trigger note": "ddl_command_end",
}


def beside(items: dict[str, str]) -> Beside:
    return compared(Facts(18, RELEASE, {}), Facts(18, items, {}))


def test_what_the_release_declares_is_nothing_to_speak_of() -> None:
    assert beside(RELEASE) == Beside((), ())


def test_what_somebody_added_is_told_and_no_damage() -> None:
    assert beside(RELEASE | ADDED) == Beside(
        (),
        (
            "It holds 6 things that this release does not declare, as index totalaudio.things_by_name.",
        ),
    )


@pytest.mark.parametrize("item", OPENED)
def test_what_opens_something_of_the_release_is_a_problem(item: str) -> None:
    found = beside(RELEASE | {item: OPENED[item]})
    assert (len(found.problems), found.notes) == (1, ())
    assert found.problems[0].startswith("Not as this release declares it: ")


@pytest.mark.parametrize("item", RELEASE)
def test_what_is_missing_is_a_problem(item: str) -> None:
    found = beside({name: text for name, text in RELEASE.items() if name != item})
    assert (len(found.problems), found.notes) == (1, ())


@pytest.mark.parametrize("item", RELEASE)
def test_what_is_other_is_a_problem(item: str) -> None:
    found = beside(RELEASE | {item: "other"})
    assert (len(found.problems), found.notes) == (1, ())
