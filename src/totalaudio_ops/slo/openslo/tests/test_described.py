"""What is read of OpenSLO is described in slos/README.md, key by key."""

import re
from pathlib import Path

from totalaudio_ops.slo.openslo.indicators import BadEvents
from totalaudio_ops.slo.openslo.kinds import SPECS
from totalaudio_ops.slo.openslo.notes import DECIDES, MINIMUM, MINIMUM_BAD, SHORT_WINDOW
from totalaudio_ops.slo.openslo.parts import Part

README = (Path(__file__).parents[5] / "slos" / "README.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[\w/-]+", " ".join(re.findall(r"`([^`]+)`", README))))


def keys(part: type[Part]) -> set[str]:
    return {str(one.alias) for one in part.model_fields.values()} - {
        "description",
        "spec",
        "metadata",
    }


def test_every_kind_and_every_key_of_it_is_described() -> None:
    assert set(SPECS) - WORDS == set()
    assert {key for spec in SPECS.values() for key in keys(spec)} - WORDS - {"condition"} == set()


def test_every_key_of_ours_is_described() -> None:
    assert keys(BadEvents) - WORDS == set()
    assert {DECIDES, MINIMUM, MINIMUM_BAD, SHORT_WINDOW} - WORDS == set()
