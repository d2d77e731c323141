"""A colleague is invited and sees the contacts; the second step guards the sign-in."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser

from tests.journeys.site import Site
from tests.journeys.steps import PASSWORD, bring, name_workspace, sign_out, sign_up
from tests.journeys.visitor import visit

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WIDTH = 390  # of the person who clicks; their pages are looked at in the other as well


def code(secret: str, *, ahead: int = 0) -> str:
    """The code that an authenticator app shows now, or `ahead` half minutes later, for a code works once."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead)))


def test_an_invited_colleague_sees_the_contacts(chromium: Browser, site: Site, width: int) -> None:
    alice = visit(chromium, site.address, width)
    sign_up(alice, "Alice")
    name_workspace(alice, "Alice Plugs")
    bring(alice, "list.csv", b"Name,Email\nAda Test,ada@example.com\n")
    alice.press("Import the list")
    alice.page.get_by_text("New contacts").wait_for()
    alice.go("/workspaces/members/")
    alice.fill(email="bob@example.com")
    alice.press("Send the invitation")
    alice.page.get_by_text("bob@example.com").first.wait_for()
    alice.look("Members")

    bob = visit(chromium, site.address, width)
    invitation = bob.link_in_newest_letter("workspaces/invitation")
    bob.go(invitation)
    bob.look("Join Alice Plugs")
    bob.press("Make an account")
    sign_up(bob, "Bob", start=bob.page.url)
    bob.go(invitation)
    bob.press("Join")
    bob.page.wait_for_url("**/intel/**")
    bob.go("/intel/contacts/")
    assert bob.page.locator("tbody [data-slot=title]").all_inner_texts() == ["Ada Test"]
    alice.page.context.close()
    bob.page.context.close()


def test_with_the_second_step_a_code_is_asked_for(
    chromium: Browser, site: Site, width: int
) -> None:
    alice = visit(chromium, site.address, width)
    sign_up(alice, "Alice")
    name_workspace(alice, "Alice Plugs")
    alice.go("/accounts/2fa/")
    alice.press("Set it up")
    if "reauthenticate" in alice.page.url:
        alice.fill(password=PASSWORD)
        alice.page.locator("main form button[type=submit]").first.click()
    alice.look("Set up the second step")
    secret = alice.page.locator("figure.code code").inner_text().strip()
    alice.fill(code=code(secret))
    alice.press("Switch it on")
    alice.look("Recovery codes")
    sign_out(alice)
    alice.go("/accounts/login/")
    alice.fill(login="alice@example.com", password=PASSWORD)
    alice.page.locator("main form button[type=submit]").first.click()
    alice.look("The second step")
    alice.fill(code=code(secret, ahead=1))
    alice.page.locator("main form button[type=submit]").first.click()
    alice.page.wait_for_url("**/intel/**")
    alice.look()
    alice.page.context.close()
