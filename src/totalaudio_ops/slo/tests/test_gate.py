"""What the gate lets through, in every mode."""

import pytest

from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Change, decide
from totalaudio_ops.slo.modes import Mode

FEATURE, FIX, SECURITY = Change
DEVELOPMENT, CAUTION, FREEZE = Mode
FROZEN = "Freeze stops features; security changes go through, and fixes of an open incident."


@pytest.mark.parametrize(
    ("mode", "change", "has_open_incident", "is_let_through", "said"),
    [
        (DEVELOPMENT, FEATURE, False, True, "Development lets everything through."),
        (DEVELOPMENT, FIX, False, True, "Development lets everything through."),
        (DEVELOPMENT, SECURITY, False, True, "Development lets everything through."),
        (CAUTION, FEATURE, True, False, "Caution stops features; fixes and security changes go through."),
        (CAUTION, FIX, False, True, "Caution lets a fix through."),
        (CAUTION, SECURITY, False, True, "Caution lets a security change through."),
        (FREEZE, FEATURE, True, False, FROZEN),
        (FREEZE, FIX, False, False, "Freeze stops fixes that name no open incident; name one with --incident."),
        (FREEZE, FIX, True, True, "Freeze lets a fix of an open incident through."),
        (FREEZE, SECURITY, False, True, "Freeze lets a security change through."),
    ],
)  # fmt: skip
def test_every_mode_and_change(
    mode: Mode, change: Change, has_open_incident: bool, is_let_through: bool, said: str
) -> None:
    verdict = decide(mode, change, has_open_incident=has_open_incident)
    assert (verdict.is_let_through, verdict.said) == (is_let_through, said)


def test_an_override_lets_through_and_says_why_on_one_line() -> None:
    verdict = decide(FREEZE, FEATURE, override="A promised launch,\nagreed with the owner")
    assert verdict.is_let_through
    assert verdict.said.endswith(
        "Let through by override: A promised launch, agreed with the owner"
    )


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
@pytest.mark.parametrize("mode", list(Mode))
def test_an_override_needs_a_reason(mode: Mode, reason: str) -> None:
    with pytest.raises(Problem, match="The override has no reason: say after --override why"):
        decide(mode, FEATURE, override=reason)


def test_an_override_that_nobody_needed_changes_no_word() -> None:
    assert decide(DEVELOPMENT, FEATURE, override="To be sure") == decide(DEVELOPMENT, FEATURE)
