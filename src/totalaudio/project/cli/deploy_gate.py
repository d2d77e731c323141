"""The gate as a deploy asks it: the budget, the settings, the migrations, the checkout and its checks."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from totalaudio.project.cli.deploy_reach import Reached
from totalaudio.project.environment.reading import given
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks import (
    check_checkout,
    check_green,
    check_migrations,
)
from totalaudio_ops.deploys.gating import Answer, Check, Gate, gate_of
from totalaudio_ops.deploys.steps import Kind, Order
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

# A new database has nothing to be asked, and whoever asks may not even look into its schema.
_COUNTED: Final = """SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'ops' AND c.relname = 'gate_answers'"""


def gate(reached: Reached, *, contract: bool = False, is_plan: bool = False) -> Gate:
    """Every check that concerns the place; a plan writes nothing down.

    An override passes by the budget and missing checks, and never what would break the version that runs.
    """

    def budget(order: Order) -> Answer:
        return _by_override(_budget(reached, order, is_plan=is_plan), order)

    def green(order: Order) -> Answer:
        return _by_override(_answer("checks", check_green(ROOT, order.commit)), order)

    def checkout(order: Order) -> Answer:
        return _answer("checkout", check_checkout(ROOT, order.commit))

    def migrations(order: Order) -> Answer:
        return _answer("migrations", _migrations(reached, order, contract=contract))

    def settings(order: Order) -> Answer:
        return _answer("settings", reached.settings(order))

    asked = (budget, settings, migrations, checkout, green)
    names = ("budget", "settings", "migrations", "checkout", "checks")
    checks = [Check(name, ask) for name, ask in zip(names, asked, strict=True)]

    def ask(order: Order) -> list[Answer]:
        # What preview serves was looked at when it went there; what lies in the checkout now has no part in it.
        is_promoted = order.kind is Kind.PROMOTE
        return gate_of(one for one in checks if not (is_promoted and one.name == "checkout"))(order)

    return ask


def _migrations(reached: Reached, order: Order, *, contract: bool) -> Verdict:
    if not _serves_anything(reached, order):
        said = f"Nothing serves in {order.environment} yet, so no migration can break it."
        return Verdict(is_let_through=True, said=said)
    if reached.owner is None:
        raise Problem("DATABASE_OWNER_URL is not set: migrations need the database's owner")
    return check_migrations(reached.program(order), reached.owner, contract=contract)


def _serves_anything(reached: Reached, order: Order) -> bool:
    """Whether any app of the environment serves: they share its database."""
    apps = Deployable if reached.target.name == "server" else (order.app,)
    return any(reached.target.serving(one, order.environment).release for one in apps)


def _answer(name: str, verdict: Verdict) -> Answer:
    return Answer(name, verdict.is_let_through, verdict.said)


def _by_override(answer: Answer, order: Order) -> Answer:
    if answer.is_let_through or not order.override:
        return answer
    reason = " ".join(order.override.split())
    return replace(
        answer, is_let_through=True, said=f"{answer.said} Let through by override: {reason}."
    )


def _budget(reached: Reached, order: Order, *, is_plan: bool) -> Answer:
    try:
        return _answer("budget", _asked(reached, order, is_plan=is_plan))
    except Problem as problem:
        said = f"The budget cannot be asked: {problem}; give --override with the reason why it cannot wait."
        return Answer("budget", is_let_through=False, said=said)


def _asked(reached: Reached, order: Order, *, is_plan: bool) -> Verdict:
    from totalaudio_ops.slo.declared import declared
    from totalaudio_ops.slo.gating import Asked, ask
    from totalaudio_ops.slo.sources import source_of

    asked = Asked(order.app, order.change, order.by, order.incident, order.override)
    with reached.connect() as connection, connection.transaction(force_rollback=is_plan):
        if connection.execute(_COUNTED).fetchone() is None:
            return Verdict(is_let_through=True, said="Nothing was counted there yet.")
        source = source_of(connection, given().get("prometheus_url", ""))
        found = ask(connection, source, declared(), asked, datetime.now(UTC))
    return Verdict(found.is_let_through, found.said)
