"""Runs the command line: `python -m totalaudio`."""

from totalaudio.project.cli import main

if __name__ == "__main__":
    main()
