"""The form of a template: its words are read as they will be when it is used."""

from typing import Any, Final
from uuid import UUID

from django import forms

from totalaudio.pitch import models
from totalaudio.pitch.states import PitchKind, choices
from totalaudio.pitch.writers.merge import MergeProblem, parse
from totalaudio.pitch.writers.templates import Template

SUBJECTS: Final = ("subject_1", "subject_2", "subject_3")
_LABELS: Final = ("Subject by outlet", "Subject by track", "Subject by curiosity")
_LONGEST_SUBJECT: Final = 200
_LONGEST_BODY: Final = 10_000


class TemplateForm(forms.Form):
    """A name, whom it suits, three subjects and a body with merge fields."""

    name = forms.CharField(max_length=80)
    kind = forms.ChoiceField(label="Suits", choices=choices(PitchKind))

    def __init__(self, data: Any = None, *, shown: Template | None = None) -> None:
        super().__init__(data, initial=_initial(shown))
        for name, label in zip(SUBJECTS, _LABELS, strict=True):
            self.fields[name] = _Merged(label=label, max_length=_LONGEST_SUBJECT)
        text = forms.Textarea(attrs={"rows": 14})
        self.fields["body"] = _Merged(label="Text", max_length=_LONGEST_BODY, widget=text)

    def template(self, key: str = "") -> Template:
        """The template as it stands in a form that is valid."""
        said = self.cleaned_data
        first, second, third = (said[name] for name in SUBJECTS)
        subjects = (first, second, third)
        return Template(key, said["name"], PitchKind(said["kind"]), subjects, said["body"])

    def add_taken(self) -> None:
        """Say that the name is taken."""
        self.add_error("name", "Another template has this name. Choose a different one.")


def row_values(template: Template) -> dict[str, Any]:
    """A template as its row keeps it."""
    return {
        "name": template.name,
        "kind": template.kind,
        "subjects": list(template.subjects),
        "body": template.body,
    }


def is_taken(workspace_id: UUID, name: str, but: UUID) -> bool:
    """Whether another template of the workspace has this name."""
    same = models.Template.objects.filter(workspace_id=workspace_id, name__iexact=name)
    return same.exclude(id=but).exists()


class _Merged(forms.CharField):
    """A text whose merge fields exist."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("\r\n", "\n")
        try:
            parse(text)
        except MergeProblem as problem:
            raise forms.ValidationError(str(problem)) from None
        return text


def _initial(shown: Template | None) -> dict[str, Any]:
    if shown is None:
        return {}
    subjects = dict(zip(SUBJECTS, shown.subjects, strict=True))
    return {"name": shown.name, "kind": shown.kind, "body": shown.body} | subjects
