"""The API of contacts: look, search, change by hand, delete, and see the evidence."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, QueryDict
from ninja import Query, Router, Schema
from ninja import Status as Answer
from pydantic import AfterValidator, Field

from totalaudio.contacts import actions, queries
from totalaudio.contacts.actions import value_of
from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.contacts.models import Contact, Evidence
from totalaudio.contacts.searching import NONE, read_search
from totalaudio.contacts.shapes import Country, Genre
from totalaudio.core.api.holder import Scoped
from totalaudio.core.api.paging import page_of
from totalaudio.core.api.problems import ApiError, not_found
from totalaudio.core.api.schemas import PROBLEMS, In, Line, PageOf, Pages, Text
from totalaudio.core.api.scopes import Scope
from totalaudio.core.tenancy.requests import actor_of

from .forms import ContactForm

router = Router(tags=["contacts"])
READ, WRITE = Scoped(Scope.CONTACTS_READ), Scoped(Scope.CONTACTS_WRITE)


def _standing(text: str) -> str:
    if text not in _STANDINGS:
        raise ValueError(f"“{text}” is none of {', '.join(_STANDINGS)}")
    return text


_STANDINGS = (NONE, *Status)  # `none` is never enriched
Standing = Annotated[
    Line, AfterValidator(_standing), Field(json_schema_extra={"enum": [*map(str, _STANDINGS)]})
]


class ContactOut(Schema):
    """A contact. `confidence` is 0 to 1, `country` ISO 3166 alpha-2; a text is empty where nothing is known."""

    id: UUID
    name: str
    email: str
    email_kind: str
    other_emails: list[str]
    outlet: str
    outlet_kind: str
    role: str
    format: str
    coverage: str
    country: str
    genres: list[str]
    contact_method: str
    best_timing: str
    submission_guidelines: str
    pitch_tips: list[str]
    notes: str
    phone: str
    website: str
    socials: list[str]
    tags: list[str]
    status: str
    confidence: float | None
    last_checked_at: datetime | None
    created_at: datetime
    updated_at: datetime


class EvidenceOut(Schema):
    """Why a field has its value: what said so, where and when. `step` is `you` for what was written by hand."""

    field: str
    value: str | list[str]
    step: str
    source: str
    url: str | None
    quote: str | None
    confidence: float
    checked_at: datetime


class Search(Schema):
    """What to look for; everything that is given must fit."""

    q: Annotated[Line, Field(description="words of name, address, outlet and role")] = ""
    kind: EmailKind | None = None
    status: Standing | None = None
    country: Country | None = None
    genre: Genre | None = None
    missing: Literal["email", "outlet", "country", "genres"] | None = None


class ContactIn(In):
    """The fields to change; what is left out, or null, stays, and an empty text empties a field."""

    name: Line | None = None
    email: Line | None = None
    outlet: Line | None = None
    role: Line | None = None
    format: Line | None = None
    coverage: Line | None = None
    country: Line | None = None
    genres: Annotated[list[Line], Field(max_length=50)] | None = None
    contact_method: Line | None = None
    best_timing: Line | None = None
    submission_guidelines: Text | None = None
    pitch_tips: Annotated[list[Line], Field(max_length=50)] | None = None
    notes: Text | None = None
    phone: Line | None = None
    website: Line | None = None


def shown(contact: Contact) -> ContactOut:
    """A contact as the API shows it."""
    fields: dict[str, Any] = {
        name: getattr(contact, name, None) for name in ContactOut.model_fields
    }
    return ContactOut(**fields | {"outlet": contact.outlet_name})


def contact_of(request: HttpRequest, contact_id: UUID) -> Contact:
    """The contact of the key's workspace; ApiError (404) when it is none of its."""
    mine = Contact.objects.filter(workspace_id=actor_of(request).workspace_id)
    found = mine.filter(id=contact_id).first()
    if found is None:
        raise not_found("contact")
    return found


@router.get("", auth=READ, response={200: PageOf[ContactOut], **PROBLEMS}, url_name="contacts")
def contacts(
    request: HttpRequest, search: Annotated[Search, Query()], paging: Pages
) -> PageOf[ContactOut]:
    """List contacts, in the order in which they came."""
    wanted = read_search({name: [text or ""] for name, text in search.model_dump().items()})
    return page_of(queries.matching(wanted), paging, shown)


@router.get("/{uuid:contact_id}", auth=READ, response={200: ContactOut, **PROBLEMS})
def contact(request: HttpRequest, contact_id: UUID) -> ContactOut:
    """Show a contact."""
    return shown(contact_of(request, contact_id))


@router.get("/{uuid:contact_id}/evidence", auth=READ, response={200: list[EvidenceOut], **PROBLEMS})
def evidence(request: HttpRequest, contact_id: UUID) -> list[EvidenceOut]:
    """Show where the values of a contact are from, the surest first."""
    return [_evidence(one) for one in queries.evidence_of(contact_of(request, contact_id).id)]


def _evidence(one: Evidence) -> EvidenceOut:
    return EvidenceOut(**{name: getattr(one, name) for name in EvidenceOut.model_fields})


@router.patch("/{uuid:contact_id}", auth=WRITE, response={200: ContactOut, **PROBLEMS})
def change(request: HttpRequest, contact_id: UUID, values: ContactIn) -> ContactOut:
    """Write fields by hand; each becomes evidence that is surer than what a run found."""
    found = contact_of(request, contact_id)
    given = values.model_dump(exclude_unset=True, exclude_none=True)
    form = ContactForm(found, _as_form(found, given))
    if not form.is_valid():
        raise _invalid(form)
    changes = {name: value for name, value in form.changes().items() if name in given}
    try:
        return shown(actions.edit(by=actor_of(request), contact_id=found.id, values=changes))
    except actions.SameContactError as same:
        detail = f"The contact {same.other_id} has this address, or this name at this outlet."
        raise ApiError(409, "same-contact", detail) from same


def _as_form(contact: Contact, given: dict[str, str | list[str]]) -> QueryDict:
    """The fields as the page's own form sends them, so that one set of rules holds for both."""
    data = QueryDict(mutable=True)
    for field in ContactIn.model_fields:
        value = given[field] if field in given else value_of(contact, field)
        joint = "\n" if field == "pitch_tips" else ", "
        data[field] = joint.join(value) if isinstance(value, list) else value
    return data


def _invalid(form: ContactForm) -> ApiError:
    errors = [
        {"field": field.replace("__all__", "contact"), "message": str(message)}
        for field, messages in form.errors.items()
        for message in messages
    ]
    return ApiError(422, "invalid", f"{errors[0]['field']}: {errors[0]['message']}", errors=errors)


@router.delete("/{uuid:contact_id}", auth=WRITE, response={204: None, **PROBLEMS})
def delete(request: HttpRequest, contact_id: UUID) -> Answer[None]:
    """Delete a contact with its evidence; what campaigns counted stays."""
    found = contact_of(request, contact_id)
    actions.delete(by=actor_of(request), contact_ids=[found.id])
    return Answer(204, None)
