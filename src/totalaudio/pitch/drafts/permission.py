"""Who may have pitches written by the language model."""

from django.conf import settings

from totalaudio.core.flags.flags import FlagName, evaluate
from totalaudio.core.tenancy.context import Actor


def has_model() -> bool:
    """Whether a language model is set up on this installation."""
    return bool(settings.ANTHROPIC_API_KEY)


def may_use_model(by: Actor) -> bool:
    """Whether this person may have pitches written by the language model, and one is set up."""
    flag = evaluate(FlagName.AI_PITCH_SUGGESTIONS, by.user_id, by.workspace_id)
    return flag.value is True and has_model()
