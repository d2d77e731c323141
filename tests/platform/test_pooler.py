"""Behind a pooler that hands out connections by transaction: pages, walls between workspaces, and flags."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.platform.granian_site import Site, site
from tests.platform.launch import until
from tests.support.cast import Person
from tests.support.database import Urls
from tests.support.pooler import needs_pooler, pooled
from totalaudio.core.flags.actions import set_override
from totalaudio.core.flags.names import FlagName, Scope
from totalaudio.intel.search.tests.making import make_contact

PAGE = "/intel/contacts/"
OFFERED = b"Enrich all"
pytestmark = needs_pooler


def _page(here: Site, person: Person, cookies: dict[str, str]) -> bytes:
    status, _, body = here.get(PAGE, Cookie=f"sessionid={cookies[person.user.email]}")
    assert status == 200
    return body


def test_pages_keep_to_their_workspace_and_flags_come_past_the_pooler(
    db: Urls, alice: Person, charlie: Person, tmp_path: Path
) -> None:
    for person, name in ((alice, "Ada Alone"), (alice, "Abel Alone"), (charlie, "Cy Alone")):
        assert person.workspace
        make_contact(person.workspace, name, f"{name[:2].lower()}@fm.example")
    cookies = {one.user.email: one.client().cookies["sessionid"].value for one in (alice, charlie)}
    with (
        pooled(db.app) as url,
        site(replace(db, app=url), tmp_path / "said", DATABASE_DIRECT_URL=db.app) as here,
        ThreadPoolExecutor(8) as pool,
    ):
        asked = [alice, charlie] * 20
        answers = list(pool.map(lambda person: _page(here, person, cookies), asked))
        seen = {
            (person.user.name, b"Ada Alone" in body, b"Cy Alone" in body)
            for person, body in zip(asked, answers, strict=True)
        }
        assert seen == {("Alice", True, False), ("Charlie", False, True)}
        assert OFFERED in _page(here, alice, cookies)
        set_override(
            using="system",
            flag=FlagName.BATCH_ENRICHMENT,
            scope=Scope.WORKSPACE,
            subject=alice.workspace_id,
            value="off",
            reason="A try",
        )
        until(lambda: OFFERED not in _page(here, alice, cookies), seconds=10)
