"""The command line. Each command's module is imported only when that command is run."""

import sys

from totalaudio_ops.problems import Problem


def main() -> None:
    """Runs the command that was typed; a problem that a person can solve is one line and exit status 2."""
    try:
        _run(sys.argv[1:])
    except Problem as problem:
        _end(f"totalaudio: {problem}", 2)
    except KeyboardInterrupt:
        _end("totalaudio: interrupted", 130)
    except BrokenPipeError:
        # The reader of a pipe had enough; Python's own farewell to stdout would complain again.
        sys.stdout = None
        sys.exit(141)


def _run(arguments: list[str]) -> None:
    if arguments in (["--version"], ["-V"]):
        from totalaudio import __version__

        sys.stdout.write(f"totalaudio {__version__}\n")
        return
    from totalaudio.project.cli.overview import is_asked_for, overview

    if is_asked_for(arguments):
        sys.stdout.write(overview())
        return
    from totalaudio.project.cli.app import run

    sys.exit(run(arguments))


def _end(text: str, status: int) -> None:
    sys.stderr.write(text + "\n")
    sys.exit(status)
