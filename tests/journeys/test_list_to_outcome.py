"""The whole journey: a list, a campaign, pitches through a real mail server, an answer, an outcome, a report."""

from collections.abc import Iterator
from email.message import Message
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.site import Site
from tests.journeys.steps import bring, name_workspace, sign_up
from tests.journeys.visitor import Visitor, visit
from tests.support.dovecot import PASSWORD, Provider, dovecot

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

LIST = b"""Name,Email,Station,Genres
Mina Mocksworth,mina@station.example,Radio Example,indie
Music desk,music@desk.example,Example FM,indie
Otto Placeholder,otto@gmail.com,Example Weekly,indie
"""
OURS = "alice@plugging.example"
ANSWER = "Lovely. Adding it to Tuesday's show."


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    with dovecot(tmp_path / "provider") as opened:
        yield opened


def bring_the_list(visitor: Visitor) -> None:
    bring(visitor, "radio.csv", LIST)
    visitor.press("Import the list")
    visitor.page.get_by_text("New contacts").wait_for()


def make_the_campaign(visitor: Visitor) -> None:
    """From the empty Tracker to three targets."""
    visitor.go("/tracker/campaigns/")
    visitor.press("New campaign")
    visitor.look("New campaign")
    visitor.fill(
        artist="The Placeholders",
        title="Paper Lantern",
        genres="indie",
        link="https://music.example.com/paper-lantern",
        hook="A song for the last bus home, recorded in one take in a kitchen with a borrowed drum kit.",
    )
    visitor.press("Make the campaign")
    visitor.look("Add targets")
    visitor.press("Add all 3")
    visitor.look("Paper Lantern")


def connect_the_mailbox(visitor: Visitor, provider: Provider) -> None:
    """With its password, tried before it is kept."""
    visitor.go("/pitch/mailboxes/new/smtp/")
    page = visitor.page
    visitor.fill(address=OURS, sender_name="Alice", password="wrong")
    page.locator("main details summary").first.click()
    visitor.fill(
        smtp_host="127.0.0.1",
        smtp_port=str(provider.smtp_port),
        imap_host="127.0.0.1",
        imap_port=str(provider.imap_port),
    )
    page.locator("main [name=smtp_security]").select_option("plain")
    page.locator("main [name=imap_security]").select_option("plain")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.locator("main [role=alert], main .banner, main .field-error").first.wait_for()
    visitor.look()
    visitor.fill(password=PASSWORD)
    page.locator("main form[method=post] button[type=submit]").first.click()
    visitor.look(OURS)
    send_at_once(visitor)


def send_at_once(visitor: Visitor) -> None:
    """Without a pace, because nobody waits for a test."""
    visitor.fill(gap_min="0", gap_max="0", hours_from="", hours_to="")
    visitor.page.locator("main [name=weekdays_only]").uncheck()
    visitor.press("Save")
    visitor.page.wait_for_load_state("load")
    visitor.look()


def say_who_writes(visitor: Visitor) -> None:
    visitor.go("/pitch/compliance/identity")
    visitor.fill(
        organisation="Alice Plugs",
        postal_address="1 Example Street, Exampleton",
        source="Our own list of radio contacts.",
    )
    visitor.page.locator("main form[method=post] button[type=submit]").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.look()


def write_and_review(visitor: Visitor) -> None:
    """Three texts, one approved by hand and two together; then out of the door, as far as the gate lets them."""
    visitor.go("/pitch/")
    visitor.press("Write 3")
    visitor.look("Write pitches")
    visitor.press("Write 3 pitches")
    visitor.page.get_by_text("1 of 3").wait_for()
    visitor.look("Paper Lantern")
    visitor.page.keyboard.press("a")
    visitor.page.get_by_text("1 of 2").wait_for()
    visitor.look()
    visitor.press("Approve 2 without findings")
    visitor.page.get_by_text("3 pitches are approved").wait_for()
    visitor.look()
    visitor.press("Send approved")
    visitor.look("Send approved pitches")
    visitor.page.get_by_text("otto@gmail.com is one person's own address").wait_for()
    visitor.press("Send 2")
    visitor.look("Sends")


