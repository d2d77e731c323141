"""`totalaudio up`."""

from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.options import DATA, Data


def up(
    port: Annotated[
        int, typer.Option(envvar="PORT", min=1, max=65535, help="Where to listen.")
    ] = 8000,
    host: Annotated[
        str,
        typer.Option(
            envvar="HOST", help="The address to listen on; others need production settings."
        ),
    ] = "127.0.0.1",
    data: Data = DATA,
    demo: Annotated[
        bool | None,
        typer.Option(
            "--demo/--no-demo", help="Make a demo workspace with a sign-in.", show_default="demo"
        ),
    ] = None,
) -> None:
    """Run everything: database, web pages, worker.

    Prints the address when it is ready. Ctrl-C stops everything; running it again goes on where it was.
    Set DATABASE_URL to use a server of your own (PostgreSQL 15 to 18) in place of the built-in one.

    Example: ./totalaudio up --port 8080 --data ~/promotion
    """
    from totalaudio.project.platform.children import Address
    from totalaudio.project.platform.up import Options
    from totalaudio.project.platform.up import up as run

    run(Options(Address(host, port), Path(data), demo))
