"""One row of a campaign's file: its cells by what they say, and what they mean."""

from datetime import date, timedelta
from typing import Final

from totalaudio.campaigns.days import LATEST, is_of_our_time
from totalaudio.campaigns.stages import FollowUpState, OutcomeKind, Stage
from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.countries import country_code
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.names import clean_text, is_usable_name
from totalaudio.core.lib.web_addresses import is_web_address

from ..words import ERASED
from .columns import date_of, outcome_words, stage_words, state_words, word_of
from .lines import Came, Line, Task

LONGEST_TEXT: Final = 10_000
LONGEST_NAME: Final = 300


class RowError(ValueError):
    """Why a row cannot be a target."""


def line_of(cells: dict[str, str]) -> Line:
    """The line that the cells of a row mean; RowError says why there is none."""
    for text in cells.values():
        if len(text) > LONGEST_TEXT:
            raise RowError(f"A cell has more than {LONGEST_TEXT:,} letters.")
    name, outlet = _name(cells, "name"), _name(cells, "outlet")
    if name == ERASED and not cells.get("email", "").strip():
        raise RowError("Whoever this was has been erased, and is not brought back.")
    email = _email(cells.get("email", ""), name)
    if not email and not is_usable_name(name):
        raise RowError("The row has no name and no address.")
    return Line(
        name=name,
        email=email,
        outlet=outlet,
        role=_name(cells, "role"),
        kind=_name(cells, "kind"),
        country=_country(cells.get("country", "")),
        stage=_stage(cells.get("stage", "")),
        outcomes=_outcomes(cells),
        follow_ups=_follow_ups(cells),
    )


def _name(cells: dict[str, str], key: str) -> str:
    text = clean_text(cells.get(key, ""))
    if len(text) > LONGEST_NAME:
        raise RowError(f"“{text[:40]}…” is longer than {LONGEST_NAME} letters.")
    return text


def _email(text: str, name: str) -> str:
    """The address; a broken one stays as it is where there is a name, as in a contact."""
    email = text.strip()
    if email and check_address(email).kind is EmailKind.INVALID and not is_usable_name(name):
        raise RowError(f"“{email[:80]}” is no complete address, and the row has no name.")
    return email


def _country(text: str) -> str:
    code = country_code(text)
    if text.strip() and not code:
        raise RowError(f"“{text.strip()[:40]}” is no country that we know. Try its code.")
    return code


def _stage(text: str) -> Stage | None:
    stage = word_of(Stage, text)
    if text.strip() and stage is None:
        raise RowError(f"“{text.strip()[:40]}” is no stage. Write one of: {stage_words()}.")
    return stage


def _outcomes(cells: dict[str, str]) -> tuple[Came, ...]:
    numbers = sorted({int(key.split()[1]) for key in cells if key.startswith("outcome ")})
    found = (_outcome(number, cells) for number in numbers)
    return tuple(came for came in found if came is not None)


def _outcome(number: int, cells: dict[str, str]) -> Came | None:
    kind, day, outlet, evidence, url = (
        cells.get(f"outcome {number} {part}", "")
        for part in ("kind", "date", "outlet", "evidence", "url")
    )
    if not any(text.strip() for text in (kind, day, evidence, url)):
        return None
    word = word_of(OutcomeKind, kind)
    if word is None:
        raise RowError(f"Outcome {number} is none of: {outcome_words()}.")
    on = _day(day, f"Outcome {number}", date.today() + timedelta(days=1))  # noqa: DTZ011 - a day either way is no matter
    if url.strip() and not is_web_address(url.strip()):
        raise RowError(f"The link of outcome {number} is no whole address with https://.")
    return Came(word, on, outlet, evidence, url.strip())


def _day(text: str, what: str, latest: date) -> date:
    found = date_of(text)
    if found is None:
        said = f"“{text.strip()[:20]}” is no date" if text.strip() else "has no date"
        raise RowError(f"{what}: {said}. Write it as 2026-11-30.")
    if found > latest or not is_of_our_time(found):
        raise RowError(f"{what}: {found.isoformat()} is too far off.")
    return found


def _follow_ups(cells: dict[str, str]) -> tuple[Task, ...]:
    found = (_follow_up(number, cells) for number in (1, 2))
    return tuple(task for task in found if task is not None)


def _follow_up(number: int, cells: dict[str, str]) -> Task | None:
    due, state, note = (
        cells.get(f"follow up {number} {part}", "") for part in ("due", "state", "note")
    )
    if not any(text.strip() for text in (due, state, note)):
        return None
    word = word_of(FollowUpState, state) if state.strip() else FollowUpState.OPEN
    if word is None:
        raise RowError(f"Follow-up {number} is none of: {state_words()}.")
    return Task(number, _day(due, f"Follow-up {number}", LATEST), word, note)
