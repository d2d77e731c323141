"""The demo workspace: a made-up list, brought and enriched in the same way as anybody's."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from totalaudio.core.accounts.models import Member, User
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.context import Actor, context, task_context
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.tenancy.roles import Role
from totalaudio.intel.enrichment import actions as runs
from totalaudio.intel.imports import actions as imports
from totalaudio.intel.imports.work import run_import
from totalaudio.pitch.compliance import identity
from totalaudio.pitch.mailboxes import actions as mailboxes
from totalaudio.project.demo import EMAIL, PASSWORD

_LIST = Path(__file__).parent / "spring-contacts.csv"


def make() -> None:
    """Make the demo's person, workspace, contacts, mailbox and first run; harmless when they are there."""
    made = _make_people()
    if made is None:
        return
    user_id, workspace_id = made
    by = Actor(user_id=user_id, workspace_id=workspace_id, role=Role.OWNER)
    with task_context(workspace_id, user_id), _LIST.open("rb") as source:
        imported = imports.receive(by=by, name=_LIST.name, source=source)
        imports.confirm(by=by, imported=imported, mapping=imports.mapping_of(imported))
    run_import(workspace_id=workspace_id, import_id=imported.id)
    with task_context(workspace_id, user_id):
        runs.start_run_over_all(by=by)  # the worker does it while the person signs in
    with context(user_id=user_id, workspace_id=workspace_id, role=Role.OWNER):
        _prepare_mail(by)


def _prepare_mail(by: Actor) -> None:
    """Say who writes, and give them the outbox of this machine, so that a pitch can be sent at once."""
    identity.save(
        by=by,
        organisation="Demo Plugging",
        postal_address="1 Example Street, Exampleton",
        source="A made-up list that comes with the demo.",
    )
    if settings.HAS_OUTBOX:
        mailboxes.add_local(by=by, named=mailboxes.Named(EMAIL, "Demo"))


def _make_people() -> tuple[UUID, UUID] | None:
    """The demo's person as owner of the demo's workspace; None when they were made before."""
    from allauth.account.models import EmailAddress

    with transaction.atomic(using="system"):
        if User.objects.using("system").filter(email=EMAIL).exists():
            return None
        user = User(email=EMAIL, name="Demo")
        user.set_password(PASSWORD)
        user.save(using="system")
        EmailAddress.objects.using("system").create(
            user_id=user.id, email=EMAIL, verified=True, primary=True
        )
        workspace = Workspace.objects.using("system").create(
            id=new_id(), name="Demo Plugging", plan=Plan.SELF_HOSTED
        )
        Member.objects.using("system").create(workspace=workspace, user=user, role=Role.OWNER)
    return user.id, workspace.id
