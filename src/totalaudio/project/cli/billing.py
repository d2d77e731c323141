"""`totalaudio billing`: what this installation sells, at Stripe."""

import os
import sys
from typing import Annotated

import typer

from totalaudio.project.cli.options import Json, answer
from totalaudio_ops.problems import Problem

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")]


def sync_prices(*, dry_run: DryRun = False, json: Json = False) -> None:
    """Make the products and prices at Stripe what the table of plans says.

    Doing it twice changes nothing. A price that differs is replaced by a new one of the same name; who pays the
    old one goes on paying it. Needs STRIPE_SECRET_KEY in the environment.
    In JSON: a list of what and name.

    Example: ./totalaudio billing sync-prices --dry-run
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "totalaudio.project.settings"
    import django

    django.setup()
    from django.conf import settings

    from totalaudio.core.billing.payments.client import StripeAwayError, StripeRefusedError
    from totalaudio.core.billing.payments.syncing import sync_prices as sync

    if not settings.PAYMENTS_CONFIGURED:
        raise Problem("STRIPE_SECRET_KEY is not set: copy the secret key from Stripe's dashboard.")
    try:
        changes = sync(dry_run=dry_run)
    except StripeAwayError as error:
        raise Problem(f"{error}. Nothing more was changed; run this again.") from None
    except StripeRefusedError as error:
        raise Problem(f"{error}. Check STRIPE_SECRET_KEY and its rights.") from None
    if json:
        answer([{"what": change.what, "name": change.name} for change in changes])
        return
    would = "would have " if dry_run else ""
    for change in changes:
        sys.stdout.write(f"{would}{change.what} {change.name}\n")
    if not changes:
        sys.stdout.write("Stripe agrees with the table of plans.\n")
