"""What fields, steps and kinds are called on the contact page."""

from typing import Final

from totalaudio.contacts import fields
from totalaudio.contacts.countries import country_name

LABELS: Final = fields.LABELS | {
    "email": "Address",
    "email_status": "Mail server",
    "suggested_email": "Address that was probably meant",
}
_STEPS: Final = {
    "row": "the list itself",
    "workspace": "what this workspace knows",
    "directory": "the outlet directory",
    "ending": "the ending of the domain",
    "dns": "the mail servers",
    "site": "the outlet's own site",
    "you": "by hand",
}
KINDS: Final = {
    "invalid": "not an address",
    "disposable": "disposable",
    "desk": "desk",
    "role": "role address",
    "free": "free mail",
    "person": "personal address",
}


def label_of(field: str) -> str:
    """The name of a field on a page."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def step_of(step: str) -> str:
    """The name of the step that found a value."""
    return _STEPS.get(step, step)


def text_of(field: str, value: object) -> str:
    """A value as one text; a country by its name, a list with commas."""
    if isinstance(value, list | tuple):
        return ("\n" if field == "pitch_tips" else ", ").join(str(part) for part in value)
    text = str(value)
    return country_name(text) if field == "country" and text else text
