"""``langcheck lsp``: the Language Server, which editors start."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import click

from langcheck.cli.options import LEVELS, finder_from, settings_options
from langcheck.errors import LangcheckError, how_to_install


@click.command()
@click.option("--stdio", is_flag=True, hidden=True, help="What some editors add; it is always so.")
@click.option("--min-level", type=click.Choice(LEVELS), help="Show only this level and above.  [default: advice]")
@settings_options
def lsp(stdio: bool, min_level: str | None, **told: Any) -> None:
    """Mark words in VS Code, Neovim, Helix, Zed and other editors, which start this themselves.

    It speaks the Language Server Protocol over standard input and output. docs/in-your-editor.md says what to tell each editor. Each
    file is checked with the nearest langcheck.toml above it.
    """
    if find_spec("pygls") is None:
        raise LangcheckError("the Language Server needs pygls", how_to_install("lsp"))
    from langcheck.clients.language_server import run

    run(lambda: finder_from(min_level=min_level, **told))
