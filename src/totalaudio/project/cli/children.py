"""What the platform's own children run; not meant to be typed."""

from pathlib import Path
from typing import Annotated

import typer


def worker(
    life: Annotated[
        Path | None, typer.Option(help="A file that is touched while the worker lives.")
    ] = None,
) -> None:
    """Work in the background until told to stop. Example: ./totalaudio worker"""
    from totalaudio.project.worker import run

    run(life=life)


def demo() -> None:
    """Make the demo workspace. Example: ./totalaudio demo"""
    import django

    django.setup()
    from totalaudio.project.demo import make_demo

    make_demo()
