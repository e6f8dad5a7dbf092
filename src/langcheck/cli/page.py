"""``langcheck page``: a page in the browser for people who write no commands."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import click

from langcheck.cli.listening import listening
from langcheck.cli.options import LEVELS, finder_from, settings_options
from langcheck.clients.page_server import PageServer
from langcheck.readers import read_raw


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Where to listen.  [default: any free port]")
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
@click.option("--min-level", type=click.Choice(LEVELS), help="Show only this level and above.  [default: advice]")
@settings_options
def page(file: Path | None, port: int, no_browser: bool, min_level: str | None, **told: Any) -> None:
    """Check documents on a page in your browser: paste or choose, decide word by word, take the result.

    \b
    langcheck page
    langcheck page report.docx

    The page is on this machine only, at an address that nobody else knows. Nothing is stored; it ends when you close its last tab.
    """
    settings = finder_from(min_level=min_level, **told).of(file or Path.cwd())
    with listening(PageServer, port, settings) as server:
        address = server.address
        if file is not None:
            check = server.desk.lay(file.name, read_raw(file, limits=settings.limits))
            if check.error is not None:
                raise check.error
            address += f"paper/{check.number}"
        else:
            server.desk.warm()
        click.echo(f"The page is at {address} until you close it, or stop it with Ctrl-C.", err=True)
        if no_browser:
            server.serve_forever(poll_interval=0.2)
            return
        with _lead_to(address) as first:
            # a browser of the terminal does not return until it is left
            Thread(target=webbrowser.open, args=(first.as_uri(),), daemon=True).start()
            server.serve_forever(poll_interval=0.2)


@contextmanager
def _lead_to(address: str) -> Iterator[Path]:
    """A file that only the user can read and that leads a browser to an address.

    The address has a secret, which everybody could read among the arguments of the browser's process.
    """
    handle, name = tempfile.mkstemp(prefix="langcheck-", suffix=".html")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f'<!doctype html><title>langcheck</title><meta http-equiv="refresh" content="0; url={address}">')
        yield path
    finally:
        path.unlink(missing_ok=True)
