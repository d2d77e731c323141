"""What a person looks for among the targets of a campaign, read from an address, never trusted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from totalaudio.campaigns.stages import LABELS, Stage
from totalaudio.contacts.searching import Asked, split_words

DUE: Final = {
    "late": "Follow-up late or due today",
    "open": "Follow-up planned",
    "none": "No follow-up",
}
FITS: Final = {"75": "Fit 75 and more", "50": "Fit 50 and more", "25": "Fit 25 and more"}
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class Wanted(Asked):
    """All of it must fit; '' asks for nothing. `due` is one of DUE, `fit` one of FITS."""

    stage: str = ""
    kind: str = ""
    country: str = ""
    fit: str = ""
    due: str = ""

    @property
    def labels(self) -> dict[str, str]:
        """The filters that are on, in words, by their name in the address."""
        named = {
            "stage": LABELS[Stage(self.stage)] if self.stage else "",
            "kind": self.kind,
            "country": self.country,
            "fit": FITS.get(self.fit, ""),
            "due": DUE.get(self.due, ""),
        }
        return {name: label for name, label in named.items() if label}


def read_wanted(query: Mapping[str, Sequence[str]]) -> Wanted:
    """Read `q stage kind country fit due`; a value that is none of ours is left out."""

    def last(name: str) -> str:
        text = (query.get(name) or [""])[-1].replace("\0", "").strip()[:_LONGEST]
        return text.encode("utf-8", "ignore").decode()

    return Wanted(
        words=split_words((query.get("q") or [""])[-1]),
        stage=last("stage") if last("stage") in set(Stage) else "",
        kind=last("kind"),
        country=last("country").upper() if len(last("country")) == 2 else "",
        fit=last("fit") if last("fit") in FITS else "",
        due=last("due") if last("due") in DUE else "",
    )
