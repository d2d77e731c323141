"""Steps that several journeys begin with."""

from tests.journeys.visitor import Visitor

PASSWORD = "three words together"


def sign_up(visitor: Visitor, name: str, *, start: str = "/accounts/signup/") -> None:
    """Make an account and confirm its address by the mailed link."""
    visitor.go(start)
    visitor.look("Make an account")
    visitor.fill(name=name, email=f"{name.lower()}@example.com", password1=PASSWORD)
    visitor.press("Make the account")
    visitor.look("Check your mail")
    visitor.go(visitor.link_in_newest_letter("confirm-email"))
    visitor.look("Confirm your address")
    visitor.press("Yes, it is mine")


def name_workspace(visitor: Visitor, name: str) -> None:
    """Make the first workspace."""
    visitor.look("Name your workspace")
    visitor.fill(name=name)
    visitor.press("Make the workspace")


def sign_out(visitor: Visitor) -> None:
    """Leave, through the page that asks."""
    visitor.go("/accounts/logout/")
    visitor.press("Sign out")
    visitor.page.wait_for_url(visitor.address + "/**")


def bring(visitor: Visitor, name: str, content: bytes) -> None:
    """Upload a list, up to its mapping."""
    visitor.go("/intel/imports/new")
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    visitor.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]  # a FilePayload, spelt as a plain dict
    visitor.press("Read the list")
    visitor.look("What each column becomes")
