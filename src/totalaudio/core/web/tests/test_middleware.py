import io

from django.db import connection
from django.test import Client


class Watched(io.BytesIO):
    """A body that notes whether a transaction is open while it is read."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.in_transaction: list[bool] = []

    def read(self, size: int | None = -1, /) -> bytes:
        self.in_transaction.append(connection.in_atomic_block)
        return super().read(size)


def test_a_body_is_read_before_the_transaction_begins(db: None) -> None:
    body = Watched(b"login=alice@example.com&password=wrong")
    wire = {
        "wsgi.input": body,
        "CONTENT_LENGTH": str(len(body.getvalue())),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
    }
    Client().generic("POST", "/accounts/login/", **wire)  # type: ignore[arg-type]  # the environment of WSGI
    assert body.in_transaction
    assert not any(body.in_transaction)


def test_a_body_that_cannot_be_read_gets_our_page_and_leaves_no_transaction(db: None) -> None:
    answer = Client().generic(
        "POST", "/accounts/login/", b"--x", content_type="multipart/form-data"
    )
    assert answer.status_code == 400
    assert not connection.in_atomic_block
