"""What the events say, as operators read it: asked of the roll-ups."""
