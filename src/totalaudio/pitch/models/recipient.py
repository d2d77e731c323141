"""What the law asks to be known: of who is written to, and of who writes."""

from django.conf import settings
from django.db import models

from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import TenantModel
from totalaudio.core.tenancy.policies import TenantPolicies, TenantReference
from totalaudio.core.tenancy.roles import MANAGERS
from totalaudio.pitch.states import Basis, Subscriber, choices


class Recipient(TenantModel):
    """Why a contact may be written to, and when they were told where their data is from.

    `subscriber` is '' until a person said otherwise than the address does.
    """

    contact = models.ForeignKey(
        Contact,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="recipients",
    )
    subscriber = models.CharField(
        max_length=10, choices=choices(Subscriber), blank=True, default=""
    )
    basis = models.CharField(max_length=20, choices=choices(Basis), blank=True, default="")
    basis_note = models.TextField(blank=True, default="")
    basis_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    basis_at = models.DateTimeField(null=True)
    notice_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *TenantModel.Meta.constraints,
            TenantReference(
                name="pitch_recipient_contact", column="contact_id", to="contacts_contact"
            ),
            models.UniqueConstraint(fields=["workspace", "contact"], name="pitch_recipient_once"),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.contact_id}"


class SenderIdentity(TenantModel):
    """Who writes, as each message names them; one per workspace. `notice_key` opens its privacy notice."""

    organisation = models.CharField(max_length=120)
    postal_address = models.CharField(max_length=300)
    source = models.TextField(blank=True, default="")
    notice_key = models.CharField(max_length=40, unique=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            TenantPolicies(
                name="pitch_senderidentity_tenant",
                insert=MANAGERS,
                update=MANAGERS,
                delete=MANAGERS,
            ),
            models.UniqueConstraint(fields=["workspace"], name="pitch_senderidentity_once"),
        ]

    def __str__(self) -> str:
        return self.organisation
