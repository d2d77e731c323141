"""What workflows and releases take from the code itself: which files which deployable is made of."""
