"""Events, usage counters and dashboards; not built yet."""
