"""What is written is read again as it was meant, and no text breaks the reader."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from totalaudio_ops.apps import Deployable
from totalaudio_ops.requests.bounds import BOUNDS
from totalaudio_ops.slo.objectives import Indicator, Measure, Objective, Rule
from totalaudio_ops.slo.openslo import Fault, UnreadableObjectives, parse
from totalaudio_ops.slo.openslo.tests.written import SMALL, written
from totalaudio_ops.strict_yaml import DEEPEST, LARGEST

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4})?", fullmatch=True)
CLASSES = st.from_regex(r"[a-z]{1,6}(:[a-z]{1,4})?\*?", fullmatch=True)
PLAIN = st.sampled_from(["home", "sign-in", "runs"])
MINUTES = st.integers(1, 60).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    short = draw(MINUTES)
    burn = draw(st.decimals("0.1", "1", places=1))  # every target can burn so fast
    return Rule(short + draw(MINUTES), short, burn, draw(st.sampled_from(["P0", "P1", "P2", "P3"])))


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    classes = tuple(draw(st.lists(CLASSES, max_size=3, unique=True)))
    if draw(st.booleans()):
        return Indicator(Measure.FAILED, classes)
    slower = {} if classes else draw(st.dictionaries(PLAIN, st.sampled_from(BOUNDS), max_size=2))
    return Indicator(Measure.SLOW, classes, draw(st.sampled_from(BOUNDS)), slower)


@st.composite
def objectives(draw: st.DrawFn, name: str) -> Objective:
    return Objective(
        app=draw(st.sampled_from([str(app) for app in Deployable])),
        name=name,
        title=draw(
            st.from_regex(r"[A-Za-z0-9'\"#:%é€] ?[A-Za-z0-9'\"#:%é€]{1,20}", fullmatch=True)
        ),
        target=draw(st.decimals("0.0001", "0.9999", places=4)),
        window=timedelta(days=draw(st.integers(1, 90))),
        indicator=draw(indicators()),
        source=draw(st.sampled_from(["postgres", "prometheus"])),
        decides=draw(st.booleans()),
        minimum=draw(st.integers(1, 10_000)),
        minimum_bad=draw(st.integers(1, 10_000)),
        rules=tuple(draw(st.lists(rules(), max_size=2, unique=True))),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_written_is_read_again(data: st.DataObject) -> None:
    names = data.draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    meant = [data.draw(objectives(name)) for name in names]
    found = parse({"slos.yaml": written(meant)})
    order = [str(app) for app in Deployable]
    assert found == sorted(meant, key=lambda one: order.index(one.app))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(SMALL)), st.integers(0, 30), st.text(max_size=30))
@example(0, len(SMALL), "")
@example(0, len(SMALL), "\x00")
@example(0, len(SMALL), "\ud800")
@example(0, len(SMALL), "? [a]\n: b")
@example(0, len(SMALL), "%YAML 1.1\n---\nyes")
@example(0, len(SMALL), "[[1], {2: 3}]")
def test_no_damage_raises_anything_but_its_own_error(place: int, length: int, text: str) -> None:
    damaged = SMALL[:place] + text + SMALL[place + length :]
    found, faults = read(damaged)
    assert bool(found) is not bool(faults)
    last = damaged.count("\n") + len(text) + 1  # some of YAML's line breaks are not ours
    assert all(1 <= fault.line <= last for fault in faults)


def read(text: str) -> tuple[list[Objective], tuple[Fault, ...]]:
    try:
        return parse({"slos.yaml": text}), ()
    except UnreadableObjectives as problem:
        return [], problem.faults


def said(text: str) -> list[str]:
    return [str(fault) for fault in read(text)[1]]


def test_a_billion_laughs_are_refused_before_anybody_laughs() -> None:
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert said(laughs) == [
        "slos.yaml:1: Anchors (&name) and tags (!name) are not read; write the value."
    ]
    assert said("a: *b\n") == ["slos.yaml:1: Aliases (*name) are not read; write the value out."]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_what_is_deep_is_refused_at_once(opening: str) -> None:
    found = said(opening * (LARGEST // len(opening)))
    assert found == [f"slos.yaml:1: This is nested more than {DEEPEST} deep."]


def test_what_is_long_is_refused_unread() -> None:
    assert said("[" * (LARGEST + 1)) == [
        f"slos.yaml:1: The file is longer than {LARGEST} characters; split it."
    ]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!mine"])
def test_tags_are_refused(tag: str) -> None:
    assert said(f"apiVersion: {tag} x\n") == [
        "slos.yaml:1: Anchors (&name) and tags (!name) are not read; write the value."
    ]


@pytest.mark.parametrize(
    "number", ["1e-9", "1e-999999999", ".inf", ".nan", "1_0.5", "0x1F", "9" * 5000]
)
def test_numbers_that_would_grow_are_no_numbers(number: str) -> None:
    [found] = said(SMALL.replace("target: 0.95", f"target: {number}"))
    assert found.startswith(f"slos.yaml:37: spec.objectives[0].target is '{number[:50]}")
    assert found.endswith("; write a plain number, without quotes and exponent.")
    assert len(found) < 160


def test_a_target_has_the_digits_that_were_written() -> None:
    [found] = parse({"slos.yaml": SMALL.replace("0.95", "0.30000000000000001")})
    assert found.target == Decimal("0.30000000000000001")
