"""The command line: one module a verb, imported when its verb is called; the only code that prints."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from errno import EPIPE
from importlib import import_module

import click

from langcheck import __version__
from langcheck.cores import SELDOM, keep_to_one_core
from langcheck.errors import LangcheckError

VERBS = {
    "check": ("langcheck.cli.check", "Check files, folders or standard input."),
    "fix": ("langcheck.cli.fix", "Replace words where that changes no fact; show or ask first, if you like."),
    "review": ("langcheck.cli.review", "Write comments into a copy of a Word document or PDF."),
    "baseline": ("langcheck.cli.baseline", "Let only new findings count; know the ones that were there before."),
    "stats": ("langcheck.cli.stats", "Count findings by entry, folder and month, as a table or a page."),
    "archive": ("langcheck.cli.archive", "Check very many documents into tables, and go on where that was stopped."),
    "explain": ("langcheck.cli.explain", "Say why a word is flagged, what to write and when it is right."),
    "page": ("langcheck.cli.page", "Check documents on a page in your browser, word by word."),
    "serve": ("langcheck.cli.serve", "Check what is written in LibreOffice, Obsidian, Emacs or a browser."),
    "lsp": ("langcheck.cli.lsp", "Mark words in VS Code, Neovim, Helix, Zed and other editors."),
    "lexicon": ("langcheck.cli.lexicon", "List, show and check the entries of the lexicon."),
    "settings": ("langcheck.cli.settings", "Show which settings hold for a document, and why."),
    "init": ("langcheck.cli.init", "Write a settings file to start from, and a hook for pre-commit."),
}
"""Verb to the module that holds a click command of the same name, and its line of help."""

EXIT_CLEAN, EXIT_FINDINGS, EXIT_FAILURE, EXIT_BUG, EXIT_INTERRUPTED = 0, 1, 2, 3, 130


class _Verbs(click.Group):
    """A group whose commands are imported only when they are called; help shows them without importing any."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(VERBS[cmd_name][0]), cmd_name)
        if not gc.isenabled():
            gc.freeze()  # what is loaded by now stays, and need not be looked at again
            gc.set_threshold(SELDOM)
            gc.enable()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, text) for verb, (_, text) in VERBS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], VERBS, n=1)
            hint = f" Did you mean {close[0]!r}?" if close else f" To check a file: langcheck check {args[0]}"
            ctx.fail(f"there is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="langcheck")
def cli() -> None:
    """Find words about human trafficking that demean people or are inaccurate, and wording that fits instead.

    Quoted words, names of charges and official names are left alone. Everything runs on this machine; no text leaves it.

    \b
    langcheck check report.docx          check one document
    langcheck check drafts/              check a folder
    langcheck fix --diff report.md       show what could be replaced without changing a fact
    langcheck explain "child prostitute" why, and what to write
    """


def main() -> None:
    """Run the command line; every problem that is not a bug ends in a plain sentence and exit code 2."""
    from langcheck.cli.streams import fill_gaps, flush, give_up, is_of_a_stream

    fill_gaps()
    keep_to_one_core()
    ended = _heed_the_end()
    try:
        code = cli.main(standalone_mode=False)
        flush()
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = EXIT_INTERRUPTED
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        code = EXIT_INTERRUPTED
    except click.ClickException as error:
        click.echo(_plain(_shown(error)), err=True)
        code = EXIT_FAILURE
    except LangcheckError as error:
        click.echo(_plain(f"langcheck: {error}"), err=True)
        code = EXIT_FAILURE
    except SystemExit:  # how click ends where what reads the output went away
        code = _unwritten(BrokenPipeError(EPIPE, os.strerror(EPIPE)))
    except OSError as error:
        code = _unwritten(error) if is_of_a_stream(error) else _bug(error)
    except Exception as error:  # noqa: BLE001  the one boundary; a bug must not look like a finding
        code = _bug(error)
    give_up()
    sys.exit(_SIGNALLED + ended[0] if ended else code)


_SIGNALLED = 128
"""What shells add to the number of the signal that ended a program."""


def _heed_the_end() -> list[int]:
    """Let the system's wish to end stop the work as Ctrl-C does, so that no half-written file is left; filled then."""
    ended: list[int] = []

    def end(number: int, _: object) -> None:
        ended.append(number)
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)
    return ended


_TO_READ = (["explain"], ["lexicon", "list"], ["lexicon", "show"], ["lexicon", "stats"], ["settings", "show"])
"""How the commands begin that only show what somebody wants to read, as far as they like."""


def _unwritten(error: OSError) -> int:
    """Standard output or error was full or cut off: nobody may think that all was told, unless they had read enough."""
    if error.errno == EPIPE and any(sys.argv[1 : len(verb) + 1] == verb for verb in _TO_READ):
        return EXIT_CLEAN
    with suppress(OSError):
        click.echo(f"langcheck: what there is to tell could not be written ({error.strerror or error})", err=True)
    return EXIT_FAILURE


def _plain(text: str) -> str:
    """What is told of a mistake; it may hold names of files, which command neither a terminal nor a CI server."""
    from langcheck.harmless import plain

    return plain(text)


def _shown(error: click.ClickException) -> str:
    """What click says of a wrong call, the usage above it."""
    from io import StringIO

    written = StringIO()
    error.show(written)
    return written.getvalue().rstrip("\n")


def _bug(error: Exception) -> int:
    import traceback

    redact = "--redact" in sys.argv  # an error's text may quote the document
    told = type(error).__name__ if redact else f"{type(error).__name__}: {error}"
    click.echo(_plain(f"langcheck: this is our bug, not yours: {told}"), err=True)
    click.echo("  Please report it with the command you ran; do not send the document.", err=True)
    if os.environ.get("LANGCHECK_TRACEBACK"):
        traceback.print_tb(error.__traceback__) if redact else traceback.print_exception(error)
    else:
        click.echo("  LANGCHECK_TRACEBACK=1 shows where.", err=True)
    return EXIT_BUG
