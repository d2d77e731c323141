"""Templates: those that come with the product, the workspace's own, and how each reads for real contacts."""

from dataclasses import replace
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.toasts import toast
from totalaudio.pitch import models
from totalaudio.pitch.drafts import sampling, template_choice
from totalaudio.pitch.drafts.template_choice import NoTemplateError
from totalaudio.pitch.drafts.template_forms import TemplateForm, is_taken, row_values
from totalaudio.pitch.states import LABELS, PitchKind
from totalaudio.pitch.writers.fields import FIELDS
from totalaudio.pitch.writers.templates import BUILT_IN, Template

_PREVIEW = "preview"


@members()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All templates, the workspace's own first."""
    mine = [
        template_choice.as_template(row)
        for row in template_choice.own(actor_of(request).workspace_id)
    ]
    context = {
        "own": [(one, LABELS[one.kind]) for one in mine],
        "built_in": [
            (LABELS[kind], [one for one in BUILT_IN if one.kind == kind]) for kind in PitchKind
        ],
    }
    return render(request, "pitch/templates.html", context)


@members()
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a template, beginning with a copy of another one (`copy`) or with the built-in one for radio."""
    shown = _copied(request)
    form = TemplateForm(request.POST or None, shown=shown)
    if form.is_valid() and request.POST.get("do") != _PREVIEW:
        row = models.Template(workspace_id=actor_of(request).workspace_id)
        if _save(form, row):
            toast(request, f"{row.name} is saved.")
            return redirect("drafts:templates")
    return _page(request, form, "New template")


@members()
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Change one of the workspace's own; pitches that were written with it stay as they are."""
    row = _own(request, template_id)
    form = TemplateForm(request.POST or None, shown=template_choice.as_template(row))
    if form.is_valid() and request.POST.get("do") != _PREVIEW and _save(form, row):
        toast(request, f"{row.name} is saved. Pitches already written stay as they are.")
        return redirect("drafts:templates")
    return _page(request, form, row.name, row)


@members()
@require_POST
def delete(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """Delete one of the workspace's own."""
    row = _own(request, template_id)
    row.delete()
    toast(request, f"{row.name} is deleted. Pitches written with it stay.")
    return redirect("drafts:templates")


@members()
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """How the template in the form reads for one of a few contacts (`at`)."""
    return render(request, "pitch/preview.html", _previewed(request, TemplateForm(request.POST)))


def _page(
    request: HttpRequest, form: TemplateForm, title: str, row: models.Template | None = None
) -> HttpResponse:
    context = {
        "title": title,
        "form": form,
        "row": row,
        "fields": FIELDS,
        "breadcrumbs": [("Templates", reverse("drafts:templates"))],
    }
    status = 422 if form.errors else 200
    page = context | _previewed(request, form)
    return render(request, "pitch/template.html", page, status=status)


def _previewed(request: HttpRequest, form: TemplateForm) -> dict[str, object]:
    shown = _shown(form)
    at = request.POST.get("at", "0")
    place = int(at) if at.isdecimal() and len(at) < 3 else 0
    return {"sample": sampling.sample(shown, place) if shown else None, "form": form}


def _shown(form: TemplateForm) -> Template | None:
    """The template in the form: as sent when it can be read, else as it was opened."""
    if form.is_bound:
        return form.template() if form.is_valid() else None
    first = [str(form.initial.get(f"subject_{number}", "")) for number in (1, 2, 3)]
    kind = PitchKind(form.initial.get("kind", PitchKind.RADIO))
    return Template("", "", kind, (first[0], first[1], first[2]), str(form.initial.get("body", "")))


def _copied(request: HttpRequest) -> Template:
    key = request.GET.get("copy", "")
    try:
        found = template_choice.find(actor_of(request).workspace_id, key)
    except NoTemplateError:
        return replace(BUILT_IN[0], name="")
    return replace(found, name=f"{found.name}, copy")


def _save(form: TemplateForm, row: models.Template) -> bool:
    """Keep it; False when its name is taken, also by somebody who took it at this moment."""
    template = form.template()
    for name, value in row_values(template).items():
        setattr(row, name, value)
    if is_taken(row.workspace_id, template.name, row.id):
        form.add_taken()
        return False
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        form.add_taken()
        return False
    return True


def _own(request: HttpRequest, template_id: UUID) -> models.Template:
    workspace_id = actor_of(request).workspace_id
    return get_object_or_404(models.Template, workspace_id=workspace_id, id=template_id)
