"""``langcheck serve``: LanguageTool's HTTP interface on this machine, for LibreOffice and other programs."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import click

from langcheck.cli.options import LEVELS, finder_from, settings_options
from langcheck.clients.languagetool_server import PORT, Server
from langcheck.clients.local import HOST
from langcheck.errors import LangcheckError
from langcheck.settings import Settings


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    help="Where to listen; 0 takes any free one.",
)
@click.option("--min-level", type=click.Choice(LEVELS), help="Show only this level and above.  [default: advice]")
@settings_options
def serve(port: int, min_level: str | None, **told: Any) -> None:
    """Check what is written in LibreOffice, Obsidian, Emacs or a browser, for as long as this runs.

    \b
    langcheck serve
    langcheck serve --port 8082 --profile uk

    Programs that can ask a LanguageTool server are given the address it shows. Only programs on this machine can ask; no text
    is kept or logged. The settings are those of the current folder. docs/in-your-editor.md tells how to switch it on.
    """
    settings = finder_from(min_level=min_level, **told).of(Path.cwd())
    with _server(port, settings) as server:
        server.warm()
        click.echo(f"langcheck answers at http://{HOST}:{server.port}/v2 until you stop it with Ctrl-C.", err=True)
        server.serve_forever()


def _server(port: int, settings: Settings) -> Server:
    try:
        return Server(port, settings, lambda sentence: click.echo(f"langcheck: {sentence}", err=True))
    except OSError as error:
        raise LangcheckError(_why(error, port)) from None


def _why(error: OSError, port: int) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        taken = "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used by you"
        return f"port {port} {taken}; choose another one with --port, and tell your editor"
    return f"port {port} cannot be used ({error.strerror or error})"
