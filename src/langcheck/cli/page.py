"""``langcheck page``: a page in the browser for people who write no commands."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import click
from click.core import ParameterSource

from langcheck.cli.listening import listening, say
from langcheck.cli.options import LEVELS, finder_from, settings_options
from langcheck.clients.languagetool_server import PORT, Server
from langcheck.clients.loopback import HOST
from langcheck.clients.page_server import PageServer
from langcheck.errors import LangcheckError
from langcheck.readers import read_raw
from langcheck.settings import Settings


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Where to listen.  [default: any free port]")
@click.option("--no-browser", is_flag=True, help="Only say the address; open no browser.")
@click.option("--with-api", is_flag=True, help="Answer LibreOffice and other programs as well, until you stop it.")
@click.option(
    "--api-port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, help="Where, with --with-api."
)
@click.option("--install-shortcut", is_flag=True, help="Put langcheck among your programs, and do nothing else.")
@click.option("--min-level", type=click.Choice(LEVELS), help="Show only this level and above.  [default: advice]")
@settings_options
@click.pass_context
def page(
    ctx: click.Context,
    /,
    file: Path | None,
    port: int,
    no_browser: bool,
    with_api: bool,
    api_port: int,
    install_shortcut: bool,
    min_level: str | None,
    **told: Any,
) -> None:
    """Check documents on a page in your browser: paste or choose, decide word by word, take the result.

    \b
    langcheck page
    langcheck page report.docx
    langcheck page --with-api            and answer LibreOffice, as langcheck serve does
    langcheck page --install-shortcut    so that from now on a click starts it

    The page is on this machine only, at an address that nobody else knows. Nothing is stored; it ends when you close its last tab,
    or with --with-api when you stop it.
    """
    if install_shortcut:
        given = [name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
        if given != ["install_shortcut"]:
            raise click.UsageError(
                "--install-shortcut stands alone: a shortcut keeps no other option; "
                "what is to hold for checks can stand in langcheck.toml"
            )
        from langcheck.cli.shortcut import install

        click.echo(install())
        return
    settings = finder_from(min_level=min_level, **told).of(file or Path.cwd())
    with ExitStack() as until_the_end:
        if with_api:
            until_the_end.enter_context(_answering(api_port, settings))
        make = partial(PageServer, lives_on=with_api)
        server = until_the_end.enter_context(listening(make, port, settings))
        address = server.address
        if file is not None:
            check = server.desk.lay(file.name, read_raw(file, limits=settings.limits))
            if check.error is not None:
                raise check.error
            address += f"paper/{check.number}"
        else:
            server.desk.warm()
        ends = "you stop it, on the page or with Ctrl-C" if with_api else "you close it, or stop it with Ctrl-C"
        click.echo(f"The page is at {address} until {ends}.", err=True)
        if not no_browser:
            first = until_the_end.enter_context(_lead_to(address))
            # a browser of the terminal does not return until it is left
            Thread(target=webbrowser.open, args=(first.as_uri(),), daemon=True).start()
        server.serve_forever(poll_interval=0.2)


@contextmanager
def _answering(port: int, settings: Settings) -> Iterator[None]:
    """Answer other programs meanwhile, once what checks need is loaded; raises LangcheckError where the port cannot be had."""
    with listening(Server, port, settings, option="--api-port", also=", and tell your editor") as server:
        click.echo(f"langcheck answers other programs at http://{HOST}:{server.port}/v2.", err=True)
        thread = Thread(target=_answer, args=(server,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()


def _answer(server: Server) -> None:
    """Serve whatever comes of the warming: who shuts a server down waits for its serving to end."""
    with ThreadPoolExecutor(1) as apart:
        error = apart.submit(server.warm).exception()
    if isinstance(error, LangcheckError):
        say(str(error))
    elif error is not None:  # what it says could quote something; its name does not
        say(f"this is our bug, not yours: {type(error).__name__}, while other programs were to be answered.")
    server.serve_forever()


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
