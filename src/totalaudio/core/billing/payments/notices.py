"""Mail to the owners of a workspace about a payment that failed."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from totalaudio.core.accounts.models import Member
from totalaudio.core.billing.models import Payment, PaymentStatus
from totalaudio.core.billing.plans import terms_of
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role

from .money import ACTION
from .whose import SYSTEM


def tell_of_failure(payment_id: UUID) -> None:
    """Write to the owners that a payment failed, or waits for them; nothing when it was paid meanwhile."""
    payment = Payment.objects.using(SYSTEM).filter(id=payment_id).first()
    if payment is None or not _is_unpaid(payment):
        return
    workspace = Workspace.objects.using(SYSTEM).filter(id=payment.workspace_id).first()
    if workspace is None:
        return
    words = {
        "payment": payment,
        "plan": terms_of(payment.plan_name).name if payment.plan_name else "",
        "workspace": workspace,
        "base_url": settings.BASE_URL,
    }
    subject = render_to_string("billing/email/failed_subject.txt", words).strip()
    body = render_to_string("billing/email/failed_message.txt", words)
    addresses = _owners(payment.workspace_id)
    with context(workspace_id=payment.workspace_id, role=Role.OWNER):
        for address in addresses:
            send_mail(subject, body, None, [address])


def _is_unpaid(payment: Payment) -> bool:
    waits = payment.status == PaymentStatus.PENDING and payment.failure_code == ACTION
    return waits or payment.status == PaymentStatus.FAILED


def _owners(workspace_id: UUID) -> list[str]:
    owners = Member.objects.using(SYSTEM).filter(workspace_id=workspace_id, role=Role.OWNER)
    return list(owners.order_by("joined_at").values_list("user__email", flat=True))
