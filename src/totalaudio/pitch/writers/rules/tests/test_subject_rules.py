"""What a subject must be."""

import pytest

from totalaudio.pitch.writers.findings import Level, Part
from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.rules.tests.texts import GOOD
from totalaudio.pitch.writers.tests.briefs import brief


def _subject(text: str, *, step: int = 1) -> list[tuple[str, Level]]:
    found = check(GOOD, brief(), subject=text, step=step)
    assert all(finding.part is Part.SUBJECT for finding in found)
    return [(finding.message, finding.level) for finding in found]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", [("There is no subject.", Level.REFUSE)]),
        ("a" * 49, []),
        ("a" * 50, [("The subject has 50 characters; a phone shows under 50.", Level.WARN)]),
        ("Re: our talk", [("The subject pretends to be an answer.", Level.REFUSE)]),
        ("FWD : this", [("The subject pretends to be an answer.", Level.REFUSE)]),
        ("Record: a new one", []),
        ("HEAR THIS NOW", [("The subject is in capitals.", Level.WARN)]),
        ("HEAR", [("The subject is in capitals.", Level.WARN)]),
        ("NASA and a song", []),
        ("One\nBcc: all@example.com", [("The subject has a line break.", Level.REFUSE)]),
        ("For [Name]", [("“[Name]” is still to be filled in.", Level.REFUSE)]),
        ("An amazing song", [("“amazing” is hype.", Level.WARN)]),
    ],
)
def test_a_subject_is_short_plain_and_honest(text: str, said: list[tuple[str, Level]]) -> None:
    assert _subject(text) == said


def test_an_answer_in_the_thread_may_say_so() -> None:
    assert _subject("Re: Northern Light", step=2) == []
