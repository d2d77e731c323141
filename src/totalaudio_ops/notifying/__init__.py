"""Notifications of incidents: mail and signed webhook, with quiet hours."""
