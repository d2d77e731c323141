"""Writers: from facts about a contact to three subjects and a text that keeps the rules."""
