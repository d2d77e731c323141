"""Sending: the gate, the outbox, the pace, the message itself."""
