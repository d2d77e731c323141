"""Secrets that can be told apart wherever they turn up, in every form in which they travel."""

import base64
from dataclasses import dataclass
from urllib.parse import quote, quote_plus, unquote, urlsplit


@dataclass(frozen=True)
class Mark:
    """One secret text, and the variable that holds it."""

    variable: str
    text: str

    def forms(self) -> set[bytes]:
        """As it is, quoted for an address, encoded for a header, and said by Python."""
        plain = self.text.encode()
        encoded = {base64.b64encode(plain), base64.urlsafe_b64encode(plain)}
        shifted = {base64.b64encode(b"\0" * shift + plain)[4:-4] for shift in (1, 2)}
        quoted = {quote(self.text, safe="").encode(), quote_plus(self.text).encode()}
        return (
            {plain, plain.hex().encode(), repr(self.text)[1:-1].encode()}
            | encoded
            | shifted
            | quoted
        )


SECRET_KEY = Mark("SECRET_KEY", "mark-of-the-key-Zy8kd0Qm3xPw7Lr2Vb5")
TOKENS = Mark("TOKEN_KEYS", "bWFyay1vZi10aGUta2V5LW9mLW1haWxib3hlcy05WHE=")
MAIL = Mark("EMAIL_URL", "mark-of/the@mail")
GOOGLE = Mark("GOOGLE_CLIENT_SECRET", "mark-of-google-Hc4Tn9")
STRIPE = Mark("STRIPE_SECRET_KEY", "sk_test_markOfStripe4Jd9")
WEBHOOK = Mark("STRIPE_WEBHOOK_SECRET", "whsec_markOfTheWebhook7")
PREVIOUS = Mark("STRIPE_WEBHOOK_SECRET_PREVIOUS", "whsec_markBeforeTheWebhook2")
MODEL = Mark("ANTHROPIC_API_KEY", "sk-ant-markOfTheModel5Fh")
DATABASE = Mark("DATABASE_URL", "mark-of-the-database-Xw3")
# What a person gave for their mailbox, which lies encrypted in the database.
MAILBOX = Mark("the password of a mailbox", "mark-of-a-mailbox-Fq6Tz1")

MARKS = (SECRET_KEY, TOKENS, MAIL, GOOGLE, STRIPE, WEBHOOK, PREVIOUS, MODEL, DATABASE)
# Everything that is set beside the addresses of the database.
SET = {
    "SECRET_KEY": SECRET_KEY.text,
    "TOKEN_KEYS": TOKENS.text,
    "GOOGLE_CLIENT_ID": "id-of-the-client",
    "GOOGLE_CLIENT_SECRET": GOOGLE.text,
    "STRIPE_SECRET_KEY": STRIPE.text,
    "STRIPE_WEBHOOK_SECRET": WEBHOOK.text,
    "STRIPE_WEBHOOK_SECRET_PREVIOUS": PREVIOUS.text,
    "ANTHROPIC_API_KEY": MODEL.text,
}


def passwords_in(**addresses: str) -> tuple[Mark, ...]:
    """The passwords of addresses that really open a database."""
    found = {name: urlsplit(address).password for name, address in addresses.items()}
    return tuple(Mark(name, unquote(password)) for name, password in found.items() if password)


def seen_in(told: dict[str, bytes], *more: Mark) -> list[str]:
    """Which secret is to be seen where."""
    return [
        f"{mark.variable} in {where}"
        for where, text in told.items()
        for mark in (*MARKS, *more)
        if any(form in text for form in mark.forms())
    ]
