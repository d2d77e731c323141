"""What people write down about a target by hand."""

from datetime import date as Date  # noqa: N812 - `date` is the name of a field
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone

from totalaudio.campaigns.days import EARLIEST
from totalaudio.campaigns.models import Target
from totalaudio.campaigns.stages import Channel, OutcomeKind, ReplyKind, Stage, choices
from totalaudio.core.lib import web_addresses

LONGEST_TEXT: Final = 10_000
LONGEST_NAME: Final = 200
# Clocks differ a little; a time by the person's own clock is not refused for that.
_CLOCKS: Final = timedelta(minutes=10)


def _now() -> datetime:
    return timezone.localtime().replace(second=0, microsecond=0)


class _When(forms.DateTimeField):
    """A moment in the zone of the person, not ahead."""

    def __init__(self) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(label="When", initial=_now, widget=widget)

    def clean(self, value: Any) -> datetime:
        """A moment that has been."""
        at: datetime | None = super().clean(value)
        if at is None or at.date() < EARLIEST:
            raise forms.ValidationError(f"Choose a time after {EARLIEST.year - 1}.")
        if at > timezone.now() + _CLOCKS:
            raise forms.ValidationError(
                "That is still to come. Write it down once it has happened."
            )
        return at


def _text(label: str, rows: int, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TouchForm(forms.Form):
    """Something that was done to the target."""

    channel = forms.ChoiceField(label="How", choices=choices(Channel))
    at = _When()
    note = _text("Note", 2)
    moves = forms.BooleanField(
        label="Move to Pitched and plan follow-ups", required=False, initial=True
    )

    def __init__(self, target: Target, data: Any = None) -> None:
        super().__init__(data, auto_id="touch_%s")
        if target.stage != Stage.TO_PITCH:
            del self.fields["moves"]


class ReplyForm(forms.Form):
    """An answer that came another way than by the mailbox."""

    kind = forms.ChoiceField(label="What it is", choices=choices(ReplyKind))
    at = _When()
    text = _text("What they said", 3)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="reply_%s")


class OutcomeForm(forms.Form):
    """What came of it, and where that can be seen or heard."""

    kind = forms.ChoiceField(label="What came of it", choices=choices(OutcomeKind))
    date = forms.DateField(
        label="Date", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    outlet = forms.CharField(label="Outlet or show", required=False, max_length=LONGEST_NAME)
    url = forms.CharField(
        label="Link",
        required=False,
        max_length=web_addresses.LONGEST,
        help_text="Where it can be seen or heard.",
        widget=forms.URLInput,
    )
    evidence = _text("Evidence", 2, "Such as: played after the nine o'clock news.")
    moves = forms.BooleanField(label="Move to Added", required=False, initial=True)

    def __init__(self, target: Target, data: Any = None) -> None:
        outlet = target.contact.outlet_name if target.contact else ""
        initial = {"outlet": outlet, "date": timezone.localdate()}
        super().__init__(data, auto_id="outcome_%s", initial=initial)
        if target.stage == Stage.ADDED:
            del self.fields["moves"]

    def clean_date(self) -> Date:
        """A day that has been, or tomorrow, for those who are ahead of us."""
        found: Date = self.cleaned_data["date"]
        if found > timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError("That day is still to come. Log it once it has happened.")
        if found < EARLIEST:
            raise forms.ValidationError(f"Choose a day after {EARLIEST.year - 1}.")
        return found

    def clean_url(self) -> str:
        """An address of the web; without http it gets https."""
        url = str(self.cleaned_data["url"]).strip()
        if url and "://" not in url and not url.lower().startswith(("javascript:", "data:")):
            url = f"https://{url}"
        if url and not web_addresses.is_web_address(url):
            raise forms.ValidationError(
                "Write the whole address, such as https://example.com/show."
            )
        return url


class PostponeForm(forms.Form):
    """To which day a follow-up is put off; without one, by two working days."""

    to = forms.DateField(required=False)
