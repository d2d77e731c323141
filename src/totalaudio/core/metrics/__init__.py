"""Events, usage counters and what is read out of them."""
