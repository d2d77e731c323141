"""Contacts, the outlets they work at, and the evidence for what is known of them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Coalesce, NullIf

from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantPolicies, TenantReference


def _texts() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list, blank=True)


class Outlet(TenantModel):
    """A station, show, publication, playlist, blog, label, podcast or agency; `name_key` tells two apart."""

    name = models.TextField()
    name_key = models.TextField()
    kind = models.TextField(blank=True, default="")
    domain = models.TextField(blank=True, default="")
    website = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "name_key"], name="contacts_outlet_once"),
        ]
        indexes = [models.Index(fields=["workspace", "domain"], name="contacts_outlet_domain")]

    def __str__(self) -> str:
        return self.name


class Contact(TenantModel):
    """A person or a desk that may be written to, with what is known now.

    `match_key` says which contact an imported row is (see keys.py). `confidence` is 0 to 1. The generated columns
    are what the table sorts and searches by; accents and capitals do not count.
    """

    match_key = models.TextField()
    name = models.TextField(blank=True, default="")
    email = models.TextField(blank=True, default="")
    email_key = models.TextField(blank=True, default="")
    email_kind = models.TextField(blank=True, default="", choices=[(k, k) for k in EmailKind])
    email_status = models.TextField(blank=True, default="")
    suggested_email = models.TextField(blank=True, default="")
    other_emails = _texts()
    outlet_name = models.TextField(blank=True, default="")
    outlet_kind = models.TextField(blank=True, default="")
    role = models.TextField(blank=True, default="")
    format = models.TextField(blank=True, default="")
    coverage = models.TextField(blank=True, default="")
    country = models.TextField(blank=True, default="")
    genres = _texts()
    contact_method = models.TextField(blank=True, default="")
    best_timing = models.TextField(blank=True, default="")
    submission_guidelines = models.TextField(blank=True, default="")
    pitch_tips = _texts()
    notes = models.TextField(blank=True, default="")
    phone = models.TextField(blank=True, default="")
    website = models.TextField(blank=True, default="")
    socials = _texts()
    tags = _texts()
    status = models.TextField(blank=True, default="", choices=[(s, s) for s in Status])
    confidence = models.FloatField(null=True, blank=True)
    source = models.TextField(blank=True, default="")
    last_checked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    name_sort = models.GeneratedField(
        expression=Func(
            Coalesce(NullIf(F("name"), Value("")), F("email")), function="sort_text_v1"
        ),
        output_field=models.TextField(),
        db_persist=True,
    )
    outlet_sort = models.GeneratedField(
        expression=Func(F("outlet_name"), function="sort_text_v1"),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_text = models.GeneratedField(
        expression=Func(
            F("name"), F("email"), F("outlet_name"), F("role"), function="search_text_v1"
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "match_key"], name="contacts_contact_once"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "name_sort", "id"], name="contacts_contact_by_name"),
            models.Index(
                fields=["workspace", "outlet_sort", "id"], name="contacts_contact_by_outlet"
            ),
            models.Index(fields=["workspace", "created_at", "id"], name="contacts_contact_by_age"),
            models.Index(fields=["workspace", "confidence", "id"], name="contacts_contact_by_conf"),
            models.Index(
                fields=["workspace", "last_checked_at", "id"], name="contacts_contact_by_check"
            ),
            GinIndex(
                F("workspace"),
                OpClass(F("search_text"), name="gin_trgm_ops"),
                name="contacts_contact_search",
                fastupdate=True,
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Affiliation(TenantModel):
    """A contact's role at an outlet; one person can have several."""

    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="affiliations",
    )
    outlet = models.ForeignKey(
        Outlet,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="affiliations",
    )
    role = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="contacts_affiliation_contact", column="contact_id", to="contacts_contact"
            ),
            TenantReference(
                name="contacts_affiliation_outlet", column="outlet_id", to="contacts_outlet"
            ),
            models.UniqueConstraint(
                fields=["workspace", "contact", "outlet"], name="contacts_affiliation_once"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "outlet"], name="contacts_affiliation_at")]

    def __str__(self) -> str:
        return f"{self.contact_id} at {self.outlet_id}"


class Evidence(TenantModel):
    """Why a field has its value: what said so, where, when, and how surely. `value` is a text or a list of texts."""

    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="evidence",
    )
    field = models.TextField()
    value = models.JSONField()
    step = models.TextField()
    source = models.TextField()
    url = models.TextField(null=True, blank=True)
    quote = models.TextField(null=True, blank=True)
    confidence = models.FloatField()
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="contacts_evidence_contact", column="contact_id", to="contacts_contact"
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "contact", "field"], name="contacts_evidence_of")
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Tally(TenantModel):
    """How many contacts a workspace has; kept by the database, so that no page counts 100,000 rows."""

    contacts = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            TenantPolicies(name="contacts_tally_tenant", insert=(), update=(), delete=()),
            models.UniqueConstraint(fields=["workspace"], name="contacts_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contacts} contacts"
