"""What is due: follow-ups planned backwards from the impact date."""
