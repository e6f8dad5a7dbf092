"""The texts made of the table of settings: a langcheck.toml to start from, and docs/settings.md."""

from __future__ import annotations

import textwrap

from langcheck.settings.described import KEYS

_WIDTH = 100


def template(*, baseline: str = "") -> str:
    """A langcheck.toml that says everything and sets nothing, but for a ``baseline`` where one is named."""
    lines = [
        "# What langcheck may be told. Every line below is a comment that shows a default; take its # away to change it.",
        "# `langcheck settings show FILE` says what holds for a file, and why.",
    ]
    if baseline:
        lines += ["", f'baseline = "{baseline}"']
    for name, key in KEYS.items():
        if name == "per-path" or (name == "baseline" and baseline):
            continue
        lines += ["", *_comment(key.meaning)]
        lines += _comment(f"It may be {', '.join(key.choices)}." if key.choices else f"For example: {key.example}")
        lines.append(f"#{name} = {key.default}")
    lines += ["", *_comment(KEYS["per-path"].meaning), *(f"#{line}" for line in SECTION)]
    return "\n".join([*lines, ""])


SECTION = ('[per-path."training/*"]', 'audience = "training"', 'extend-ignore = ["slang"]')
"""A section, as people write it."""


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


_PAGE = """\
# Settings

Made from the code (`src/langcheck/settings/described.py`); a test keeps the two equal. `langcheck init` writes a `langcheck.toml`
with all of this as comments; `langcheck settings show FILE` says what holds for a file and where it comes from.

## Which settings hold for a document

Lowest first; what comes later counts:

1. the defaults;
2. the settings file nearest to the document: `langcheck.toml`, or `[tool.langcheck]` in `pyproject.toml`, in its folder or the first
   folder above that has one. `langcheck.toml` comes before a `pyproject.toml` beside it. Only the nearest file counts; to build
   on another one, name it with `extends`. Standard input counts as a file of the current folder, called what `--stdin-name` says.
   `--settings FILE` uses that file for all documents;
3. the sections of that file that match the document, in the order of the file;
4. options of the command line. `--ignore` adds to what files ignore; the others replace.

A later value replaces an earlier one, lists too. `extend-select`, `extend-ignore`, `extend-exclude`, `levels` and `limits` add to what is
there. To set `select` anew also drops what `extend-select` added before. What is ignored is not asked about, even if it is selected.

Each finding counts against the `fail-on` of its own file.

## A file on top of another

```toml
extends = "../agency.toml"       # or a list; later ones count
extend-ignore = ["en.status"]
```

All that the other file says, its sections too, counts as if it stood above what this file says. Paths and patterns in it are
relative to it. Nothing is fetched from a network.

## Sections for some paths

```toml
fail-on = "warning"

[per-path."training/*"]
audience = "training"
extend-ignore = ["slang"]
levels = { "en.person.prostitute" = "error" }

[per-path."**/*.press.md"]
audience = "press"
fail-on = "advice"
```

## Patterns

Patterns of `exclude` and of sections are relative to the file they stand in. `*` stands for any characters, slashes among them;
`?` for one; `[ab]` for one of these. `**/` also stands for nothing, so that `**/notes.md` covers `notes.md` as well. A pattern that
covers a folder covers all that is in it. One without a slash covers files and folders of that name at any depth.

A folder called build, dist, target, env, node_modules and the like, and one whose name begins with a dot, is not looked into,
unless it is named. Where it holds documents, that is told and the exit code is 2, because nobody may think that they were checked.
Name it in `exclude` if that is meant, or all that is in it (`build/*`); then, and where git ignores it, it is one line of the report.
So are hidden files, Python environments and caches. The folders in which version control keeps its books are passed over silently.

Settings that leave no entry to ask about, or none of the files that were named, cannot be used; the exit code is 2. A hook that
names only files that `exclude` leaves out is told so in a note.

`exclude` leaves files out when a folder is checked: that of the file nearest to the folder, and that of settings files in the
folders below it. A file that is named is checked all the same. Hooks name every file, so give them `--force-exclude`: then
what a check of the current folder would leave out is left out where it is named, too.

## Entries and categories

`select`, `ignore` and `levels` name an entry (`en.person.prostitute`), the beginning of its id (`en.person`), or a category
(`person-label`). `langcheck lexicon list` shows them; `langcheck settings show FILE --entry WORD` says why one is asked about in a
file, or why not.

## All settings

"""


def page() -> str:
    """docs/settings.md."""
    lines = [
        "| setting | what it may be | default | what it does | example | in sections |",
        "|---|---|---|---|---|---|",
    ]
    for name, key in KEYS.items():
        allowed = ", ".join(f"`{choice}`" for choice in key.choices) or key.kind.value
        sections = "yes" if key.in_sections else "no"
        lines.append(
            f"| `{name}` | {allowed} | `{key.default}` | {key.meaning} | `{name} = {key.example}` | {sections} |"
        )
    return "\n".join([f"{_PAGE}{lines[0]}", *lines[1:], "", _MISTAKES, ""])


_MISTAKES = """\
Where a file has a key, an entry, a category or a profile that langcheck does not know, the documents that it holds for are not
checked; the message says what was probably meant, and the exit code is 2."""
