"""The tables of SLOS.md."""

from totalaudio.project.cli import slo_documents
from totalaudio_ops.slo.declared import declared


def test_every_objective_has_a_line() -> None:
    lines = slo_documents.objectives()
    assert len(lines) == 2 + len(declared())
    assert (
        "| Audio Intel | Fast enough | 95 % | 7 days | over 3 s, home 2 s, enrichment 5 s, sign-in 1 s"
        " | every request |"
    ) in lines
    assert (
        "| Audio Intel | Available | 99.5 % | 30 days | failed | every request and probe |" in lines
    )


def test_modes_say_when_they_begin_and_end_and_what_goes_through() -> None:
    assert slo_documents.modes()[2:] == [
        "| Development | more than 50 % is left |  | goes through | goes through | goes through |",
        "| Caution | 50 % or less is left | above 55 % | waits | goes through | goes through |",
        (
            "| Freeze | less than 25 % is left | above 50 %, post-mortems closed | waits | with an open incident"
            " | goes through |"
        ),
    ]


def test_alerts_have_their_detection_times_rounded_up_to_minutes() -> None:
    # 14.4 × 0.5 % × 60 minutes are 4.32; a tenth failing takes ten times as long.
    assert slo_documents.burn_alerts()[2] == (
        "| 1h and 5m | 14.4 | P1 | P2 | 2 % | 5 min | 44 min | never |"
    )
