"""The files in slos/ say what the platform promises: the table of design, figure by figure."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from totalaudio_ops.slo.alerts import spent_when_fired
from totalaudio_ops.slo.objectives import Measure, Objective
from totalaudio_ops.slo.openslo import UnreadableObjectives, read_objectives
from totalaudio_ops.slo.shorthand import shorthand

SHIPPED = Path(__file__).parents[5] / "slos"
SHIPPED_OBJECTIVES = {(one.app, one.name): one for one in read_objectives(SHIPPED)}


@pytest.mark.parametrize(
    ("app", "name", "target", "window", "threshold", "slower", "classes"),
    [
        ("audio-intel", "availability", "0.995", "30d", None, {}, ()),
        ("audio-intel", "latency", "0.95", "7d", 3000, {"home": 2000, "enrichment": 5000, "sign-in": 1000}, ()),
        ("audio-intel", "success", "0.99", "7d", None, {}, ()),
        ("audio-intel", "database", "0.95", "7d", 500, {}, ("db:query",)),
        ("audio-intel", "moonshot", "0.95", "7d", 100, {}, ()),
        ("tracker", "availability", "0.99", "30d", None, {}, ()),
        ("tracker", "latency", "0.95", "7d", 4000, {}, ()),
        ("tracker", "database", "0.95", "7d", 500, {}, ("db:query",)),
        ("tracker", "moonshot", "0.95", "7d", 100, {}, ()),
        ("pitch-generator", "availability", "0.99", "30d", None, {}, ()),
        ("pitch-generator", "latency", "0.95", "7d", 5000, {}, ()),
        ("pitch-generator", "database", "0.95", "7d", 500, {}, ("db:query",)),
        ("pitch-generator", "moonshot", "0.95", "7d", 100, {}, ()),
        ("worker", "availability", "0.99", "30d", None, {}, ()),
        ("worker", "enrichment", "0.95", "7d", None, {}, ("work:enrichment",)),
        ("worker", "payments", "0.98", "30d", None, {}, ("work:payment",)),
    ],
)  # fmt: skip
def test_every_promise(
    app: str,
    name: str,
    target: str,
    window: str,
    threshold: int | None,
    slower: dict[str, int],
    classes: tuple[str, ...],
) -> None:
    found = SHIPPED_OBJECTIVES[app, name]
    assert (found.target, shorthand(found.window)) == (Decimal(target), window)
    assert (found.indicator.threshold, dict(found.indicator.slower)) == (threshold, slower)
    assert found.indicator.classes == classes
    assert found.indicator.measure is (Measure.FAILED if threshold is None else Measure.SLOW)
    assert found.decides is (name != "moonshot")


def test_there_is_no_other_promise() -> None:
    assert len(SHIPPED_OBJECTIVES) == 16


@pytest.mark.parametrize(
    "one", SHIPPED_OBJECTIVES.values(), ids=lambda one: f"{one.app}-{one.name}"
)
def test_every_promise_that_decides_has_the_four_rules_and_no_other_has(one: Objective) -> None:
    found = [(rule.name, float(rule.burn), rule.level) for rule in one.rules]
    is_failing = one.indicator.measure is Measure.FAILED
    levels = ["P1", "P1", "P2", "P3"] if is_failing else ["P2", "P2", "P3", "P3"]
    windows = [("1h and 5m", 14.4), ("6h and 30m", 6.0), ("1d and 2h", 3.0), ("3d and 6h", 1.0)]
    expected = [(*window, level) for window, level in zip(windows, levels, strict=True)]
    assert found == (expected if one.decides else [])


@pytest.mark.parametrize(
    "one", SHIPPED_OBJECTIVES.values(), ids=lambda one: f"{one.app}-{one.name}"
)
def test_every_rule_is_told_before_freeze_begins(one: Objective) -> None:
    assert all(spent_when_fired(one, rule) < Decimal("0.75") for rule in one.rules)


def test_payments_are_few_and_judged_all_the_same() -> None:
    found = SHIPPED_OBJECTIVES["worker", "payments"]
    assert (found.minimum, found.minimum_bad) == (20, 3)
    assert found.window == timedelta(days=30)


def test_one_file_alone_says_what_it_refers_to(tmp_path: Path) -> None:
    with pytest.raises(UnreadableObjectives) as raised:
        read_objectives(SHIPPED / "tracker.yaml")
    assert "There is no AlertPolicy called failing-1h; known here: none." in str(raised.value)
    assert read_objectives(SHIPPED / "tracker.yaml", SHIPPED / "alerts.yaml") == [
        one for one in SHIPPED_OBJECTIVES.values() if one.app == "tracker"
    ]


def test_folders_and_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9\n")
    (tmp_path / "notes.txt").write_text("no objective")
    missing = tmp_path / "missing.yaml"
    with pytest.raises(UnreadableObjectives) as raised:
        read_objectives(tmp_path, missing)
    assert [str(fault) for fault in raised.value.faults] == [
        f"{tmp_path / 'latin.yaml'}:1: It cannot be read: it is not UTF-8.",
        f"{missing}:1: It cannot be read: No such file or directory.",
    ]


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableObjectives, match="No document of kind SLO is here; add one"):
        read_objectives(tmp_path)
