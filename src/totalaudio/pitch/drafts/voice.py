"""The voice profile: how the workspace sounds, whoever writes."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.models import Voice
from totalaudio.pitch.states import Tone, choices

_LONGEST = 2_000
_HINTS = {
    "background": "Who you are and what you do, in a sentence or two.",
    "style": "How you write: short, dry, chatty, first names or not.",
    "achievements": "What you may claim. Only what stands here is ever said of you.",
    "approach": "How you work with stations and writers.",
    "differentiator": "Why somebody opens your mail and not another.",
    "opener": "A first line that sounds like you.",
    "notes": "Anything else a writer should know, such as words to avoid.",
}
_LABELS = {"differentiator": "What sets you apart", "opener": "Your opening line"}


class VoiceForm(forms.Form):
    """All that a writer is told of how the workspace sounds."""

    tone = forms.ChoiceField(
        choices=choices(Tone),
        widget=forms.RadioSelect,
        help_text="Changes the greeting, the sign-off and a few phrases of every template.",
    )

    def __init__(self, data: QueryDict | None, shown: Voice) -> None:
        super().__init__(data, initial={name: getattr(shown, name) for name in ("tone", *_HINTS)})
        for name, hint in _HINTS.items():
            self.fields[name] = forms.CharField(
                label=_LABELS.get(name, name.capitalize()),
                required=False,
                max_length=_LONGEST,
                help_text=hint,
                widget=forms.Textarea(attrs={"rows": 3}),
            )


@members()
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """See and change how the workspace sounds."""
    workspace_id = actor_of(request).workspace_id
    found = Voice.objects.filter(workspace_id=workspace_id).first()
    form = VoiceForm(request.POST or None, found or Voice())
    if form.is_valid():
        _save(form, workspace_id=workspace_id)
        toast(
            request, "Saved. New pitches sound like this; those already written stay as they are."
        )
        return redirect("drafts:voice")
    return render(request, "pitch/voice.html", {"form": form}, status=422 if form.errors else 200)


def _save(form: VoiceForm, *, workspace_id: UUID) -> None:
    """Two people may save the first voice at one moment; the second one's words count."""
    Voice.objects.update_or_create(workspace_id=workspace_id, defaults=form.cleaned_data)
