"""Staff of the installation."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from .models import Operator, User


def is_operator(user_id: UUID) -> bool:
    """Whether a person is staff; they themselves may ask."""
    return Operator.objects.filter(user_id=user_id).exists()


def create_operator(*, email: str, password: str) -> User:
    """Make a person staff; the person is made when nobody has that address. Runs as the system role.

    An existing person keeps their password; a new one must choose a good one, else ValidationError.
    """
    with transaction.atomic(using="system"):
        people = User.objects.using("system")
        user = people.filter(email__iexact=email.strip()).first()
        if user is None:
            user = User(email=email.strip().lower())
            validate_password(password, user)
            user.set_password(password)
            user.save(using="system")
        _verify(user)
        Operator.objects.using("system").get_or_create(user=user)
    return user


def _verify(user: User) -> None:
    """Whoever may run commands on this machine has proved enough."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.using("system").update_or_create(
        user_id=user.pk, email=user.email, defaults={"verified": True, "primary": True}
    )
