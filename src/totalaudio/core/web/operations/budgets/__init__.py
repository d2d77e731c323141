"""Error budgets, burn, modes and latency, for operators."""
