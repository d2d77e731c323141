"""The flags of the installation, for its operators: how each stands, why, and what was changed."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.lib.access import operators
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast

from . import actions, queries
from .current import place
from .declarations import BY_NAME, FLAGS, Flag
from .explaining import explain
from .forms import ClearForm, OverrideForm
from .listening import read_snapshot
from .names import FlagName, Scope
from .queries import ShownOverride
from .showing import ShownFlag, entries, facts, shown

_LISTED = (
    Column("flag", "Flag", slot="title", is_sortable=False),
    Column("what", "What it does", slot="meta", is_sortable=False),
    Column("state", "For everybody", slot="aside", is_sortable=False),
    Column("where", "Declared for", is_sortable=False),
    Column("rollout", "Rolled out to", is_sortable=False, is_number=True),
    Column("overrides", "Overrides", is_sortable=False, is_number=True),
)


@operators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All flags, as the database has them at this moment."""
    overrides = queries.overrides()
    context = {
        "flags": _flags(overrides),
        "gone": sorted({each.flag for each in overrides} - set(BY_NAME)),
        "head": table_head(_LISTED, {}, default_sort=""),
        "place": place(),
    }
    return render(request, "flags/list.html", context)


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, flag: str) -> HttpResponse:
    """One flag with its overrides and its history; POST sets an override."""
    declared = _declared(flag)
    form = OverrideForm(declared, request.POST or None)
    if request.method == "POST" and form.is_valid() and _set(request, declared, form):
        return redirect("flags:show", flag)
    return render(request, "flags/show.html", _page(declared, form))


@operators
@require_POST
def clear(request: HttpRequest, flag: str) -> HttpResponse:
    """Take an override back."""
    name, form = _declared(flag).name, ClearForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why the override is taken back.")
        return redirect("flags:show", flag)
    scope, subject = Scope(form.cleaned_data["scope"]), form.cleaned_data["subject"]
    made = actions.clear_override(
        using="default",
        flag=name,
        scope=scope,
        subject=subject,
        reason=form.cleaned_data["reason"],
    )
    toast(request, "The override is taken back." if made else "It was already taken back.")
    return redirect("flags:show", flag)


def _set(request: HttpRequest, flag: Flag, form: OverrideForm) -> bool:
    scope, named = Scope(form.cleaned_data["scope"]), form.cleaned_data.get("subject", "")
    try:
        subject = None if scope is Scope.ALL else queries.subject(scope, named)
        actions.set_override(
            using="default",
            flag=flag.name,
            scope=scope,
            subject=subject.id if subject else None,
            value=form.cleaned_data["value"],
            reason=form.cleaned_data["reason"],
            expires_at=form.cleaned_data["ends"],
        )
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    whom = subject.name if subject else "everybody"
    toast(request, f"{flag.name} is {form.cleaned_data['value']} for {whom}.")
    return True


def _declared(name: str) -> Flag:
    try:
        return BY_NAME[FlagName(name)]
    except ValueError:
        raise Http404(f"there is no flag {name}") from None


def _flags(overrides: Sequence[ShownOverride]) -> list[ShownFlag]:
    snapshot = read_snapshot(connection.connection)
    return [
        shown(flag, place(), snapshot, [o for o in overrides if o.flag == flag.name], _today())
        for flag in FLAGS
    ]


def _page(flag: Flag, form: OverrideForm) -> dict[str, object]:
    snapshot = read_snapshot(connection.connection)
    overrides = [each for each in queries.overrides() if each.flag == flag.name]
    return {
        "breadcrumbs": [("Feature flags", reverse("flags:list"))],
        "flag": shown(flag, place(), snapshot, overrides, _today()),
        "facts": facts(flag),
        "steps": explain(flag.name, place(), snapshot).steps,
        "entries": entries(queries.changes(flag.name)),
        "form": form,
        "history": queries.HISTORY,
    }


def _today() -> date:
    return timezone.localdate()
