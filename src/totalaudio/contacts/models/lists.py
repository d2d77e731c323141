"""Saved lists: contacts that were chosen by hand, or whoever a filter finds."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantReference

from .contact import Contact


class ContactList(TenantModel):
    """A saved list. `query` is the query string of its filter, as in the address of the contact table.

    A list with a query has whoever it finds now; one without has its entries.
    """

    name = models.CharField(max_length=120)
    query = models.TextField(blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            models.UniqueConstraint("workspace", Lower("name"), name="contacts_list_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_by_hand(self) -> bool:
        """Whether its contacts were chosen one by one."""
        return not self.query


class ListEntry(TenantModel):
    """A contact that was put on a list by hand."""

    of = models.ForeignKey(
        ContactList,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="entries",
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="list_entries",
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="contacts_listentry_of", column="of_id", to="contacts_contactlist"
            ),
            TenantReference(
                name="contacts_listentry_contact", column="contact_id", to="contacts_contact"
            ),
            models.UniqueConstraint(
                fields=["workspace", "of", "contact"], name="contacts_listentry_once"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "contact"], name="contacts_listentry_by")]

    def __str__(self) -> str:
        return f"{self.contact_id} on {self.of_id}"
