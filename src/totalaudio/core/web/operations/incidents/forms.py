"""What operators write about an incident; the texts are checked again where they are kept."""

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.utils import timezone

from totalaudio_ops.apps import Deployable
from totalaudio_ops.incidents.levels import ABOUT, Level
from totalaudio_ops.incidents.post_mortems import SECTIONS
from totalaudio_ops.incidents.words import LONGEST_LINE, LONGEST_TEXT

_HINTS = {
    "summary": "What happened, in a paragraph.",
    "root_cause": "Why it could happen.",
    "impact": "Who felt it, for how long, and how much.",
    "went_well": "What helped.",
    "went_poorly": "What got in the way.",
    "prevention": "What keeps it from happening again.",
}


def _levels() -> list[tuple[str, str]]:
    return [(one.value, f"{one}: {ABOUT[one].meaning.lower()}") for one in Level]


def _text(label: str, rows: int, hint: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _in_two_weeks() -> date:
    return timezone.localdate() + timedelta(days=14)


class NewForm(forms.Form):
    """An incident that somebody noticed."""

    title = forms.CharField(
        label="What is wrong",
        max_length=LONGEST_LINE,
        help_text="In a few words that customers may read.",
    )
    level = forms.ChoiceField(label="How bad it is", choices=_levels, initial=Level.P2.value)
    app = forms.ChoiceField(
        label="Where",
        required=False,
        choices=[("", "Everywhere"), *((one.value, one.label) for one in Deployable)],
    )
    started_at = forms.DateTimeField(
        label="When it began",
        required=False,
        help_text="As far as known; now when left out.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    detail = _text("What is known", 4)


class SayForm(forms.Form):
    """A note or an update."""

    text = _text("What is new", 3, required=True)


class StepForm(forms.Form):
    """What was done with a step."""

    text = _text("What was done", 2)


class LevelForm(forms.Form):
    """Another level."""

    level = forms.ChoiceField(label="Level", choices=_levels)
    reason = forms.CharField(label="Why", max_length=LONGEST_LINE)


class LeadForm(forms.Form):
    """Who leads."""

    lead = forms.CharField(label="Who leads", max_length=LONGEST_LINE)


class TitleForm(forms.Form):
    """What is wrong, in other words."""

    title = forms.CharField(
        label="Title",
        max_length=LONGEST_LINE,
        help_text="In words that customers may read.",
    )


class SectionsForm(forms.Form):
    """The sections of a post-mortem; closing needs all of them, keeping does not."""

    use_required_attribute = False

    def __init__(self, sections: Mapping[str, str], **options: str) -> None:
        super().__init__(initial=dict(sections), **options)  # type: ignore[arg-type]  # only auto_id
        for name, label in SECTIONS.items():
            self.fields[name] = _text(label, 4, _HINTS[name], required=True)


class ActionForm(forms.Form):
    """What somebody will do about it."""

    text = forms.CharField(label="What will be done", max_length=500)
    owner = forms.CharField(label="Who does it", max_length=LONGEST_LINE)
    due_date = forms.DateField(
        label="By when",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=_in_two_weeks,
    )
