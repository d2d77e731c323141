"""A report for those who are signed in: the page, the PDF, and for clients the list of their campaigns."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_safe

from totalaudio.campaigns.using import used
from totalaudio.core.metrics.names import Feature
from totalaudio.core.tenancy.access import members
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.core.tenancy.roles import EVERYBODY, WORKERS
from totalaudio.tracker.addresses import address_of
from totalaudio.tracker.board.tabs import views_of

from .pages import page_of
from .pdf import make_pdf
from .reading import chosen_campaigns, is_white_label, logo_of, report_of
from .report import Logo, Report


@members(*EVERYBODY)
@require_GET
def chosen(request: HttpRequest) -> HttpResponse:
    """The campaigns of a client; those who work there have their own list."""
    return render(request, "tracker/chosen.html", {"campaigns": chosen_campaigns()})


@members(*EVERYBODY)
@require_GET
def show(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The report, as a client sees it; those who work there can share it."""
    report = _report(campaign_id)
    by = actor_of(request)
    page = page_of(report) | {
        "pdf_url": reverse("reports:pdf", args=[campaign_id]),
        "logo_url": reverse("reports:logo") if _logo(report) else "",
    }
    if by.role in WORKERS:
        page["share_url"] = reverse("reports:share", args=[campaign_id])
        page["tabs"] = views_of(campaign_id, "report")
    page["back_url"] = address_of("reports:chosen") if by.role not in WORKERS else ""
    used(Feature.REPORT, by=by, detail="page")
    return render(request, "tracker/report.html", page)


@members(*EVERYBODY)
@require_GET
def pdf(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """The report as a PDF."""
    report = _report(campaign_id)
    used(Feature.REPORT, by=actor_of(request), detail="pdf")
    return pdf_answer(report, _logo(report))


@members(*EVERYBODY)
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The picture that reports of the workspace carry; nothing (204) when there is none."""
    found = logo_of(actor_of(request).workspace_id)
    return logo_answer(found) if found else HttpResponse(status=204)


def pdf_answer(report: Report, logo: Logo | None) -> HttpResponse:
    """The PDF, named for its campaign."""
    page = page_of(report)
    made = make_pdf(report, owner=str(page["owner"]), line=str(page["line"]), logo=logo)
    answer = HttpResponse(made, content_type="application/pdf")
    name = slugify(f"{report.campaign.artist} {report.campaign.title} report") or "report"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def logo_answer(found: Logo | None) -> HttpResponse:
    """The picture, which can be nothing but a picture wherever it is opened."""
    if found is None:
        raise Http404("no picture")
    answer = HttpResponse(found.content, content_type=found.media_type)
    answer["Content-Security-Policy"] = "default-src 'none'"
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _report(campaign_id: UUID) -> Report:
    report = report_of(campaign_id)
    if report is None:
        raise Http404("no such report for this person")
    return report


def _logo(report: Report) -> Logo | None:
    if not (is_white_label(report) and report.brand.logo_type):
        return None
    return logo_of(UUID(report.workspace.id))
