from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = Path(__file__).parents[2] / "templates"

# Parts of pages that ours do not have, and pages of features that have no route here.
_PARTS = ("/base_", "/base.html", "/snippets/", "/email/base_", "provider_list")
_NO_ROUTE = ("code", "phone", "passkey", "webauthn", "trust")


def reached() -> list[str]:
    names = [
        str(path.relative_to(THEIRS))
        for folder in ("account", "mfa", "socialaccount")
        for path in (THEIRS / folder).rglob("*.*")
    ]
    return sorted(
        name
        for name in names
        if not any(part in name for part in _PARTS)
        and (
            name.startswith("mfa/recovery_codes")
            or "recovery_codes" in name
            or not any(word in name for word in _NO_ROUTE)
        )
        and name not in {"account/email.html", "account/email/password_reset_code_message.txt"}
    )


@pytest.mark.parametrize("name", reached())
def test_every_page_and_mail_of_allauth_that_can_be_reached_is_ours(name: str) -> None:
    assert Path(get_template(name).origin.name).is_relative_to(OURS)  # type: ignore[attr-defined]  # Django's stubs know no origin
