"""What the commands of deploys say: a line for each step as it ends, tables for people, keys for programs."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.gating import Answer
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.recording import name_of
from totalaudio_ops.deploys.rows import Line, Row, Took, lines_of, row_of, took
from totalaudio_ops.deploys.steps import Done, Entry

type Json = dict[str, object]


class Talk:
    """Tells each step to standard error; on a terminal also the one that is under way."""

    def __init__(self) -> None:
        """Nothing was said."""
        self._is_named = False

    def say(self, deploy: Deploy, entry: Entry) -> None:
        """One line of the journal."""
        if not self._is_named:
            sys.stderr.write(f"{name_of(deploy.order)}\n")
            self._is_named = True
        if entry.step is None:
            return
        if entry.done is Done.BEGAN:
            if sys.stderr.isatty():
                sys.stderr.write(f"  {entry.step:<8} …\r")
        else:
            one = took(lines_of(deploy))[-1]
            sys.stderr.write(f"  {_line(one)}\n")
        sys.stderr.flush()


def _line(one: Took) -> str:
    seconds = "" if one.seconds is None else f"{one.seconds:.1f} s"
    word = "" if one.done == Done.DONE else f"{one.done}: "
    return f"{one.step:<8} {seconds:>8}  {word}{one.said}".rstrip()


def show_plan(plan: Sequence[str], answers: Sequence[Answer]) -> None:
    """What would be done, and what the gate says to it."""
    for number, one in enumerate(plan, 1):
        sys.stdout.write(f"{number}. {one}\n")
    if answers:
        sys.stdout.write("\nThe gate:\n")
    for answer in answers:
        word = "go" if answer.is_let_through else "stop"
        sys.stdout.write(f"  {word:<5} {answer.check:<11} {answer.said}\n")


def plan_as_json(plan: Sequence[str], answers: Sequence[Answer]) -> Json:
    """The same for programs."""
    return {
        "plan": list(plan),
        "gate": [
            {"check": one.check, "let_through": one.is_let_through, "said": one.said}
            for one in answers
        ],
    }


def show_end(deploy: Deploy) -> None:
    """How it ended, on one line."""
    row = row_of(deploy)
    outcome = (row.outcome or "not ended").capitalize()
    sys.stdout.write(f"{outcome}. {row.said}\n")


def as_json(row: Row, lines: Sequence[Line] | None = None) -> Json:
    """One deploy with the documented keys; steps where lines are given."""
    found: Json = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(row).items()
        if name != "asked_by"
    }
    found |= {"by": row.asked_by, "seconds": row.seconds}
    if lines is not None:
        found["steps"] = [asdict(one) | {"at": one.at.isoformat()} for one in took(lines)]
    return found


def deploy_as_json(deploy: Deploy) -> Json:
    """One deploy from its journal."""
    return as_json(row_of(deploy), lines_of(deploy))


def show_list(rows: Sequence[Row]) -> None:
    """The deploys, a line each."""
    if not rows:
        sys.stdout.write("Nothing was deployed so far: ./totalaudio deploy tracker --env preview\n")
    for row in rows:
        label = Deployable(row.app).label
        lasted = f"{row.seconds:.0f} s" if row.seconds is not None else "–"
        sys.stdout.write(
            f"{row.started_at:%Y-%m-%d %H:%M}  {row.environment:<10}  {label:<15}  {row.version:<9}  "
            f"{row.commit[:12]}  {row.kind:<8}  {row.outcome or 'not ended':<11}  {lasted:>6}  {row.asked_by}  "
            f"{row.id}\n"
        )


def show_one(row: Row, lines: Sequence[Line]) -> None:
    """One with its steps."""
    show_list([row])
    for one in took(lines):
        sys.stdout.write(f"  {_line(one)}\n")
    sys.stdout.write(f"{row.said}\n")
