"""Registers the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, their memberships and invitations."""

    name = "totalaudio.core.accounts"
    label = "accounts"
