"""Google as far as a mailbox needs it: consent, tokens and Gmail, on loopback, with faults."""

from .server import fake_gmail
from .state import Fault, Google

__all__ = ["Fault", "Google", "fake_gmail"]
