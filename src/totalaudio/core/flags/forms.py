"""What operators fill in to override a flag."""

from datetime import datetime

from django import forms
from django.utils import timezone

from .actions import OFF, ON
from .declarations import Flag
from .expiry import UnreadableExpiryError, read_expiry
from .names import Scope

_FOR = {
    Scope.ALL: "everybody",
    Scope.WORKSPACE: "one workspace",
    Scope.USER: "one person",
}


class OverrideForm(forms.Form):
    """A value for everybody, a workspace or a person, with a reason and perhaps an end."""

    value = forms.ChoiceField(label="Switch it")
    scope = forms.ChoiceField(label="For", choices=list(_FOR.items()))
    subject = forms.CharField(
        label="Who",
        required=False,
        max_length=254,
        help_text="The person's e-mail address, or the workspace's name or id. Nothing for everybody.",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        help_text="Kept with the change, for whoever comes after you.",
    )
    ends = forms.CharField(
        label="Ends",
        required=False,
        max_length=20,
        help_text="After 12h, 7d or 2w, or with a day as 2026-12-31. Nothing: when it is taken back.",
    )

    def __init__(self, flag: Flag, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        names = [variant.name for variant in flag.variants]
        values = [(value, value) for value in (OFF, ON, *names)]
        self.fields["value"] = forms.ChoiceField(label="Switch it", choices=values)
        if flag.is_for_all:
            self.fields["scope"] = forms.ChoiceField(
                label="For", choices=[(Scope.ALL, _FOR[Scope.ALL])]
            )
            del self.fields["subject"]

    def clean_ends(self) -> datetime | None:
        """The end as a moment, read in the zone of whoever fills it in."""
        text = self.cleaned_data["ends"]
        try:
            return (
                read_expiry(text, timezone.now(), timezone.get_current_timezone()) if text else None
            )
        except UnreadableExpiryError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> None:
        """For one, they must be named; for everybody, nobody."""
        scope, subject = self.cleaned_data.get("scope"), self.cleaned_data.get("subject", "")
        if scope and (scope != Scope.ALL) is not bool(subject):
            words = "Nobody is named for everybody." if subject else "Say who."
            self.add_error("subject", words)


class ClearForm(forms.Form):
    """Which override is taken back, and why."""

    scope = forms.ChoiceField(choices=[(scope, scope) for scope in Scope])
    subject = forms.UUIDField(required=False)
    reason = forms.CharField(max_length=500)
