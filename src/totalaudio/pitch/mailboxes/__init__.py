"""Mailboxes: connecting them, handing messages over, fetching what came back."""
