from pathlib import Path

import pytest

from totalaudio.core.flags.checks import faults_of, named_in
from totalaudio.core.flags.declarations import FLAGS, Flag, Variant
from totalaudio.core.flags.names import FlagName

from .declaring import NAME, OTHER, flag


def others(*names: FlagName) -> list[Flag]:
    return [each for each in FLAGS if each.name not in names]


def test_the_declarations_of_the_product_have_no_fault() -> None:
    assert faults_of(FLAGS) == []


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (others(NAME), "export-formats is not declared"),
        ([*FLAGS, flag()], "export-formats is declared twice"),
        ([*others(NAME), flag(prerequisites=(NAME,))], "export-formats needs itself"),
        (
            [*others(NAME), flag(variants=(Variant("a", 50), Variant("b", 49)))],
            "the variants of export-formats make 99 % instead of 100",
        ),
        ([*others(NAME), flag(rollout=101)], "export-formats is rolled out to 101 %"),
    ],
)
def test_a_fault_is_named(flags: list[Flag], said: str) -> None:
    assert faults_of(flags) == [said]


def test_flags_that_need_each_other_are_both_named() -> None:
    circle = [flag(prerequisites=(OTHER,)), flag(name=OTHER, prerequisites=(NAME,))]
    assert faults_of([*others(NAME, OTHER), *circle]) == [
        "export-formats needs itself",
        "batch-enrichment needs itself",
    ]


def test_the_flags_of_a_template_are_found(tmp_path: Path) -> None:
    template = tmp_path / "page.html"
    template.write_text(
        """{% if_feature "export-formats" %}{% endif_feature %}{% feature 'nope' as on %}"""
    )
    assert [name for _, name in named_in(iter([template]))] == ["export-formats", "nope"]
