"""Browsers in which somebody signed in by hand."""

from django.test import Client
from tests.support.cast import PASSWORD, Person


def just_confirmed(person: Person) -> Client:
    """A browser whose person typed the password, and again for something that matters."""
    client = Client()
    client.post("/accounts/login/", {"login": person.user.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client
