"""Registers the contacts app."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The noun that all products share: contacts, outlets, affiliations, evidence."""

    name = "totalaudio.contacts"
    label = "contacts"
