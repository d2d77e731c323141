"""What is shown to people outside: whom they write to, who writes to them, and where they are sent."""

from collections.abc import Iterator

from .faults import Fault
from .fields import Environment
from .texts import is_link, is_mail_address, is_sender


def shown(env: Environment) -> Iterator[Fault]:
    """Mail can be answered, and links lead to pages."""
    if env.email_from and not is_sender(env.email_from):
        fix = "set it to one, as in Total Audio <hello@example.com>"
        yield Fault("EMAIL_FROM", "is not the address of a sender", fix)
    if env.privacy_email and not is_mail_address(env.privacy_email):
        fix = "set it to one, as in privacy@example.com"
        yield Fault("PRIVACY_EMAIL", "is not an address of mail", fix)
    if env.demo_call_url and not is_link(env.demo_call_url):
        fix = "begin it with https:// and the name of the site"
        yield Fault("DEMO_CALL_URL", "is not the address of a page", fix)
