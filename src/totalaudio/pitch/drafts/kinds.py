"""Which kind of template suits an outlet."""

from typing import Final

from totalaudio.pitch.states import PitchKind

_KINDS: Final = {
    "station": PitchKind.RADIO,
    "show": PitchKind.RADIO,
    "group": PitchKind.RADIO,
    "publication": PitchKind.PRESS,
    "blog": PitchKind.PRESS,
    "label": PitchKind.PRESS,
    "agency": PitchKind.PRESS,
    "playlist": PitchKind.PLAYLIST,
    "podcast": PitchKind.PODCAST,
}
# The outlets that a template of a kind suits.
OUTLETS_OF: Final = {
    kind: tuple(outlet for outlet, suits in _KINDS.items() if suits == kind) for kind in PitchKind
}


def kind_for(outlet_kind: str) -> PitchKind:
    """The kind of template for an outlet of this kind; radio when nobody knows what it is."""
    return _KINDS.get(outlet_kind, PitchKind.RADIO)
