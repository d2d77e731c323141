"""Moving targets between stages, with what the person saw: a card that somebody else moved stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.models import Target
from totalaudio.campaigns.stages import LABELS, Stage
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.ui.formats import number, plural


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: rows really changed, those already there, those elsewhere by now, those gone."""

    stage: Stage
    changed: int
    already: int = 0
    elsewhere: tuple[Stage, ...] = ()
    gone: int = 0

    @property
    def asked(self) -> int:
        """How many were to be moved."""
        return self.changed + self.already + len(self.elsewhere) + self.gone

    @property
    def words(self) -> str:
        """What happened, in words."""
        to = LABELS[self.stage]
        if self.asked == 0:
            return "Nothing was chosen."
        if self.changed == self.asked:
            return f"{plural(self.changed, 'target')} moved to {to}."
        return (
            "; ".join(
                [f"{number(self.changed)} of {number(self.asked)} moved to {to}", *self._others()]
            )
            + "."
        )

    def _others(self) -> list[str]:
        found = []
        if self.already:
            found.append(f"{number(self.already)} {_were(self.already)} already there")
        if self.elsewhere:
            where = ", ".join(dict.fromkeys(LABELS[stage] for stage in self.elsewhere))
            found.append(f"{number(len(self.elsewhere))} had been moved to {where} in the meantime")
        if self.gone:
            found.append(f"{number(self.gone)} {_were(self.gone)} no longer in this campaign")
        return found


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def move(
    *,
    by: Actor,
    campaign_id: UUID,
    target_ids: Sequence[UUID],
    stage: Stage,
    seen: Stage | None = None,
) -> Moved:
    """Move targets of this campaign; with `seen`, only those that still are where the person saw them."""
    wanted = list(dict.fromkeys(target_ids))
    now = _locked(by, campaign_id, wanted)
    elsewhere = {one: at for one, at in now.items() if seen is not None and at not in (seen, stage)}
    going = [one for one, at in now.items() if at != stage and one not in elsewhere]
    changed = targets.move(by=by, target_ids=going, stage=stage) if going else 0
    return Moved(
        stage,
        changed,
        already=len(now) - len(elsewhere) - changed,
        elsewhere=tuple(elsewhere.values()),
        gone=len(wanted) - len(now),
    )


def _locked(by: Actor, campaign_id: UUID, target_ids: list[UUID]) -> dict[UUID, Stage]:
    """Where they are, held until the transaction ends; always in one order, so that two movers never wait in a ring."""
    found = (
        Target.objects.select_for_update()
        .filter(workspace_id=by.workspace_id, campaign_id=campaign_id, id__in=target_ids)
        .order_by("id")
    )
    return {one: Stage(stage) for one, stage in found.values_list("id", "stage")}
