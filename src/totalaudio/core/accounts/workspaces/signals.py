"""What those hear who stand above accounts, inside the transaction in which it happens."""

from django.dispatch import Signal

# Arguments: by (the Actor), role.
invited = Signal()
