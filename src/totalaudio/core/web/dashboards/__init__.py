"""The figures of the installation for operators, and of a person for themselves."""
