"""Forms of the answers' page."""

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils import timezone

from totalaudio.campaigns.stages import LABELS, ReplyKind
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.ui.formats import day
from totalaudio.pitch.models import Send
from totalaudio.pitch.states import SendState

_KINDS: Final = [(kind.value, LABELS[kind]) for kind in ReplyKind]
_OFFERED: Final = 200


class KindForm(forms.Form):
    """What an answer really is."""

    kind = forms.ChoiceField(choices=_KINDS)

    def chosen(self) -> ReplyKind:
        """The kind."""
        return ReplyKind(self.cleaned_data["kind"])


class ByHandForm(forms.Form):
    """An answer that was read in a mail program."""

    send = forms.ChoiceField(label="Who answered?")
    kind = forms.ChoiceField(label="What is it?", choices=_KINDS, initial=ReplyKind.HUMAN.value)
    date = forms.DateField(
        label="When?", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    text = forms.CharField(
        label="What do they say?",
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Paste it from your mail program, without what it quotes.",
    )

    def __init__(self, by: Actor, data: Any = None) -> None:
        super().__init__(data, initial={"date": timezone.localdate()})
        sent = Send.objects.filter(
            workspace_id=by.workspace_id,
            state__in=[SendState.SENT, SendState.UNKNOWN],
            contact__isnull=False,
        ).select_related("contact", "campaign")
        offered = sent.order_by("-sent_at", "-id")[:_OFFERED]
        choices = [
            (str(one.id), f"{one.contact} · {one.campaign} · {day(one.sent_at)}") for one in offered
        ]
        field = self.fields["send"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    @property
    def has_sends(self) -> bool:
        """Whether anything was sent that can be answered."""
        field = self.fields["send"]
        return isinstance(field, forms.ChoiceField) and bool(field.choices)

    def at(self) -> datetime:
        """The moment of the answer: noon of the day, or now if that is yet to come."""
        noon = timezone.make_aware(datetime.combine(self.cleaned_data["date"], time(12)))
        return min(noon, timezone.now())
