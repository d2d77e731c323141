"""Taking a campaign along as CSV, and bringing one: choose a file, see what would happen, do it."""

import codecs
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from totalaudio.campaigns.models import Campaign
from totalaudio.campaigns.using import used
from totalaudio.core.lib.csv_writing import table_chunks
from totalaudio.core.metrics.names import AppName, Counter, Feature
from totalaudio.core.metrics.recording import count
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.ui.formats import plural
from totalaudio.core.ui.tables import Column, table_head
from totalaudio.core.ui.toasts import toast
from totalaudio.tracker.models import CampaignFile

from ..finding import campaign_of
from ..tabs import crumbs, views_of
from . import all_campaigns, keeping, queries, writing
from .bringing import bring, planned
from .decoding import UnreadableFileError
from .forms import FileForm
from .planning import Plan
from .reading import Sheet, read

_SHOWN: Final = 50
_LONGEST_SLUG: Final = 60
_PREVIEWED: Final = (
    Column("row", "Row", is_sortable=False, is_number=True),
    Column("name", "Contact", is_sortable=False, slot="title"),
    Column("outlet", "Outlet", is_sortable=False, slot="meta"),
    Column("what", "What happens", is_sortable=False, slot="aside"),
)


@members()
@require_GET
def export(request: HttpRequest, campaign_id: UUID) -> HttpResponseBase:
    """All targets of a campaign, a row each."""
    campaign, by = campaign_of(request, campaign_id), actor_of(request)
    lines, outcomes = queries.written(by, campaign.id)
    _count_export(request, "campaign")
    name = slugify(f"{campaign.artist} {campaign.title}")[:_LONGEST_SLUG] or "campaign"
    return _download(writing.chunks(lines, outcomes), name)


@members()
@require_GET
def export_all(request: HttpRequest) -> HttpResponseBase:
    """All campaigns, a row each, with how many of their targets stand where."""
    _count_export(request, "campaigns")
    return _download(all_campaigns.chunks(actor_of(request)), "campaigns")


def _count_export(request: HttpRequest, detail: str) -> None:
    by = actor_of(request)
    used(Feature.EXPORT, by=by, detail=detail)
    if by.user_id is not None:
        count(Counter.EXPORTS, AppName.TRACKER, user_id=by.user_id)


def _download(chunks: Iterator[bytes], name: str) -> HttpResponseBase:
    answer = StreamingHttpResponse(chunks, content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@members()
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Choose a file."""
    campaign = campaign_of(request, campaign_id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        content = form.content()
        try:
            read(content)
        except UnreadableFileError as error:
            form.add_error("file", str(error))
        else:
            by = actor_of(request)
            kept = keeping.keep(by=by, campaign_id=campaign.id, name=form.name(), content=content)
            return redirect("board:file", kept.id)
    page = _page(campaign) | {"form": form}
    return render(request, "tracker/file_new.html", page, status=422 if form.errors else 200)


@members()
@require_GET
def show(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """What bringing the file would do; nothing has happened yet."""
    file, sheet = _file(request, file_id)
    found = planned(actor_of(request), file.campaign_id, sheet)
    page = _page(file.campaign) | {
        "file": file,
        "plan": found,
        "changes": found.changes[:_SHOWN],
        "more": len(found.changes) - _SHOWN,
        "refused": found.refused[:_SHOWN],
        "unknown": sheet.unknown,
        "head": table_head(_PREVIEWED, {}, default_sort=""),
    }
    return render(request, "tracker/file_show.html", page)


@members()
@require_POST
def confirm(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Bring it in, or leave it (`leave=1`); either way the file is forgotten."""
    file, sheet = _file(request, file_id)
    if request.POST.get("leave") == "1":
        file.delete()
        toast(request, "Left as it was. Nothing was brought in.")
        return redirect("board:import", file.campaign_id)
    done = bring(by=actor_of(request), campaign_id=file.campaign_id, sheet=sheet)
    file.delete()
    toast(request, _words(done))
    return redirect("board:board", file.campaign_id)


def _words(done: Plan) -> str:
    said = []
    if done.new:
        said.append(f"{plural(len(done.new), 'target')} added")
    if done.changed:
        said.append(f"{plural(len(done.changed), 'target')} changed")
    if done.refused:
        said.append(f"{plural(len(done.refused), 'row')} left out")
    words = ", ".join(said) or "Nothing was new"
    return f"{words}."


@members()
@require_GET
def refused(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """The rows that would be left out, with the reason, to be mended and brought again."""
    file, sheet = _file(request, file_id)
    found = planned(actor_of(request), file.campaign_id, sheet).refused
    rows = ([str(one.row), one.reason, *sheet.cells[one.row]] for one in found)
    body = b"".join([codecs.BOM_UTF8, *table_chunks(["Row", "Reason", *sheet.headings], rows)])
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rows-left-out.csv"'
    return answer


def _file(request: HttpRequest, file_id: UUID) -> tuple[CampaignFile, Sheet]:
    """A file that was read before it was kept, read again."""
    wanted = CampaignFile.objects.select_related("campaign")
    file = get_object_or_404(wanted, workspace_id=actor_of(request).workspace_id, id=file_id)
    return file, read(bytes(file.content))


def _page(campaign: Campaign) -> dict[str, object]:
    return {
        "campaign": campaign,
        "breadcrumbs": crumbs(campaign),
        "tabs": views_of(campaign.id, ""),
    }
