"""Live links, chosen clients, and what reports carry."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cast import Person, make_person

from totalaudio.campaigns.models import Campaign, Reader
from totalaudio.campaigns.stages import Stage
from totalaudio.core.billing.quotas.tests.using import put_on, subscribe
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.tenancy.roles import Role
from totalaudio.tracker.models import Brand, ReportLink
from totalaudio.tracker.reports.dressing import LogoError, check_logo
from totalaudio.tracker.reports.tests.test_pdf import png
from totalaudio.tracker.tests.making import make_campaign, make_outcome, make_target


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    campaign = make_campaign(workspace)
    make_outcome(make_target(campaign, stage=Stage.ADDED))
    return campaign


def made(person: Person, campaign: Campaign, days: str = "30") -> str:
    """Make a link and read its address from the page."""
    address = f"/tracker/reports/{campaign.id}/share/link"
    body = person.client().post(address, {"days": days, "name": "The label"}).content.decode()
    [path] = re.findall(r"https?://[^/\s]+(/tracker/reports/public/[\w-]{43}/)", body)
    return str(path)


def status(path: str) -> list[int]:
    """What the page, the PDF and the picture answer."""
    return [Client().get(path + end).status_code for end in ("", "report.pdf", "logo")]


def said(person: Person, address: str, **posted: object) -> str:
    return person.client().post(address, posted, follow=True).content.decode()


@pytest.mark.usefixtures("db")
class TestLinks:
    def test_a_link_opens_the_report_without_an_account_and_unlisted(
        self, bob: Person, campaign: Campaign
    ) -> None:
        path = made(bob, campaign)
        answer = Client().get(path)
        body = answer.content.decode()
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert '<meta name="robots" content="noindex, nofollow">' in body
        assert "https://fm.example/tracklist" in body
        assert [word for word in ("ada.example@", "Ada Example", "Bob") if word in body] == []
        assert Client().get(f"{path}report.pdf").content.startswith(b"%PDF")

    def test_its_key_is_shown_once_and_kept_nowhere(self, bob: Person, campaign: Campaign) -> None:
        key = made(bob, campaign).split("/")[-2]
        assert key not in bob.client().get(f"/tracker/reports/{campaign.id}/share").content.decode()
        assert key not in str(ReportLink.objects.using("system").values().get())

    @pytest.mark.parametrize("days", ["30", "90"])
    def test_it_lasts_as_long_as_was_chosen(
        self, bob: Person, campaign: Campaign, days: str
    ) -> None:
        path = made(bob, campaign, days)
        link = ReportLink.objects.using("system").get()
        assert (link.expires_at - timezone.now()).days in {int(days) - 1, int(days)}
        ReportLink.objects.using("system").update(expires_at=timezone.now() - timedelta(seconds=1))
        assert status(path) == [404, 404, 404]

    @pytest.mark.parametrize("days", ["0", "3650", "", "x"])
    def test_it_lasts_no_other_time(self, bob: Person, campaign: Campaign, days: str) -> None:
        bob.client().post(f"/tracker/reports/{campaign.id}/share/link", {"days": days})
        assert ReportLink.objects.using("system").count() == 0

    def test_a_revoked_link_opens_nothing(self, bob: Person, campaign: Campaign) -> None:
        path = made(bob, campaign)
        link = ReportLink.objects.using("system").get()
        assert "opens nothing any more" in said(bob, f"/tracker/reports/links/{link.id}/revoke")
        assert status(path) == [404, 404, 404]

    def test_revoked_expired_and_unknown_look_the_same(
        self, bob: Person, campaign: Campaign
    ) -> None:
        path = made(bob, campaign)
        ReportLink.objects.using("system").update(revoked_at=timezone.now())
        pages = [
            Client().get(one).content.decode().split("<main")[1]
            for one in (path, "/tracker/reports/public/none/")
        ]
        assert pages[0] == pages[1]
        assert "This report is closed" in pages[0]

    def test_that_it_was_opened_is_seen(self, bob: Person, campaign: Campaign) -> None:
        path = made(bob, campaign)
        share = f"/tracker/reports/{campaign.id}/share"
        assert "not opened yet" in bob.client().get(share).content.decode()
        Client().get(path)
        assert "last opened just now" in bob.client().get(share).content.decode()

    def test_it_goes_on_working_when_the_workspace_is_read_only(
        self, bob: Person, campaign: Campaign
    ) -> None:
        path = made(bob, campaign)
        subscribe(campaign.workspace_id, "canceled")
        assert Client().get(path).status_code == 200
        link = ReportLink.objects.using("system").get()
        bob.client().post(f"/tracker/reports/links/{link.id}/revoke")
        assert Client().get(path).status_code == 404

    @pytest.mark.parametrize("plan", [Plan.FREE, Plan.PRO])
    def test_plans_without_links_say_which_has_them(
        self, alice: Person, campaign: Campaign, plan: Plan
    ) -> None:
        put_on(campaign.workspace_id, plan)
        body = said(alice, f"/tracker/reports/{campaign.id}/share/link", days="30")
        assert "Live links are part of the plan Agency." in body
        assert ReportLink.objects.using("system").count() == 0

    def test_another_tenant_neither_makes_nor_revokes_one(
        self, bob: Person, charlie: Person, campaign: Campaign
    ) -> None:
        path = made(bob, campaign)
        link = ReportLink.objects.using("system").get()
        client = charlie.client()
        for address in (f"{campaign.id}/share/link", f"links/{link.id}/revoke"):
            posted = client.post(f"/tracker/reports/{address}", {"days": "30"})
            assert posted.status_code == 404
        assert Client().get(path).status_code == 200
        assert ReportLink.objects.using("system").count() == 1


@pytest.mark.usefixtures("db")
class TestReaders:
    def choose(self, person: Person, campaign: Campaign, *clients: Person) -> int:
        ids = [str(one.id) for one in clients]
        address = f"/tracker/reports/{campaign.id}/share/clients"
        return person.client().post(address, {"client": ids}).status_code

    def readers(self) -> set[str]:
        found = Reader.objects.using("system").select_related("user")
        return {one.user.name for one in found}

    def test_exactly_the_ticked_clients_see_it(
        self, alice: Person, clara: Person, campaign: Campaign, workspace: Workspace
    ) -> None:
        cora = make_person("Cora", workspace, Role.CLIENT)
        self.choose(alice, campaign, clara)
        assert self.readers() == {"Clara"}
        self.choose(alice, campaign, clara, cora)
        assert self.readers() == {"Clara", "Cora"}
        self.choose(alice, campaign)
        assert self.readers() == set()

    def test_who_is_no_client_here_is_passed_over(
        self, alice: Person, bob: Person, charlie: Person, campaign: Campaign
    ) -> None:
        self.choose(alice, campaign, bob, charlie)
        assert self.readers() == set()

    def test_only_owners_and_admins_choose(
        self, adam: Person, bob: Person, clara: Person, campaign: Campaign
    ) -> None:
        assert self.choose(bob, campaign, clara) == 403
        assert self.choose(clara, campaign, clara) == 403
        assert self.readers() == set()
        assert self.choose(adam, campaign, clara) == 302
        assert self.readers() == {"Clara"}


@pytest.mark.usefixtures("db")
class TestDress:
    def dress(self, person: Person, campaign: Campaign, **posted: object) -> str:
        return said(person, f"/tracker/reports/{campaign.id}/share/dress", **posted)

    def test_reports_carry_the_own_name_line_and_picture(
        self, alice: Person, campaign: Campaign
    ) -> None:
        picture = SimpleUploadedFile("logo.png", png(), "image/png")
        self.dress(alice, campaign, name="Made Up Plugging", line="Since today", logo=picture)
        path = made(alice, campaign)
        body = Client().get(path).content.decode()
        for word in ("Made Up Plugging", "Since today", f"{path}logo"):
            assert word in body, word
        answer = Client().get(f"{path}logo")
        assert (answer.content, answer.headers["Content-Type"]) == (png(), "image/png")
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_the_picture_stays_until_it_is_taken_away(
        self, alice: Person, campaign: Campaign
    ) -> None:
        picture = SimpleUploadedFile("logo.png", png(), "image/png")
        self.dress(alice, campaign, name="Made Up Plugging", logo=picture)
        self.dress(alice, campaign, name="Another Name")
        assert Brand.objects.using("system").get().logo_type == "image/png"
        self.dress(alice, campaign, name="Another Name", drop_logo="yes")
        assert Brand.objects.using("system").get().logo is None

    def test_a_plan_without_it_shows_the_workspace(self, alice: Person, campaign: Campaign) -> None:
        self.dress(alice, campaign, name="Made Up Plugging")
        put_on(campaign.workspace_id, Plan.PRO)
        report = f"/tracker/reports/{campaign.id}/"
        body = alice.client().get(report).content.decode()
        assert "Made Up Plugging" not in body
        assert "is not part of this plan" in self.dress(alice, campaign, name="Again")
        assert Brand.objects.using("system").get().name == "Made Up Plugging"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG and no JPEG"),
            (b"x" * 300_001, "larger than 300 KB"),
        ],
    )
    def test_what_is_no_small_picture_is_refused_in_words(
        self, alice: Person, campaign: Campaign, content: bytes, words: str
    ) -> None:
        picture = SimpleUploadedFile("logo.png", content, "image/png")
        assert words in self.dress(alice, campaign, name="Made Up Plugging", logo=picture)
        assert Brand.objects.using("system").count() == 0

    def test_only_owners_and_admins_dress_and_name(self, bob: Person, campaign: Campaign) -> None:
        for what in ("dress", "names"):
            address = f"/tracker/reports/{campaign.id}/share/{what}"
            assert bob.client().post(address, {"names": "yes"}).status_code == 403

    def test_contacts_are_named_once_it_is_ticked_and_not_before(
        self, alice: Person, campaign: Campaign
    ) -> None:
        path = made(alice, campaign)
        names = f"/tracker/reports/{campaign.id}/share/names"
        for posted, expected in [({"names": "yes"}, True), ({}, False)]:
            alice.client().post(names, posted)
            assert ("Ada Example" in Client().get(path).content.decode()) is expected


@given(st.binary(max_size=400))
def test_no_bytes_break_the_check_of_pictures(content: bytes) -> None:
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"):
        try:
            found = check_logo(head + content)
        except LogoError:
            continue
        assert found.media_type in {"image/png", "image/jpeg"}


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    wide = png()[:16] + (2_001).to_bytes(4, "big") + png()[20:]
    with pytest.raises(LogoError, match="2000 pixels"):
        check_logo(wide)
