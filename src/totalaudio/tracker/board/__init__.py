"""The board and the table of a campaign's targets."""
