"""What operators fill in to announce maintenance."""

from django import forms

from totalaudio_ops.apps import Deployable

_ALL = [("", "All apps")]


class AnnounceForm(forms.Form):
    """Which app, from when, for how long, and why, in words for customers."""

    app = forms.ChoiceField(
        label="What",
        required=False,
        choices=[*_ALL, *((app.value, app.label) for app in Deployable)],
    )
    starts_at = forms.DateTimeField(
        label="Begins",
        help_text="In your time zone. It must be to come: afterwards it would hide an outage.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=24 * 60,
        initial=60,
        help_text="At most 1440, which is a day.",
    )
    reason = forms.CharField(
        label="What is done",
        max_length=300,
        help_text="A sentence for customers. It is shown on the status page.",
    )
