"""The API of campaigns: make and change them, their targets, touches, replies and outcomes."""

from datetime import date as Date  # noqa: N812 - `date` is the name of a field
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from totalaudio.campaigns import queries
from totalaudio.campaigns.actions import campaigns, outcomes, targets, touches
from totalaudio.campaigns.actions import replies as answers
from totalaudio.campaigns.actions.campaigns import Changes, Values
from totalaudio.campaigns.models import Campaign, Outcome, Target
from totalaudio.campaigns.stages import (
    CampaignStatus,
    Channel,
    OutcomeKind,
    ReleaseType,
    ReplyKind,
    Stage,
)
from totalaudio.contacts.countries import country_code
from totalaudio.contacts.genres import canonical
from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, In, Line, PageOf, Pages, Text
from totalaudio.core.api.scopes import Scope
from totalaudio.core.billing.quotas import QuotaRefusedError
from totalaudio.core.tenancy.requests import actor_of
from totalaudio.tracker.addresses import is_web_address

router = Router(tags=["campaigns"])
target_router = Router(tags=["targets"])
READ, WRITE = Scoped(Scope.CAMPAIGNS_READ), Scoped(Scope.CAMPAIGNS_WRITE)
