"""How each tone greets and signs off."""

from dataclasses import dataclass
from typing import Final

from totalaudio.pitch.states import Tone


@dataclass(frozen=True, slots=True)
class Manner:
    """Greetings with and without a name, and the sign-off."""

    named: str
    unnamed: str
    sign_off: str

    def greeting(self, name: str) -> str:
        """The first line of a mail; without a name it names nobody."""
        return self.named.format(name=name) if name else self.unnamed


_MANNERS: Final = {
    Tone.CASUAL: Manner("Hi {name},", "Hi there,", "Cheers,"),
    Tone.PROFESSIONAL: Manner("Hello {name},", "Hello,", "Kind regards,"),
    Tone.ENTHUSIASTIC: Manner(
        "Hello {name},", "Hello,", "Thank you for listening, and all the best,"
    ),
}


def manner(tone: Tone) -> Manner:
    """How this tone greets and signs off."""
    return _MANNERS[tone]
