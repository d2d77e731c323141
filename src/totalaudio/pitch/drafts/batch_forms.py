"""The form that asks whom to write to, with what, and who writes."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate

from totalaudio.campaigns.models import Campaign
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.ui.formats import plural
from totalaudio.pitch.drafts import targets, template_choice
from totalaudio.pitch.drafts.finding import uuid_of
from totalaudio.pitch.drafts.permission import may_use_model
from totalaudio.pitch.states import LABELS, PitchKind, Writer
from totalaudio.pitch.writers.templates import BUILT_IN

CHOSEN: Final = "chosen"
_STEPS: Final = {
    1: ("target without a pitch", "targets without a pitch"),
    2: ("target due a first follow-up", "targets due a first follow-up"),
    3: ("target due a second follow-up", "targets due a second follow-up"),
}


class BatchForm(forms.Form):
    """Whom, with which template, by which writer; each has a good default."""

    who = forms.ChoiceField(label="Write to", widget=forms.RadioSelect)
    template = forms.ChoiceField(label="Template", required=False)
    writer = forms.ChoiceField(label="Writer", widget=forms.RadioSelect, required=False)

    def __init__(
        self, data: QueryDict | None, *, by: Actor, campaign: Campaign, chosen: list[str]
    ) -> None:
        super().__init__(data)
        self._campaign, self._today = campaign, localdate()
        self.chosen = [found for text in chosen if (found := uuid_of(text))]
        self.waiting = targets.waiting(campaign.id, self._today)
        self._offer("who", self._people())
        self._offer("template", list(_templates(by.workspace_id)))
        self._offer("writer", _writers(by))
        if len(self.fields["writer"].choices) == 1:  # type: ignore[attr-defined]  # a ChoiceField
            del self.fields["writer"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields[name].initial = choices[0][0] if choices else ""

    def _people(self) -> list[tuple[str, str]]:
        found = [(CHOSEN, plural(len(self.chosen), "chosen target"))] if self.chosen else []
        steps = self.waiting.steps.items()
        return found + [(str(step), plural(n, *_STEPS[step])) for step, n in steps if n]

    @property
    def number(self) -> int:
        """How many the first choice writes to; 0 when nobody waits."""
        if self.chosen:
            return len(self.chosen)
        return next((number for number in self.waiting.steps.values() if number), 0)

    @property
    def only(self) -> str:
        """What the only choice of people is called, without its number; '' when there is more than one, or an error."""
        people = self._people()
        if len(people) != 1 or self.errors:
            return ""
        return people[0][1].partition(" ")[2]

    @property
    def step(self) -> int:
        """Which mail it is for whom was chosen."""
        who = str(self.cleaned_data["who"])
        return 1 if who == CHOSEN else int(who)

    def target_ids(self) -> Iterable[UUID]:
        """The targets that were chosen."""
        if self.cleaned_data["who"] == CHOSEN:
            return self.chosen
        found = targets.due(self._campaign.id, self.step, self._today)
        return list(found.values_list("id", flat=True))

    def writer_word(self) -> Writer:
        """Who writes."""
        return Writer(self.cleaned_data.get("writer") or Writer.TEMPLATE)


def _templates(workspace_id: UUID) -> Iterable[tuple[str, Any]]:
    yield (template_choice.FITTING, "The one that fits each outlet")
    for row in template_choice.own(workspace_id):
        yield (str(row.id), f"{row.name} ({LABELS[PitchKind(row.kind)].lower()}, your own)")
    for one in BUILT_IN:
        if one.step == 1:
            yield (one.key, one.name)


def _writers(by: Actor) -> list[tuple[str, str]]:
    found = [(Writer.TEMPLATE.value, "The template, word for word")]
    if may_use_model(by):
        found.append(
            (Writer.MODEL.value, "A language model, which may use only facts that have evidence")
        )
    return found