def delivered(provider: Provider) -> Message:
    """What lies in the inboxes: one message each, complete; the third was never written to."""
    (mina,) = provider.wait_for("mina@station.example")
    (desk,) = provider.wait_for("music@desk.example")
    assert provider.inbox("otto@gmail.com") == []
    for message in (mina, desk):
        assert message["From"] == f"Alice <{OURS}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        body = message.get_payload(decode=True)
        assert isinstance(body, bytes)
        text = body.decode()
        assert "Alice Plugs, 1 Example Street, Exampleton" in text
        assert "/pitch/compliance/notice/" in text
        assert "/pitch/compliance/unsubscribe/" in text
    return mina


def answer_by_mail(visitor: Visitor, provider: Provider, received: Message) -> None:
    """She writes back, and the mailbox is read."""
    provider.answer(received, ANSWER)
    page = visitor.page
    visitor.go("/pitch/replies/")
    visitor.press("Read the mailboxes now")
    for _ in range(60):
        if page.get_by_text("Adding it to Tuesday").count():
            break
        page.wait_for_timeout(500)
        page.goto(visitor.address + "/pitch/replies/")
    visitor.look("Replies")


def answer_here(visitor: Visitor) -> None:
    """Where nothing leaves the machine, the answer is typed beside the message."""
    page = visitor.page
    visitor.go("/pitch/mailboxes/outbox/")
    for _ in range(60):
        if page.locator("article").count() == 2:
            break
        page.wait_for_timeout(500)
        page.reload()
    visitor.look("Outbox on this machine")
    letter = page.locator("article").filter(has_text="To mina@station.example")
    letter.locator("textarea").fill(ANSWER)
    visitor.press("Reply", within=letter)
    page.locator("article").get_by_text(ANSWER).first.wait_for()
    visitor.look()


def log_the_outcome(visitor: Visitor) -> None:
    """The stage has followed the answer; what came of it is written down with its evidence."""
    page = visitor.page
    visitor.go("/tracker/today/")
    for _ in range(120):  # the reply is fetched by the worker, which a busy machine keeps waiting
        if page.get_by_text("Log the outcome").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    visitor.press("Log the outcome")
    visitor.look("Mina Mocksworth")
    page.get_by_text("Adding it to Tuesday's show").first.wait_for()
    assert page.locator("main .stage").first.inner_text() == "Replied"
    form = page.locator("form[action$='/outcome']")
    if not form.is_visible():
        visitor.press("Log an outcome")
    form.locator("[name=evidence]").fill("Heard at 21:14")
    form.locator("[name=url]").fill("https://station.example/playlist")
    form.locator("button[type=submit]").first.click()
    page.get_by_text("Heard at 21:14").first.wait_for()
    visitor.look()


def read_report(visitor: Visitor) -> None:
    """The page and the PDF say the same."""
    visitor.go("/tracker/campaigns/")
    visitor.page.get_by_role("link", name="The Placeholders: Paper Lantern").first.click()
    visitor.look("Paper Lantern")
    visitor.press("Report")
    visitor.look()
    shown = visitor.page.locator("main").inner_text()
    assert "Radio Example" in shown
    address = visitor.page.locator("main a[href$='report.pdf']").first.get_attribute("href")
    answer = visitor.page.request.get(visitor.address + str(address))
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(answer.body())).pages)
    for said in ("Paper Lantern", "Radio Example", "station.example/playlist"):
        assert said in text
    assert "mina@station.example" not in text


def test_a_list_becomes_an_outcome_through_a_real_mail_server(
    site: Site, chromium: Browser, provider: Provider
) -> None:
    visitor = begin(site, chromium, 1280)
    connect_the_mailbox(visitor, provider)
    say_who_writes(visitor)
    write_and_review(visitor)
    answer_by_mail(visitor, provider, delivered(provider))
    log_the_outcome(visitor)
    read_report(visitor)


def test_a_list_becomes_an_outcome_on_a_phone_with_no_account_anywhere(
    site: Site, chromium: Browser
) -> None:
    visitor = begin(site, chromium, 390)
    visitor.go("/pitch/mailboxes/new/")
    visitor.press("Use the outbox")
    visitor.look()
    say_who_writes(visitor)
    write_and_review(visitor)
    answer_here(visitor)
    log_the_outcome(visitor)
    read_report(visitor)


def begin(site: Site, chromium: Browser, width: int) -> Visitor:
    """Somebody new, with a list and a campaign for it."""
    visitor = visit(chromium, site.address, width, seen_at=[width])  # one journey at each
    sign_up(visitor, "Alice")
    name_workspace(visitor, "Alice Plugs")
    bring_the_list(visitor)
    make_the_campaign(visitor)
    return visitor
