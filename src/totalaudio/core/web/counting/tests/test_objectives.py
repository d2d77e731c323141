"""Objectives name classes that are counted: a word that nobody counts would be a promise without a measure."""

from pathlib import Path

from totalaudio.core.lib.worked import Work
from totalaudio.core.web.counting.classes import CLASSES
from totalaudio.core.web.counting.work import QUERY
from totalaudio_ops.slo.openslo import read_objectives

OBJECTIVES = read_objectives(Path(__file__).parents[6] / "slos")


def test_every_class_of_an_objective_is_counted() -> None:
    counted = {*CLASSES, *Work, QUERY, "probe"}
    named = {name for one in OBJECTIVES for name in (*one.indicator.classes, *one.indicator.slower)}
    assert named == {"home", "sign-in", "enrichment", *Work, QUERY}
    assert named - counted == set()
