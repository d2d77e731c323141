"""`env`: settings are checked before anything is started with them, and never repeated."""

import json
from pathlib import Path

import pytest

from tests.platform.launch import totalaudio
from tests.support.database import Urls
from totalaudio.project.platform.places import ROOT

SECRET = "Zy8-kd0_Qm3.xPw7-Lr2_Vb5.Tn9-Hc4_"
GOOD = {
    "SECRET_KEY": SECRET,
    "TOKEN_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "DATABASE_URL": f"postgresql://totalaudio_app:{SECRET}@db.example.org/tap",
    "PUBLIC_URL": "https://tap.example.org",
    "EMAIL_URL": f"smtps://us:{SECRET}@mail.example.org:465",
}
PRODUCTION = ("--env", "production")


@pytest.mark.parametrize("app", ["audio-intel", "tracker", "pitch-generator", "intel", "pitch"])
def test_a_complete_environment_is_ok(app: str) -> None:
    done = totalaudio("env", "check", app, *PRODUCTION, **GOOD)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ok\n", "")


def test_everything_that_is_wrong_has_a_line() -> None:
    wrong = {
        "ENVIRONMENT": "development",
        "PORT": SECRET,
        "PUBLIC_URL": f"http://{SECRET}.example.org",
        "STRIPE_SECRET_KEY": f"sk_test_{SECRET}",
        "STRIPE_SECRETKEY": SECRET,
    }
    done = totalaudio("env", "check", "worker", *PRODUCTION, **GOOD | wrong)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "ENVIRONMENT: does not say production; set it to production",
        "PORT: cannot be read; set it to a number from 1 to 65535",
        (
            "DATABASE_SYSTEM_URL: is missing; set it to the address of totalaudio_system, "
            "as in postgresql://user:password@host:5432/database"
        ),
        "PUBLIC_URL: is not https; set it to the https address that people use",
        (
            "STRIPE_SECRET_KEY: is for tests, and this is production; "
            "use the live key (sk_live_...), or unset it"
        ),
        (
            "STRIPE_WEBHOOK_SECRET: is missing, and STRIPE_SECRET_KEY is set; "
            "copy it from Stripe's page of the webhook, whsec_..."
        ),
        "STRIPE_SECRETKEY: is not known; did you mean STRIPE_SECRET_KEY?",
    ]


def test_in_json() -> None:
    done = totalaudio("env", "check", "pitch", "--env", "test", "--json", SECRETKEY=SECRET)
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "app": "pitch-generator",
        "environment": "test",
        "ok": False,
        "problems": [
            {"name": "SECRETKEY", "wrong": "is not known", "fix": "did you mean SECRET_KEY?"}
        ],
    }
    good = totalaudio("env", "check", "pitch", *PRODUCTION, "--json", **GOOD)
    assert (good.returncode, json.loads(good.stdout)["problems"]) == (0, [])


def test_a_file_is_read_in_place_of_the_terminals_environment(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    lines = [f"export {name}='{value}'" for name, value in GOOD.items()]
    file.write_text("# ours\n" + "\n".join(lines) + "\n\nDATABASE_SYS_URL=x\n")
    done = totalaudio("env", "check", "tracker", *PRODUCTION, "--file", str(file), PORT="wrong")
    assert (done.returncode, done.stdout) == (
        1,
        "DATABASE_SYS_URL: is not known; did you mean DATABASE_SYSTEM_URL?\n",
    )


def test_a_line_of_a_file_that_says_nothing_is_named_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text(f'\ufeffAPP=tracker\nPORT 80\n# fine\n\n{SECRET}\nSECRET_KEY="{SECRET}\n')
    done = totalaudio("env", "check", "tracker", "--env", "test", "--file", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "".join(f"line {n}: is not NAME=value; write it so\n" for n in (2, 5, 6)),
        "",
    )


def test_a_setting_that_a_file_says_twice_is_named_with_both_lines(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text("app=tracker\nPORT=80\nOTHER=1\nOTHER=2\n\nexport PORT=81\n")
    done = totalaudio("env", "check", "tracker", "--env", "test", "--file", str(file))
    assert (done.returncode, done.stdout) == (
        1,
        "line 6: says PORT again, after line 2; keep one of them\n",
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            ["radio"],
            "there is no app radio: choose one of all, audio-intel, tracker, pitch-generator, worker.",
        ),
        (
            ["worker", "--env", "festival"],
            (
                "invalid value for '--env': 'festival' is not one of 'development', 'test', 'production'; "
                "see ./totalaudio env check --help."
            ),
        ),
        (
            ["worker", "--file", "/nowhere"],
            "/nowhere cannot be read: No such file or directory; name another with --file.",
        ),
        (
            ["worker", "--file", "/tmp"],
            "/tmp cannot be read: Is a directory; name another with --file.",
        ),
    ],
)
def test_wrong_use_is_one_line_and_2(typed: list[str], said: str) -> None:
    done = totalaudio("env", "check", *typed)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"totalaudio: {said}\n")


def test_the_database_is_asked_who_we_are_there(db: Urls) -> None:
    asked = ("env", "check", "audio-intel", *PRODUCTION, "--connect")
    done = totalaudio(*asked, **GOOD | {"DATABASE_URL": db.app})
    assert (done.returncode, done.stdout, done.stderr) == (0, "ok\n", "")
    done = totalaudio(*asked, **GOOD | {"DATABASE_URL": db.owner})
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [
            (
                "DATABASE_URL: totalaudio_owner owns tables, or may act as totalaudio_owner; "
                "connect as totalaudio_app"
            ),
            (
                "DATABASE_URL: totalaudio_owner may act as totalaudio_system, who sees every workspace; "
                "connect as totalaudio_app"
            ),
        ],
    )
    done = totalaudio(*asked, **GOOD | {"DATABASE_URL": db.admin})
    assert (done.returncode, done.stdout) == (
        1,
        "DATABASE_URL: postgres is a superuser, whom no policy stops; connect as totalaudio_app\n",
    )


def test_a_database_that_cannot_be_asked_is_a_line_too() -> None:
    address = f"postgresql://us:{SECRET}@127.0.0.1:1/tap"
    asked = ("env", "check", "audio-intel", *PRODUCTION, "--connect")
    done = totalaudio(*asked, **GOOD | {"DATABASE_URL": address})
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "DATABASE_URL: the database cannot be asked who we are there (Connection refused); "
        "check the server and the address\n"
    )


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (f"postgresql://{SECRET}.invalid/tap", "failed to resolve host '[hidden]': [Errno -2]"),
        (f"postgresql://127.0.0.1:1/tap?sslmode={SECRET}", 'invalid sslmode value: "[hidden]"'),
    ],
)
def test_what_the_database_says_repeats_no_part_of_the_address(address: str, reason: str) -> None:
    asked = ("env", "check", "audio-intel", *PRODUCTION, "--connect")
    done = totalaudio(*asked, **GOOD | {"DATABASE_URL": address})
    assert (done.returncode, done.stderr) == (1, "")
    assert reason in done.stdout
    assert SECRET not in done.stdout


@pytest.mark.parametrize(
    ("command", "file"), [("example", ".env.example"), ("docs", "docs/settings.md")]
)
def test_the_documents_are_printed_and_checked(command: str, file: str) -> None:
    done = totalaudio("env", command)
    assert (done.returncode, done.stdout) == (0, (ROOT / file).read_text(encoding="utf-8"))
    done = totalaudio("env", command, "--check")
    assert (done.returncode, done.stdout) == (0, "")
