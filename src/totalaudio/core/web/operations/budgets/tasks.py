"""Work of budgets in the background."""
