"""Markdown: what a reader of the page sees, each word at its place in the source."""

from __future__ import annotations

import pytest

from langcheck.model import MarkKind, Region, Role
from langcheck.readers import markdown

SOURCE = """\
---
title: "A title"
layout: post
description: What it is about
---

# Heading with *em*

Text with a [link](http://example.org/pimp "hidden") and ![alt *words*](x.png) &amp; more
on a second line pros**titu**te.

> Quoted words.

| term | use |
|------|-----|
| left | `code` |

- first item
- second item

```
fenced code
```

<div>html &amp; <b>bold</b></div>

Note[^1].

[^1]: The note.
"""


def blocks(source: str) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in markdown.read(source.encode()).blocks]


def test_what_is_read_and_as_what() -> None:
    assert blocks(SOURCE) == [
        (Role.METADATA, "A title"),
        (Role.METADATA, "What it is about"),
        (Role.HEADING, "Heading with em"),
        (Role.ALT_TEXT, "hidden"),
        (Role.ALT_TEXT, "alt words"),
        (Role.FILE_NAME, "x"),
        (Role.PROSE, "Text with a link and & more on a second line prostitute."),
        (Role.QUOTE, "Quoted words."),
        (Role.CELL, "term"),
        (Role.CELL, "use"),
        (Role.CELL, "left"),
        (Role.CELL, "code"),
        (Role.LIST_ITEM, "first item"),
        (Role.LIST_ITEM, "second item"),
        (Role.CODE, "fenced code"),
        (Role.PROSE, "html & bold"),
        (Role.PROSE, "Note."),
        (Role.NOTE, "The note."),
    ]


@pytest.mark.parametrize("prefix", ["", "Überschrift – ünïcode 😀\n\n"])
def test_every_word_stands_at_its_place(prefix: str) -> None:
    """Byte ranges become character offsets, also behind characters of two, three and four bytes."""
    source = prefix + SOURCE.split("---\n")[2]
    for block in markdown.read(source.encode()).blocks:
        at = 0
        for word in block.text.split():
            at = block.text.index(word, at)
            region = block.source_region(Region(at, at + len(word)))
            written = source[region.start : region.end]
            assert written.replace("**", "").replace("&amp;", "&").replace("[^1]", "") == word
            at += len(word)


def test_code_and_emphasis_are_marked() -> None:
    (block,) = markdown.read(b"The `pimp` flag and the *stable* branch.").blocks
    marked = [(mark.kind, block.text[mark.region.start : mark.region.end]) for mark in block.marks]
    assert marked == [(MarkKind.CODE, "pimp"), (MarkKind.EMPHASIS, "stable")]


def test_the_cells_of_a_row_share_a_group() -> None:
    cells = list(markdown.read(b"| a | b |\n|---|---|\n| c | d |\n").blocks)
    assert [cell.group == cells[0].group for cell in cells] == [True, True, False, False]


def test_a_word_divided_at_a_line_end_is_whole() -> None:
    (block,) = markdown.read(b"exploi-\ntation").blocks
    assert block.text == "exploitation"


def test_broken_markup_is_still_text() -> None:
    assert blocks("**never closed [nor](this\n\n<div>Nor <b>that") == [
        (Role.PROSE, "**never closed [nor](this"),
        (Role.PROSE, "Nor that"),
    ]
