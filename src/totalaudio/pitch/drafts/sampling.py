"""How a template reads for real people: the contacts of the workspace, or made-up values when there are none."""

from dataclasses import dataclass
from typing import Final

from django.utils.timezone import localdate

from totalaudio.campaigns.models import Campaign
from totalaudio.contacts.models import Contact
from totalaudio.pitch.drafts import loading, targets
from totalaudio.pitch.drafts.kinds import OUTLETS_OF
from totalaudio.pitch.states import PitchKind
from totalaudio.pitch.writers import template_writer
from totalaudio.pitch.writers.facts import Brief, Fact, campaign_facts
from totalaudio.pitch.writers.fields import FIELDS
from totalaudio.pitch.writers.findings import Draft
from totalaudio.pitch.writers.templates import Template, built_in

SHOWN: Final = 3
_MADE_UP: Final = "an example"


@dataclass(frozen=True, slots=True)
class Sample:
    """A template as it reads for one contact; without a contact the values are made up."""

    draft: Draft
    contact: Contact | None
    campaign: Campaign | None
    at: int
    total: int

    @property
    def following(self) -> int:
        """The place of the next contact, round and round."""
        return (self.at + 1) % self.total


def sample(template: Template, at: int) -> Sample:
    """The template for one of a few contacts that it suits, with the newest campaign."""
    contacts = _contacts(template.kind)
    campaign = Campaign.objects.order_by("-created_at", "-id").first()
    contact = contacts[at % len(contacts)] if contacts else None
    draft = template_writer.write(_brief(campaign, contact, template), template, template.step)
    place = at % len(contacts) if contacts else 0
    return Sample(draft, contact, campaign, place, max(1, len(contacts)))


def first_of(campaign: Campaign) -> Sample | None:
    """How the first pitch of a campaign would read; None when nobody waits for one."""
    waiting = targets.due(campaign.id, targets.FIRST, localdate()).select_related("contact")
    target = waiting.first()
    if target is None or target.contact is None:
        return None
    brief = loading.briefs(campaign, [target])[target.id]
    draft = template_writer.write(brief, built_in(brief.kind))
    return Sample(draft, target.contact, campaign, 0, 1)


def _contacts(kind: PitchKind) -> list[Contact]:
    """Some with a name or an outlet, those of the template's kind first."""
    known = Contact.objects.exclude(outlet_name="").order_by("-id")
    suited = list(known.filter(outlet_kind__in=OUTLETS_OF[kind])[:SHOWN])
    if len(suited) < SHOWN:
        others = known.exclude(id__in=[one.id for one in suited])
        suited += list(others[: SHOWN - len(suited)])
    return suited


def _brief(campaign: Campaign | None, contact: Contact | None, template: Template) -> Brief:
    made_up = {field.key: field.example for field in FIELDS}
    if campaign is None:
        campaign_said = campaign_facts(
            artist=made_up["artist"],
            title=made_up["title"],
            release_type=made_up["release_type"],
            genres=[made_up["genre"]],
            hook=made_up["hook"],
            link=made_up["link"],
        )
    else:
        campaign_said = loading.campaign_facts(campaign)
    if contact is None:
        facts = tuple(
            Fact(key, made_up[key], _MADE_UP) for key in ("name", "outlet", "role", "genres")
        )
        return Brief(campaign_said, facts, kind=template.kind)
    if campaign is not None:
        return loading.briefs_of(campaign, {contact.id: contact})[contact.id]
    voice = loading.voice_of_workspace(contact.workspace_id)
    return loading.brief(campaign_said, contact, (), voice)
