"""The pages of saved lists."""
