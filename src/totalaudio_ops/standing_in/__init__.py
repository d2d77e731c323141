"""What the worker does each minute for operations, done by the watcher while the worker is away."""
