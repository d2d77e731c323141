"""The API of campaigns: make and change them, fill them with targets, read their numbers."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from totalaudio.campaigns import queries
from totalaudio.campaigns.actions import campaigns, targets
from totalaudio.campaigns.models import Campaign, Outcome, Target
from totalaudio.campaigns.stages import CampaignStatus, Stage
from totalaudio.contacts.lists.queries import contacts_of
from totalaudio.contacts.models import ContactList
from totalaudio.core.api.holder import Scoped, must_have
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, PageOf, Pages
from totalaudio.core.api.scopes import Scope
from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.tenancy.requests import actor_of

from . import api_schemas as shapes

router = Router(tags=["campaigns"])
READ, WRITE = Scoped(Scope.CAMPAIGNS_READ), Scoped(Scope.CAMPAIGNS_WRITE)


class WithStatus(Schema):
    """Only campaigns in this status."""

    status: CampaignStatus | None = None


class InStage(Schema):
    """Only targets in this stage."""

    stage: Stage | None = None


def _campaign(request: HttpRequest, campaign_id: UUID) -> Campaign:
    mine = Campaign.objects.filter(workspace_id=actor_of(request).workspace_id, id=campaign_id)
    found = mine.first()
    if found is None:
        raise not_found("campaign")
    return found


def _shown(one: Campaign) -> shapes.CampaignOut:
    return shapes.CampaignOut(
        **{name: getattr(one, name) for name in shapes.CampaignOut.model_fields}
    )


def target_shown(one: Target) -> shapes.TargetOut:
    """A target as the API shows it."""
    return shapes.TargetOut(**{name: getattr(one, name) for name in shapes.TargetOut.model_fields})


@router.get("", auth=READ, response={200: PageOf[shapes.CampaignOut], **PROBLEMS})
def list_campaigns(
    request: HttpRequest, wanted: Annotated[WithStatus, Query()], paging: Pages
) -> PageOf[shapes.CampaignOut]:
    """List campaigns, newest first."""
    mine = queries.campaigns(wanted.status).filter(workspace_id=actor_of(request).workspace_id)
    return page_of(mine, paging, _shown, newest_first=True)


@router.post("", auth=WRITE, response={201: shapes.CampaignOut, **PROBLEMS})
def make(request: HttpRequest, given: shapes.CampaignIn) -> Status[shapes.CampaignOut]:
    """Make a campaign, in planning. To send unreviewed, the key needs `pitches:write`, too."""
    _may_send(request, given)
    made = campaigns.create(by=actor_of(request), **given.model_dump(exclude_unset=True))
    return Status(201, _shown(made))


def _may_send(request: HttpRequest, given: shapes.CampaignPatch) -> None:
    if given.sends_unreviewed:
        must_have(request, Scope.PITCHES_WRITE)


@router.get("/{uuid:campaign_id}", auth=READ, response={200: shapes.CampaignOut, **PROBLEMS})
def show(request: HttpRequest, campaign_id: UUID) -> shapes.CampaignOut:
    """Show a campaign."""
    return _shown(_campaign(request, campaign_id))


@router.patch("/{uuid:campaign_id}", auth=WRITE, response={200: shapes.CampaignOut, **PROBLEMS})
def change(
    request: HttpRequest, campaign_id: UUID, given: shapes.CampaignPatch
) -> shapes.CampaignOut:
    """Change what is said of a campaign. To send unreviewed, the key needs `pitches:write`, too."""
    _may_send(request, given)
    found = _campaign(request, campaign_id)
    values = given.model_dump(exclude_unset=True)
    return _shown(campaigns.edit(by=actor_of(request), campaign_id=found.id, **values))


@router.post(
    "/{uuid:campaign_id}/status", auth=WRITE, response={200: shapes.CampaignOut, **PROBLEMS}
)
def set_status(
    request: HttpRequest, campaign_id: UUID, given: shapes.StatusIn
) -> shapes.CampaignOut:
    """Change where a campaign stands; the plan says how many may be active."""
    found = _campaign(request, campaign_id)
    try:
        changed = campaigns.set_status(
            by=actor_of(request), campaign_id=found.id, status=given.status
        )
    except QuotaRefusedError as refused:
        raise ApiError(403, "quota-reached", str(refused)) from refused
    return _shown(changed)


@router.get(
    "/{uuid:campaign_id}/numbers", auth=READ, response={200: shapes.CampaignNumbers, **PROBLEMS}
)
def numbers(request: HttpRequest, campaign_id: UUID) -> shapes.CampaignNumbers:
    """Count the targets of a campaign by stage, and its outcomes."""
    found = _campaign(request, campaign_id)
    return shapes.CampaignNumbers(
        stages=queries.stage_counts([found.id])[found.id],
        outcomes=queries.outcome_counts([found.id]).get(found.id, 0),
    )


@router.get(
    "/{uuid:campaign_id}/targets", auth=READ, response={200: PageOf[shapes.TargetOut], **PROBLEMS}
)
def list_targets(
    request: HttpRequest,
    campaign_id: UUID,
    wanted: Annotated[InStage, Query()],
    paging: Pages,
) -> PageOf[shapes.TargetOut]:
    """List the targets of a campaign."""
    rows = Target.objects.filter(campaign=_campaign(request, campaign_id))
    return page_of(rows.filter(stage=wanted.stage) if wanted.stage else rows, paging, target_shown)


@router.post("/{uuid:campaign_id}/targets", auth=WRITE, response={200: shapes.AddedOut, **PROBLEMS})
def add_targets(
    request: HttpRequest, campaign_id: UUID, given: shapes.TargetsIn
) -> shapes.AddedOut:
    """Make targets of contacts; those who must not be written to are left out."""
    found, by = _campaign(request, campaign_id), actor_of(request)
    if (given.list_id is None) == (not given.contact_ids):
        raise ApiError(422, "invalid", "Give contact_ids or a list_id, and not both.")
    ids = _of_list(request, given.list_id) if given.list_id else given.contact_ids
    added = targets.add(by=by, campaign_id=found.id, contact_ids=ids)
    return shapes.AddedOut(added=added.added, already=added.already, suppressed=added.suppressed)


def _of_list(request: HttpRequest, list_id: UUID) -> list[UUID]:
    mine = ContactList.objects.filter(workspace_id=actor_of(request).workspace_id, id=list_id)
    found = mine.first()
    if found is None:
        raise not_found("list")
    return list(contacts_of(found).values_list("id", flat=True))


@router.post("/{uuid:campaign_id}/move", auth=WRITE, response={200: shapes.Changed, **PROBLEMS})
def move(request: HttpRequest, campaign_id: UUID, given: shapes.MoveIn) -> shapes.Changed:
    """Move targets of a campaign to a stage, and say how many really moved."""
    found = _campaign(request, campaign_id)
    changed = targets.move(
        by=actor_of(request),
        target_ids=given.target_ids,
        stage=given.stage,
        campaign_id=found.id,
    )
    return shapes.Changed(changed=changed)


@router.get(
    "/{uuid:campaign_id}/outcomes", auth=READ, response={200: PageOf[shapes.OutcomeOut], **PROBLEMS}
)
def list_outcomes(
    request: HttpRequest, campaign_id: UUID, paging: Pages
) -> PageOf[shapes.OutcomeOut]:
    """List what came of a campaign."""
    rows = Outcome.objects.filter(target__campaign=_campaign(request, campaign_id))
    return page_of(
        rows,
        paging,
        lambda one: shapes.OutcomeOut(
            **{name: getattr(one, name) for name in shapes.OutcomeOut.model_fields}
        ),
    )
