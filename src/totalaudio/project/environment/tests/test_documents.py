"""The documents of the settings say what is declared, and give no secret away."""

from totalaudio.project.environment import Environment
from totalaudio.project.environment.declared import settings
from totalaudio.project.environment.documents import docs, example
from totalaudio.project.platform.places import ROOT


def test_the_files_in_the_repository_are_what_is_declared() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == example()
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == docs()


def test_every_setting_is_in_both() -> None:
    names = [name.upper() for name in Environment.model_fields]
    assert [
        line[1:].split("=")[0] for line in example().splitlines() if line[1:2].isupper()
    ] == names
    rows = [line.split("`")[1] for line in docs().splitlines() if line.startswith("| `")]
    assert rows[: len(names)] == names


def test_every_setting_says_what_it_is_for_and_shows_an_example() -> None:
    assert [one.name for one in settings() if not one.about.says.endswith(".")] == []
    assert [one.name for one in settings() if not one.about.example] == []


def test_every_secret_is_told_apart() -> None:
    words = ("SECRET", "KEY", "DATABASE", "EMAIL_URL", "PASSWORD", "TOKEN", "WEBHOOK_URL")
    secret_by_name = {one.name for one in settings() if any(word in one.name for word in words)}
    assert {one.name for one in settings() if one.is_secret} == secret_by_name
