"""The fixed cast: Alice owns a workspace, Bob is on her team, Charlie owns another and must never see anything."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from totalaudio.core.accounts.models import Member, Operator, User
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Person:
    """One of the cast; `workspace_id` is where they have `role`, for those who have one."""

    user: User
    workspace: Workspace | None = None
    role: Role | None = None

    @property
    def id(self) -> UUID:
        return self.user.id

    @property
    def workspace_id(self) -> UUID:
        assert self.workspace is not None, f"{self.user} is a member of nothing"
        return self.workspace.id

    def client(self) -> Client:
        """A browser in which they are signed in."""
        client = Client()
        client.force_login(self.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client


@cache
def _hashed() -> str:
    return make_password(PASSWORD)  # slow by design, so once


def make_person(name: str, workspace: Workspace | None = None, role: Role | None = None) -> Person:
    """Somebody with a verified address at an example domain, made as the system role."""
    from allauth.account.models import EmailAddress

    user = User(email=f"{name.lower()}@example.com", name=name)
    user.password = _hashed()
    user.save(using="system")
    EmailAddress.objects.using("system").create(
        user_id=user.id, email=user.email, verified=True, primary=True
    )
    if workspace and role:
        Member.objects.using("system").create(workspace=workspace, user=user, role=role)
    return Person(user, workspace, role)


def make_workspace(name: str) -> Workspace:
    """A workspace without members, made as the system role."""
    return Workspace.objects.using("system").create(id=new_id(), name=name, plan="self_hosted")


@pytest.fixture(scope="session", autouse=True)
def mail_of_the_product(django_test_environment: None) -> None:
    """Let the product keep its mail itself; Django's test environment would catch it before."""
    settings.MAILERS = {"default": {"BACKEND": "totalaudio.core.web.mail.Backend"}}


@pytest.fixture
def workspace(db: None) -> Workspace:
    """Alice's workspace."""
    return make_workspace("Alice Plugs")


@pytest.fixture
def alice(workspace: Workspace) -> Person:
    """Owns the workspace."""
    return make_person("Alice", workspace, Role.OWNER)


@pytest.fixture
def adam(workspace: Workspace) -> Person:
    """Is an admin of Alice's workspace."""
    return make_person("Adam", workspace, Role.ADMIN)


@pytest.fixture
def bob(workspace: Workspace) -> Person:
    """Is a member of Alice's workspace."""
    return make_person("Bob", workspace, Role.MEMBER)


@pytest.fixture
def clara(workspace: Workspace) -> Person:
    """Is a client in Alice's workspace."""
    return make_person("Clara", workspace, Role.CLIENT)


@pytest.fixture
def charlie(db: None) -> Person:
    """Owns another workspace."""
    return make_person("Charlie", make_workspace("Charlie Elsewhere"), Role.OWNER)


@pytest.fixture
def stranger(db: None) -> Person:
    """Is signed in and a member of nothing."""
    return make_person("Sidney")


@pytest.fixture
def operator(db: None) -> Person:
    """Is staff of the installation and a member of nothing."""
    person = make_person("Olive")
    Operator.objects.using("system").create(user=person.user)
    return person


__all__ = ["PASSWORD", "Person", "make_person", "make_workspace"]
