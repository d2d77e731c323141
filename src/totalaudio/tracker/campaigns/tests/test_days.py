"""Days so far off that no calendar of ours has them are refused in words, and break no page."""

import pytest
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign
from totalaudio.tracker.tests.making import follow_ups, make_campaign, make_follow_up, make_target

FAR = ["0001-01-01", "1999-12-31", "2100-01-02", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
def test_an_impact_date_is_of_our_time(alice: Person, day: str) -> None:
    assert alice.workspace
    client, said = alice.client(), {"artist": "The Examples", "title": "Night Bus"}
    answer = client.post("/tracker/campaigns/new", said | {"impact_date": day})
    assert (answer.status_code, Campaign.objects.using("system").count()) == (422, 0)
    campaign = make_campaign(alice.workspace)
    make_follow_up(make_target(campaign))
    edit = f"/tracker/campaigns/{campaign.id}/edit"
    assert client.post(edit, said | {"impact_date": day}).status_code == 422


@pytest.mark.parametrize("day", FAR)
def test_a_follow_up_is_put_off_to_a_day_of_our_time(alice: Person, day: str) -> None:
    assert alice.workspace
    target = make_target(make_campaign(alice.workspace))
    one, before = make_follow_up(target), follow_ups(target)
    client = alice.client()
    for address in (f"/tracker/board/follow-ups/{one.id}", f"/tracker/today/{one.id}/postpone"):
        answer = client.post(address, {"do": "postpone", "to": day})
        assert answer.status_code < 500, answer.content
    assert follow_ups(target) == before
