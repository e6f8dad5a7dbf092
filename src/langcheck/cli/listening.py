"""A server of ``clients`` on a port of this machine: what it has to say goes to standard error, and a port that is taken is one sentence."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import TypeVar

import click

from langcheck.clients.loopback import LocalServer
from langcheck.errors import LangcheckError
from langcheck.settings import Settings

_Server = TypeVar("_Server", bound=LocalServer)


def listening(
    make: Callable[[int, Settings, Callable[[str], None]], _Server],
    port: int,
    settings: Settings,
    *,
    option: str = "--port",
    also: str = "",
) -> _Server:
    """A server that listens; ``also`` is what else there is to do when a person chooses another port with the ``option``.

    Raises LangcheckError.
    """
    try:
        return make(port, settings, say)
    except OSError as error:
        raise LangcheckError(_why(error, port, option, also)) from None


def _why(error: OSError, port: int, option: str, also: str) -> str:
    if error.errno in (errno.EADDRINUSE, errno.EACCES):
        taken = "is taken by another program" if error.errno == errno.EADDRINUSE else "may not be used by you"
        return f"port {port} {taken}; choose another one with {option}{also}"
    return f"port {port} cannot be used ({error.strerror or error})"


def say(sentence: str) -> None:
    """Tell the person at the terminal, if there is one."""
    click.echo(f"langcheck: {sentence}", err=True)
