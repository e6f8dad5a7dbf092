"""HTML: what a browser shows and reads aloud, each word at its place in the raw source."""

from __future__ import annotations

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.model import MarkKind, Region, Role
from langcheck.readers import html

SOURCE = """\
<!DOCTYPE html>
<html lang="en"><head><title>A &amp; B</title>
<meta name="description" content="What &quot;it&quot; is">
<meta name="keywords" content="not shown">
<style>p { color: pimp }</style><script>var pimp = 1;</script></head>
<body><!-- a comment -->
<h1>Head</h1>
<p>One<br>two <b>bold</b> caf&eacute; &#8220;x&#8221;.
<p>Unclosed <img src="pimp.png" alt="A picture" title='Its title'> end
<ul><li>item one<li>item two</ul>
<table><tr><th>a</th><td>b</td></tr></table>
<blockquote><p>Quoted.</p></blockquote>
<pre>code here</pre><p>The <code>x</code> flag, <q>said</q> she.</p>
<p hidden>not shown</p><p style="display: none">nor this</p><div aria-hidden="true">nor that</div>
<p lang="es">no en ingl&eacute;s</p>
<select><option>choice</option></select>
</body></html>
"""


def blocks(source: str) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in html.read(source.encode()).blocks]


def test_what_is_read_and_as_what() -> None:
    assert blocks(SOURCE) == [
        (Role.HEADING, "A & B"),
        (Role.METADATA, 'What "it" is'),
        (Role.HEADING, "Head"),
        (Role.PROSE, "One"),
        (Role.PROSE, "two bold café “x”."),
        (Role.FILE_NAME, "pimp"),
        (Role.ALT_TEXT, "A picture"),
        (Role.ALT_TEXT, "Its title"),
        (Role.PROSE, "Unclosed end"),
        (Role.LIST_ITEM, "item one"),
        (Role.LIST_ITEM, "item two"),
        (Role.CELL, "a"),
        (Role.CELL, "b"),
        (Role.QUOTE, "Quoted."),
        (Role.CODE, "code here"),
        (Role.PROSE, "The x flag, said she."),
    ]


def test_every_word_stands_at_its_place() -> None:
    entities = {"&amp;": "&", "&quot;": '"', "&eacute;": "é", "&#8220;": "“", "&#8221;": "”"}
    for block in html.read(SOURCE.encode()).blocks:
        at = 0
        for word in block.text.split():
            at = block.text.index(word, at)
            region = block.source_region(Region(at, at + len(word)))
            written = SOURCE[region.start : region.end]
            for entity, character in entities.items():
                written = written.replace(entity, character)
            assert written.replace("</code>", "").replace("</q>", "") == word
            at += len(word)


def test_code_emphasis_and_quotations_are_marked() -> None:
    (block,) = html.read(b"<p>The <code>x</code> flag, <em>so</em> <q>said</q> she.").blocks
    marked = [(mark.kind, block.text[mark.region.start : mark.region.end]) for mark in block.marks]
    assert marked == [(MarkKind.CODE, "x"), (MarkKind.EMPHASIS, "so"), (MarkKind.QUOTE, "said")]


def test_a_line_break_ends_a_short_line_and_not_a_long_one() -> None:
    long = "a line of an address is short but this one goes on and on for many words"
    assert blocks(f"<p>Short<br>line<br>{long}<br>and more") == [
        (Role.PROSE, "Short"),
        (Role.PROSE, "line"),
        (Role.PROSE, f"{long} and more"),
    ]


def test_a_page_in_another_language_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="written in 'es'"):
        html.read(b"<html lang='es'><p>Hola</p></html>")


def test_parts_in_another_language_are_left_out_and_told() -> None:
    assert html.read(SOURCE.encode()).notes == ["parts marked as written in 'es' were not checked"]


@pytest.mark.parametrize(
    "source", ["<p>a<b>b</p>c</b>", "</div><p>x", "<" * 2000, "<p " + "a=" * 2000, "&#xffffffff; &#0; &nosuch;"]
)
def test_broken_markup_is_read_without_a_crash(source: str) -> None:
    html.read(source.encode())


def test_elements_nested_beyond_what_browsers_build_keep_their_text() -> None:
    deep = "<div>" * 5_000 + "word" + "</div>" * 5_000 + "<p>after</p>"
    assert [block.text for block in html.blocks_of(deep)] == ["word", "after"]


def test_paragraphs_and_items_that_are_not_closed_end_where_the_next_begins() -> None:
    page = "<p>one<p>two<ul><li>three<li>four<ul><li>five</ul></ul>"
    assert [(block.text, block.role.value) for block in html.blocks_of(page)] == [
        ("one", "prose"),
        ("two", "prose"),
        ("three", "list item"),
        ("four", "list item"),
        ("five", "list item"),
    ]
