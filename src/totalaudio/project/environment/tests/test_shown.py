"""What others reach and are shown: a name, a key of one's own, addresses that can be used."""

import pytest

from totalaudio.project.environment import Stage
from totalaudio.project.environment.fields.fixes import KEY_FIX

from .saying import said_of


def test_nobody_signs_with_the_key_of_development_for_others() -> None:
    others, own = "https://tap.example.org", "http://localhost:8000"
    for stage in (Stage.DEVELOPMENT, Stage.TEST):
        assert said_of(stage, secret_key="", public_url=others) == [
            "SECRET_KEY: is the one for development, and PUBLIC_URL is not; " + KEY_FIX
        ]
        assert said_of(stage, secret_key="", public_url=own) == []


@pytest.mark.parametrize("public", ["https://radio.localhost", "https://0.0.0.0", "https://[::]"])
def test_production_has_a_name_that_others_can_reach(public: str) -> None:
    assert said_of(Stage.PRODUCTION, public_url=public) == [
        "PUBLIC_URL: is of this machine alone; set it to the https address that people use"
    ]


@pytest.mark.parametrize(
    ("variable", "good", "bad", "said"),
    [
        (
            "email_from",
            ["hello@a.example", "Total Audio <hello@a.example>"],
            ["hello", "Total Audio", "a@a.example, b@b.example", "A <a@b@c.example>", "a@"],
            "is not the address of a sender; set it to one, as in Total Audio <hello@example.com>",
        ),
        (
            "privacy_email",
            ["privacy@a.example"],
            ["nobody", "Us <us@a.example>", "a@b@c.example"],
            "is not an address of mail; set it to one, as in privacy@example.com",
        ),
        (
            "demo_call_url",
            ["https://meet.example/room", "https://meet.example/j/1?pwd=a@b#c"],
            ["javascript:alert(1)", "meet.example/room", "https://u:p@meet.example", "https://*"],
            "is not the address of a page; begin it with https:// and the name of the site",
        ),
    ],
)
def test_what_people_are_shown_can_be_used(
    variable: str, good: list[str], bad: list[str], said: str
) -> None:
    for stage in Stage:
        assert [said_of(stage, **{variable: text}) for text in good] == [[]] * len(good)
        assert [said_of(stage, **{variable: text}) for text in bad] == [
            [f"{variable.upper()}: {said}"]
        ] * len(bad)
