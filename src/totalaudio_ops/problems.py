"""What a person can put right: said in one line, without a traceback."""


class Problem(Exception):  # noqa: N818 - it is not the program's error
    """Names the thing, the cause and the next step; the command line prints it and exits with 2."""
