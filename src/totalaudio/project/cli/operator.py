"""`totalaudio operator`: staff of this installation."""

import getpass
import sys
from typing import Annotated

import typer

from totalaudio.project.cli.on_platform import join_platform
from totalaudio.project.cli.options import DATA, Data
from totalaudio_ops.problems import Problem


def create(
    email: Annotated[
        str, typer.Argument(help="Their address; a known person keeps their password.")
    ],
    data: Data = DATA,
) -> None:
    """Make a person an operator, who sees the pages of this installation.

    Asks for a password, or reads it from a pipe. The platform must be running.

    Example: ./totalaudio operator create olive@example.com
    """
    join_platform(data)
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from totalaudio.core.accounts.operators import create_operator

    try:
        validate_email(email)
    except ValidationError:
        raise Problem(f"{email} is not an address: write it as name@example.com.") from None
    try:
        user = create_operator(email=email, password=_password())
    except ValidationError as error:
        raise Problem(f"choose another password. {' '.join(error.messages)}") from None
    sys.stderr.write(f"{user.email} is an operator now.\n")


def _password() -> str:
    is_asked = sys.stdin.isatty()
    password = getpass.getpass("Password: ") if is_asked else sys.stdin.readline().rstrip("\r\n")
    if is_asked and getpass.getpass("Again: ") != password:
        raise Problem("the two passwords differ: run this again.")
    return password
