"""What goes wrong with a language model: what happened, what to do, and what it cost all the same."""

from typing import ClassVar

from .findings import Finding, Usage


class ModelProblem(Exception):  # noqa: N818 - it is not the program's error
    """No text was written. `stops_all`: the next pitch would fail for the same reason, until somebody acts.

    `remedy` says what to do; `usage` is what was paid before; `wait` are the seconds that the service asked for.
    """

    stops_all: ClassVar[bool] = False
    remedy: ClassVar[str] = "Try again later, or write with a template."

    def __init__(self, message: str, usage: Usage = Usage(), wait: float | None = None) -> None:  # noqa: B008 - frozen
        super().__init__(message)
        self.usage = usage
        self.wait = wait


class KeyRefusedError(ModelProblem):
    """The key is not accepted."""

    stops_all = True
    remedy = "Set ANTHROPIC_API_KEY to a key that is valid."


class NotAllowedError(ModelProblem):
    """The key may not do this."""

    stops_all = True
    remedy = "Use a key that may use this model."


class NothingLeftError(ModelProblem):
    """The account has no money or allowance left."""

    stops_all = True
    remedy = "Raise the limit or add credit in the account of the key."


class NoSuchModelError(ModelProblem):
    """The model is not there."""

    stops_all = True
    remedy = "Set ANTHROPIC_MODEL to a model that this key can use."


class RequestRefusedError(ModelProblem):
    """The service does not take the request as it is, or finds it too large."""

    remedy = "Shorten the hook and the voice profile, or write with a template."


class BusyError(ModelProblem):
    """The service is busy or broken; later it may work."""


class UnreachableError(ModelProblem):
    """No whole answer came in time."""


class UnreadableError(ModelProblem):
    """An answer came that is none."""


class DeclinedError(ModelProblem):
    """The model would not write this."""

    remedy = "Look at the hook and the voice profile, or write with a template."


class CutOffError(ModelProblem):
    """The model did not come to an end."""


class RulesBrokenError(ModelProblem):
    """The text broke the rules, and so did its second version; neither is kept."""

    remedy = "Write this one with a template or by hand."

    def __init__(self, findings: tuple[Finding, ...], usage: Usage) -> None:
        first = findings[0].message if findings else "It could not be read."
        super().__init__(f"The model's text broke the rules twice. {first}", usage)
        self.findings = findings
