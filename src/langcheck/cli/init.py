"""``langcheck init``: a settings file to start from, a hook for pre-commit, a baseline."""

from __future__ import annotations

import os
from pathlib import Path

import click

from langcheck.cli import VERBS
from langcheck.editors.saving import save
from langcheck.errors import UnsavedDocument
from langcheck.harmless import printable
from langcheck.readers import NEEDS_FIELDS, SUFFIXES
from langcheck.settings.nearest import FILE
from langcheck.settings.pages import template

_HOOKS_FILE = ".pre-commit-config.yaml"
_BASELINE = "langcheck-baseline.json"
_ENDINGS = "|".join(suffix.removeprefix(".") for suffix, kind in SUFFIXES.items() if kind not in NEEDS_FIELDS)
_HOOK = f"""\
  - repo: local
    hooks:
      - id: langcheck
        name: langcheck
        entry: langcheck check --force-exclude
        language: system
        files: (?i)\\.({_ENDINGS})$
        require_serial: true
"""
"""An item of ``repos``: it runs the langcheck that is installed, so nothing is fetched when it runs."""
_CONFIGURATION = f"repos:\n{_HOOK}"


@click.command()
@click.option("--pre-commit", is_flag=True, help=f"Also write {_HOOKS_FILE}, where there is none.")
@click.option(
    "--baseline", is_flag=True, help="Also know the findings that are there now, so that only new ones count."
)
@click.option("--force", is_flag=True, help=f"Replace a {FILE} that is there.")
@click.pass_context
def init(ctx: click.Context, /, pre_commit: bool, baseline: bool, force: bool) -> None:
    """Write a langcheck.toml with every setting, its default and what it means; all lines are comments.

    \b
    langcheck init
    langcheck init --pre-commit
    langcheck init --baseline
    """
    if baseline and "baseline" not in VERBS:
        raise click.UsageError("this langcheck has no baselines; leave --baseline out")
    path = Path(FILE)
    if not os.path.lexists(path) or force:
        _write(path, template(baseline=_BASELINE if baseline else ""))
        click.echo(f"{FILE}: every setting as a comment; take the # away to change one.")
    elif pre_commit and not baseline:
        click.echo(f"{FILE}: is there already and stays as it is.")
    else:
        raise click.ClickException(f"there is a {FILE} already\n  Change it by hand, or replace it with --force.")
    _offer_hook(write=pre_commit)
    if baseline:
        from langcheck.cli import cli

        forced = ["--force"] if force else []
        ctx.exit(cli.main(["baseline", "create", *forced, "."], standalone_mode=False) or 0)


def _offer_hook(*, write: bool) -> None:
    """Write the hook into a file of its own, or show what to add by hand; a file of somebody else is not rewritten."""
    path = Path(_HOOKS_FILE)
    there = os.path.lexists(path)
    if write and not there:
        _write(path, _CONFIGURATION)
        click.echo(f"{_HOOKS_FILE}: the hook. To use it: pre-commit install")
        return
    if there and _has_hook(path):
        click.echo(f"{_HOOKS_FILE}: has the hook already.")
        return
    where = f"add this to {_HOOKS_FILE}" if there else f"put this into {_HOOKS_FILE}"
    click.echo(f"To check with every commit, {where}{', below repos' if there else ''}:\n")
    click.echo(_HOOK if there else _CONFIGURATION, nl=False)


def _has_hook(path: Path) -> bool:
    try:
        return "id: langcheck" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _write(path: Path, text: str) -> None:
    try:
        save(path, text.encode())
    except UnsavedDocument as error:
        raise click.ClickException(printable(f"{path} was not written: {error.problem}\n  {error.hint}")) from error
