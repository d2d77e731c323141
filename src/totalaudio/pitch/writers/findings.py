"""What the rules say of a text, and what a writer hands over."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .facts import Fact


class Level(StrEnum):
    """`refuse`: must not be approved as it is; `warn`: a person decides."""

    REFUSE = "refuse"
    WARN = "warn"


class Part(StrEnum):
    """Which text a finding is about."""

    SUBJECT = "subject"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a text breaks: what is wrong, what to do, and where.

    `start` and `end` count characters of the part, as slices do; both are 0 where it is about the whole.
    """

    rule: str
    level: Level
    message: str
    remedy: str
    start: int = 0
    end: int = 0
    part: Part = Part.BODY


class Grade(StrEnum):
    """A score in a word."""

    EXCELLENT = "excellent"
    GOOD = "good"
    NEEDS_WORK = "needs work"
    POOR = "poor"


GRADES: Final = ((90, Grade.EXCELLENT), (75, Grade.GOOD), (60, Grade.NEEDS_WORK), (0, Grade.POOR))


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the rules found in a text, with a score of 0 to 100 and its grade; `words` are those of the body."""

    findings: tuple[Finding, ...]
    score: int
    grade: Grade
    words: int

    @property
    def is_refused(self) -> bool:
        """Whether it must not be approved as it is."""
        return any(finding.level is Level.REFUSE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was asked: calls that were answered, and the tokens that its owner pays."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A written pitch: three different subjects (the first is proposed), the body, the facts in it, the findings.

    `unfilled` are the labels of merge fields that nothing is known for; the text then asks for them in brackets,
    which is a finding that refuses.
    """

    subjects: tuple[str, str, str]
    body: str
    facts: tuple[Fact, ...]
    analysis: Analysis
    unfilled: tuple[str, ...] = ()
    usage: Usage = Usage()
