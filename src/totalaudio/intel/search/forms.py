"""The form that changes a contact by hand."""

from typing import Any, Final

from django import forms

from totalaudio.contacts.actions import EDITABLE, FieldValue, value_of
from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.countries import country_code, country_name
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.genres import read_genres
from totalaudio.contacts.models import Contact
from totalaudio.contacts.names import clean_text, is_usable_name

from .words import label_of

_LONG: Final = frozenset({"submission_guidelines", "pitch_tips", "notes"})
_HINTS: Final = {
    "genres": "With commas between them, such as: house, drum and bass.",
    "pitch_tips": "One on each line.",
    "country": "A name or a code of two letters.",
}
_LONGEST: Final = 300
_LONGEST_TEXT: Final = 10_000


class ContactForm(forms.Form):
    """One field for each that a person may write; `changes` is what they mean."""

    def __init__(self, contact: Contact, data: Any = None) -> None:
        super().__init__(data, initial={field: _shown(contact, field) for field in EDITABLE})
        self._contact = contact
        for field in EDITABLE:
            self.fields[field] = _field(field)

    def clean_email(self) -> str:
        """An address that is written anew must be one; a broken one from a list may stay."""
        email = str(self.cleaned_data["email"]).strip()
        if email and email != self._contact.email:
            checked = check_address(email)
            if checked.kind is EmailKind.INVALID:
                raise forms.ValidationError(
                    f"“{email}” is no complete address. Write it as name@example.com."
                )
            return checked.email
        return email

    def clean_country(self) -> str:
        """A country by its code."""
        text = str(self.cleaned_data["country"])
        code = country_code(text)
        if text and not code:
            raise forms.ValidationError(f"“{text}” is no country that we know. Try its code.")
        return code

    def clean_genres(self) -> list[str]:
        """Genres by their one name each."""
        read = read_genres(str(self.cleaned_data["genres"]))
        if read.unknown:
            raise forms.ValidationError(
                f"“{', '.join(read.unknown)}” is no genre that we know. Put it into the notes."
            )
        return list(read.genres)

    def clean_pitch_tips(self) -> list[str]:
        """One tip on each line."""
        lines = str(self.cleaned_data["pitch_tips"]).splitlines()
        return [tip for line in lines if (tip := clean_text(line))]

    def clean(self) -> dict[str, Any]:
        """A contact is somebody, or somewhere to write to."""
        name, email = self.cleaned_data.get("name", ""), self.cleaned_data.get("email", "")
        if not self.errors and not email and not is_usable_name(name):
            raise forms.ValidationError("A contact needs a name or an address.")
        return self.cleaned_data

    def changes(self) -> dict[str, FieldValue]:
        """The values of all fields, as the contact keeps them."""
        return {field: self.cleaned_data[field] for field in EDITABLE}


def _field(field: str) -> forms.Field:
    is_long = field in _LONG
    return forms.CharField(
        label=label_of(field),
        required=False,
        help_text=_HINTS.get(field, ""),
        max_length=_LONGEST_TEXT if is_long else _LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput,
    )


def _shown(contact: Contact, field: str) -> str:
    value = value_of(contact, field)
    if isinstance(value, list):
        return ("\n" if field == "pitch_tips" else ", ").join(value)
    return country_name(value) if field == "country" and value else value
