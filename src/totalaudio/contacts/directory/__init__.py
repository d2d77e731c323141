"""The built-in directory of well-known outlets."""

from totalaudio.contacts.directory.endings import home_of
from totalaudio.contacts.directory.lookup import Match, by_domain, by_name, find_outlet
from totalaudio.contacts.directory.mail_providers import is_mail_provider
from totalaudio.contacts.directory.outlets import Kind, Outlet, outlets

__all__ = [
    "Kind",
    "Match",
    "Outlet",
    "by_domain",
    "by_name",
    "find_outlet",
    "home_of",
    "is_mail_provider",
    "outlets",
]
