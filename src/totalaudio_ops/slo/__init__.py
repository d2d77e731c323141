"""Service level objectives: declared as OpenSLO, measured, budgeted; their budget decides about deploys."""
