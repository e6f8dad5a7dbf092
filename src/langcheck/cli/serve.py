"""``langcheck serve``: LanguageTool's HTTP interface on this machine, for LibreOffice and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from langcheck.cli.listening import listening
from langcheck.cli.options import LEVELS, finder_from, settings_options
from langcheck.clients.languagetool_server import PORT, Server
from langcheck.clients.loopback import HOST


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
    with listening(Server, port, settings, also=", and tell your editor") as server:
        server.warm()
        click.echo(f"langcheck answers at http://{HOST}:{server.port}/v2 until you stop it with Ctrl-C.", err=True)
        server.serve_forever()
