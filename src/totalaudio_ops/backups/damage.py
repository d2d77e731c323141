"""What is wrong with an archive, as a sentence for a person."""


class Damaged(Exception):  # noqa: N818 - it is not the program's error
    """An archive is not what it should be; `problems` says how, one sentence each."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Locked(Damaged):
    """An archive is encrypted and none of the keys here opens it: nothing is known of what is in it."""
