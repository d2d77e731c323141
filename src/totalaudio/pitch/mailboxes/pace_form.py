"""The form of a mailbox's pace."""

from typing import Any, Final

from django import forms

from totalaudio.pitch.models import Mailbox

from .forms import NameForm

_MOST_SECONDS: Final = 3_600
_MOST_A_DAY: Final = 2_000
_MOST_WEEKS: Final = 12


class PaceForm(NameForm):
    """How fast and when a mailbox sends."""

    gap_min = forms.IntegerField(
        label="Shortest gap", min_value=0, max_value=_MOST_SECONDS, help_text="In seconds."
    )
    gap_max = forms.IntegerField(
        label="Longest gap",
        min_value=0,
        max_value=_MOST_SECONDS,
        help_text="In seconds. Each gap is between.",
    )
    daily_cap = forms.IntegerField(
        label="Most a day",
        min_value=0,
        max_value=_MOST_A_DAY,
        help_text="Follow-ups count. 0 is no limit here.",
    )
    ramp = forms.CharField(
        label="Slow start",
        required=False,
        max_length=60,
        help_text="Most a day, week by week: 10, 20, 40.",
    )
    hours_from = forms.TimeField(
        label="From",
        required=False,
        help_text="In the recipient's time.",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    hours_to = forms.TimeField(
        label="Until",
        required=False,
        help_text="Both empty: at any hour.",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    weekdays_only = forms.BooleanField(label="Monday to Friday only", required=False)

    def __init__(self, data: Any = None, *, shown: Mailbox) -> None:
        names = ("sender_name", "gap_min", "gap_max", "daily_cap", "hours_from", "hours_to")
        initial = {name: getattr(shown, name) for name in (*names, "weekdays_only")}
        super().__init__(data, initial=initial | {"ramp": ", ".join(map(str, shown.ramp))})

    def clean_ramp(self) -> list[int]:
        """The daily caps of the first weeks."""
        parts = [part.strip() for part in self.cleaned_data["ramp"].split(",") if part.strip()]
        if not all(part.isdecimal() and 1 <= int(part) <= _MOST_A_DAY for part in parts):
            raise forms.ValidationError("Write numbers with commas between, such as 10, 20, 40.")
        if len(parts) > _MOST_WEEKS:
            raise forms.ValidationError(f"Write {_MOST_WEEKS} weeks at most.")
        return [int(part) for part in parts]

    def clean(self) -> dict[str, Any]:
        """The longest gap is not the shorter one, and hours come in pairs."""
        said = super().clean() or self.cleaned_data
        if {"gap_min", "gap_max"} <= said.keys() and said["gap_max"] < said["gap_min"]:
            self.add_error("gap_max", "This is shorter than the shortest gap.")
        if {"hours_from", "hours_to"} <= said.keys():
            begin, end = said["hours_from"], said["hours_to"]
            if (begin is None) != (end is None):
                self.add_error("hours_to", "Say both hours, or neither.")
            elif begin and end and end <= begin:
                self.add_error("hours_to", "This is not after the first hour.")
        return said
