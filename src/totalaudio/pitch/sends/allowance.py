"""What the plan allows: no more is queued than it lets go this month."""

from collections.abc import Sequence
from uuid import UUID

from totalaudio.core.billing.plans import Limit
from totalaudio.core.billing.quotas import LimitReachedError, ReadOnlyError, left_of
from totalaudio.core.billing.standing import Standing, standing_of
from totalaudio.core.tenancy.models import Workspace
from totalaudio.pitch.models import Send
from totalaudio.pitch.sends.loading import Loaded
from totalaudio.pitch.sends.verdicts import Code, Reason, Verdict
from totalaudio.pitch.states import SendState

type Judgement = tuple[Loaded, Verdict]


def split(
    workspace_id: UUID, judgements: Sequence[Judgement]
) -> tuple[Sequence[Judgement], dict[UUID, Reason]]:
    """Those for which there is room, the first ones first, and the plan's words for the others, by pitch."""
    if not judgements:
        return [], {}
    if standing_of(workspace_id) is Standing.READ_ONLY:
        return [], _all(judgements, str(ReadOnlyError()))
    left = left_of(Workspace.objects.get(id=workspace_id), Limit.SENDS)
    if left.left is None:
        return judgements, {}
    waiting = Send.objects.filter(workspace_id=workspace_id, state=SendState.QUEUED).count()
    room = max(left.left - waiting, 0)
    words = LimitReachedError(Limit.SENDS, left.allowed or 0, room, len(judgements), left.ends_at)
    return judgements[:room], _all(judgements[room:], str(words))


def _all(judgements: Sequence[Judgement], words: str) -> dict[UUID, Reason]:
    return {one.pitch.id: Reason(Code.PLAN, words) for one, _ in judgements}
