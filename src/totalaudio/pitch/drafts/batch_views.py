"""Writing many pitches: whom and with what, then true progress that can be left."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch.drafts import actions, queries, sampling, targets
from totalaudio.pitch.drafts.batch_forms import BatchForm
from totalaudio.pitch.drafts.finding import batch_of, campaign_of
from totalaudio.pitch.drafts.template_choice import NoTemplateError
from totalaudio.pitch.models import Batch

_LISTED = 100


@members()
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Choose whom to write to and with what; one button does it with the defaults. `target` names chosen ones."""
    campaign, by = campaign_of(request, campaign_id), actor_of(request)
    asked = request.POST if request.method == "POST" else request.GET
    posted = request.POST if request.method == "POST" else None
    form = BatchForm(posted, by=by, campaign=campaign, chosen=asked.getlist("target"))
    if posted is None or not form.is_valid():
        return _form(request, campaign, form)
    try:
        batch = actions.write_batch(
            by=by,
            campaign_id=campaign.id,
            target_ids=form.target_ids(),
            template=form.cleaned_data["template"],
            writer=form.writer_word(),
            step=form.step,
        )
    except (actions.ModelIsOffError, NoTemplateError) as problem:
        form.add_error(None, str(problem))
        return _form(request, campaign, form)
    if batch is None:
        toast(request, "Nobody is left to write to.")
        return redirect("drafts:write", campaign.id)
    return redirect("drafts:batch", batch.id)


@members()
@require_GET
def show(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """How far a batch is, and who got no pitch, with the reason."""
    return render(request, "pitch/batch.html", _page(batch_of(request, batch_id)))


@members()
@require_GET
def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The progress alone, for the page to ask again; once it has ended, where to go on."""
    batch = batch_of(request, batch_id)
    answer = render(request, "pitch/batch_progress.html", _page(batch))
    if batch.state not in queries.LIVE:
        answer["HX-Redirect"] = _where_next(batch)
    return answer


def _where_next(batch: Batch) -> str:
    """To the review when all went well; else to the page that says what did not."""
    if not batch.written or batch.failures or batch.problem:
        return reverse("drafts:batch", args=[batch.id])
    if batch.total == 1:
        return reverse("drafts:pitch", args=[batch.targets[0]])
    return reverse("drafts:review", args=[batch.campaign_id])


@members()
@require_POST
def cancel(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Stop a batch; what it wrote so far stays."""
    if actions.cancel(by=actor_of(request), batch_id=batch_of(request, batch_id).id):
        toast(request, "Cancelled. What was written so far is kept.")
    else:
        toast(request, "It had already ended.")
    return redirect("drafts:batch", batch_id)


def _form(request: HttpRequest, campaign: Campaign, form: BatchForm) -> HttpResponse:
    context = {
        "campaign": campaign,
        "form": form,
        "sample": sampling.first_of(campaign),
        "unreachable": targets.unreachable(campaign.id),
        "breadcrumbs": [("Pitches", reverse("pitch:home"))],
    }
    status = 422 if form.errors else 200
    return render(request, "pitch/write.html", context, status=status)


def _page(batch: Batch) -> dict[str, object]:
    found = queries.progress(batch)
    return {
        "batch": batch,
        "campaign": batch.campaign,
        "progress": found,
        "bar": replace(found, poll_url=""),  # the element around it polls
        "failures": _failures(batch),
        "unlisted": max(0, len(batch.failures) - _LISTED),
        "breadcrumbs": [("Pitches", reverse("pitch:home"))],
    }


def _failures(batch: Batch) -> list[tuple[Target, str]]:
    """The first targets that got no pitch, each with the reason; those that are gone are left out."""
    reasons = {UUID(row["target"]): str(row["reason"]) for row in batch.failures[:_LISTED]}
    found = Target.objects.filter(id__in=list(reasons)).select_related("contact").in_bulk()
    return [(found[key], reason) for key, reason in reasons.items() if key in found]
