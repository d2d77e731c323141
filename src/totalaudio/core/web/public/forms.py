"""The form that books a demo call."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError

from totalaudio.core.accounts.fields import NameField
from totalaudio.core.web.models import DemoCall

from .actions import Wish

TAKEN = "This time is no longer free. Choose another."


class Times(forms.Select):
    """A select of times, by day."""

    template_name = "web/public/times.html"


class DemoCallForm(forms.Form):
    """Who wants to talk and when; `free` are the times to choose from."""

    starts_at = forms.ChoiceField(
        label="When",
        help_text="Half an hour, UK time (Europe/London).",
        widget=Times,
        error_messages={"required": "Choose a time.", "invalid_choice": TAKEN},
    )
    name = NameField(
        label="Your name", max_length=80, error_messages={"required": "Write your name."}
    )
    email = forms.EmailField(
        label="E-mail",
        max_length=DemoCall._meta.get_field("email").max_length,
        help_text="For the confirmation and its calendar file.",
        error_messages={
            "required": "Write the address that the confirmation goes to.",
            "invalid": "This is not an e-mail address. Write it as in name@example.com.",
        },
    )
    company = NameField(
        label="Company or artist",
        max_length=120,
        error_messages={"required": "Write for whom you promote music; your own name will do."},
    )
    promotes = forms.CharField(
        label="What do you promote?",
        max_length=1000,
        required=False,
        help_text="Genres, formats, how you do it today: we prepare for it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(
        self, data: object = None, *, free: Iterable[datetime], initial: dict[str, str]
    ) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or None
        self.fields["starts_at"].widget.choices = self.fields["starts_at"].choices = _choices(free)  # type: ignore[attr-defined]  # a select has choices
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["company"].widget.attrs["autocomplete"] = "organization"

    def clean_website(self) -> str:
        """Robots fill every field; people do not see this one."""
        if self.cleaned_data["website"]:
            raise ValidationError("This field is a trap for robots. Empty it and send again.")
        return ""

    def wish(self) -> Wish:
        """What was asked for; only of a valid form."""
        asked = self.cleaned_data
        return Wish(
            starts_at=datetime.fromisoformat(asked["starts_at"]),
            name=asked["name"],
            email=asked["email"],
            company=asked["company"],
            promotes=asked["promotes"],
        )


type _Group = tuple[str, list[tuple[str, str]]]


def _choices(free: Iterable[datetime]) -> list[tuple[str, str] | _Group]:
    days = groupby(free, key=lambda start: start.date())
    return [
        ("", "Choose a time"),
        *(
            (f"{day:%A} {day.day} {day:%B}", [(s.isoformat(), f"{s:%H:%M}") for s in starts])
            for day, starts in days
        ),
    ]
