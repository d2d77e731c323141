-- Two objectives may hold one mode: each keeps its own, and the mode of the app is the hardest of them.
CREATE TABLE ops.objective_modes (
    app text NOT NULL,
    objective text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('development', 'caution', 'freeze')),
    at timestamptz NOT NULL,
    PRIMARY KEY (app, objective)
);
COMMENT ON TABLE ops.objective_modes IS 'Which mode each objective holds by its own budget; one that never left Development has no row.';
COMMENT ON COLUMN ops.objective_modes.app IS 'The app.';
COMMENT ON COLUMN ops.objective_modes.objective IS 'The objective.';
COMMENT ON COLUMN ops.objective_modes.mode IS 'The mode that it holds.';
COMMENT ON COLUMN ops.objective_modes.at IS 'The moment that was judged when it took it.';
CALL ops.protect('ops.objective_modes', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');

ALTER TABLE ops.mode_changes ALTER COLUMN budget_left DROP NOT NULL;
COMMENT ON COLUMN ops.mode_changes.objective IS 'The objective with the least left of those that hold the mode.';
COMMENT ON COLUMN ops.mode_changes.budget_left IS 'The share of its budget that was left; below 0 when overspent, null when it had too few events.';
