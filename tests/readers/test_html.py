"""HTML: what a browser shows and reads aloud, each word at its place in the raw source."""

from __future__ import annotations

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.model import MarkKind, Region, Role
from langcheck.readers import html
from tests.readers.reading_files import opened

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
<p hidden>not shown</p><p style="display: none">nor this</p><div aria-hidden="true">seen, not spoken</div>
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
        (Role.PROSE, "seen, not spoken"),
        (Role.LIST_ITEM, "choice"),
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


def texts(source: str) -> list[str]:
    return [text for _, text in blocks(source)]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<head><title>Report</title><p>one</p></head><body>two", ["Report", "one", "two"]),
        ("<html><head><title>Report</title><body><p>one", ["Report", "one"]),
        ("<head><style>a</style><script>b</script><noscript>c</noscript></head>one", ["one"]),
    ],
)
def test_a_head_that_is_not_closed_does_not_hide_the_page(page: str, shown: list[str]) -> None:
    """Nothing in a head is shown by itself, so text in one is the page's, as in a browser."""
    assert texts(page) == shown


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p hidden>a<p>b", ["b"]),
        ("<p hidden>a<div>b</div>", ["b"]),
        ("<p hidden>a<ul><li>b</ul>", ["b"]),
        ("<p hidden>a <b>b</b> c</p>d", ["d"]),
        ("<ul><li hidden><p>a<li>b</ul>", ["b"]),
        ("<ul><li hidden>a<ul><li>b</ul><li>c</ul>", ["c"]),
        ("<dl><dt hidden>a<dd>b</dl>", ["b"]),
        ("<table><tr hidden><td>a<tr><td>b</table>", ["b"]),
        ("<table><tr><th hidden><p>a<td>b</table>", ["b"]),
        ("<table><tr><td hidden><table><tr><td>a</table>b<td>c</table>", ["c"]),
        ("<table><tbody hidden><tr><td>a<tbody><tr><td>b</table>", ["b"]),
        ("<select><option hidden>a<option>b</select>", ["b"]),
        ("<p>a <del>b<p>c", ["a", "c"]),
    ],
)
def test_what_is_hidden_ends_where_a_browser_ends_it(page: str, shown: list[str]) -> None:
    """A hidden element that HTML lets stay open hides nothing after the start that closes it."""
    assert texts(page) == shown


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("display:none", False),
        ("color: red; DISPLAY : none !important", False),
        ("visibility: collapse", False),
        ("display:none; display:block", True),
        ("--display: none", True),
        ("color: red /* display:none */", True),
    ],
)
def test_a_style_hides_by_its_last_declaration(style: str, shown: bool) -> None:
    assert texts(f"<p style='{style}'>a</p>") == ["a"] * shown


def test_what_is_visible_in_an_invisible_part_is_read() -> None:
    """Visibility can be given back to a part; display cannot."""
    assert texts("<p style='visibility:hidden'>a <b style='visibility:visible'>b</b>") == ["b"]
    assert texts("<p style='display:none'>a <b style='display:inline'>b</b>") == []


def test_english_parts_of_a_page_in_another_language_are_read() -> None:
    page = "<html lang='es'><p>uno</p><p lang='en'>two</p><p lang=''>three</p>"
    assert texts(page) == ["two", "three"]
    assert html.read(page.encode()).notes == ["parts marked as written in 'es' were not checked"]


def test_the_words_of_forms_are_read() -> None:
    """Choices, prefilled and explaining text, and labels of buttons are shown; passwords and codes are not."""
    form = """<select><optgroup label="group"><option value="code">one<option>two</select>
    <textarea placeholder="hint">prefilled</textarea><datalist><option value="three"></datalist>
    <input value="four" placeholder="five"><input type="submit" value="six">
    <input type="hidden" value="no"><input type="password" value="no"><input type="radio" value="no">"""
    assert blocks(form) == [
        (Role.ALT_TEXT, "group"),
        (Role.LIST_ITEM, "one"),
        (Role.LIST_ITEM, "two"),
        (Role.ALT_TEXT, "hint"),
        (Role.PROSE, "prefilled"),
        (Role.ALT_TEXT, "three"),
        (Role.ALT_TEXT, "four"),
        (Role.ALT_TEXT, "five"),
        (Role.ALT_TEXT, "six"),
    ]


def test_the_words_of_drawings_and_formulas_are_read() -> None:
    page = """<p>Over <svg><title>Chart</title><defs><text>no</text></defs><style>no</style>
    <text><tspan x="1">north</tspan><tspan x="1" dy="9">south</tspan></text></svg> ends.
    <p>If <math><semantics><mi>x</mi><mtext>is even</mtext><annotation>no</annotation></semantics></math> then"""
    assert blocks(page) == [
        (Role.PROSE, "Over"),
        (Role.ALT_TEXT, "Chart"),
        (Role.PROSE, "north south"),
        (Role.PROSE, "ends."),
        (Role.PROSE, "If x is even then"),
    ]


@pytest.mark.parametrize("between", ["</p>", "</br>", "<center>", "<dialog>", "<menu>", "<img src=''>", "<input>"])
def test_words_that_stand_apart_are_not_joined(between: str) -> None:
    assert " ".join(texts(f"one{between}two")) == "one two"


@pytest.mark.parametrize("between", ["<wbr>", "<b>", "</b>", "<span>", "<!-- x -->"])
def test_words_that_are_shown_as_one_stay_one(between: str) -> None:
    assert texts(f"one{between}two") == ["onetwo"]


def test_a_table_that_leaves_its_rows_open_ends_its_groups() -> None:
    """What stands after a table belongs to none of its rows."""
    inside, after = html.blocks_of("<table><tr><td>a</table><p>b")
    assert inside.group
    assert not after.group


def test_a_page_in_a_frame_is_read_where_it_stands() -> None:
    """A page in an attribute is shown; what it says stands at its place in the page around it."""
    page = "<p>a</p><iframe title='frame' srcdoc='&lt;p>b &amp;amp; c&lt;/p>'></iframe>"
    document = opened(page.encode(), "html")
    assert [block.text for block in document.blocks] == ["a", "frame", "b & c"]
    inner = document.blocks[2]
    assert page[inner.source_region(Region(4, 5)).start] == "c"
    assert inner.source_region(Region(2, 3)) == Region(page.index("&amp;amp;"), page.index("&amp;amp;") + 9)


def test_a_page_that_is_shown_from_elsewhere_is_another_page() -> None:
    assert opened(b"<p>a</p><iframe src='b.html'></iframe>", "html").unread == ()


@pytest.mark.parametrize("section", ["<![x y]>", "<![\\x]>", "<![if !mso]>", "<![CDATA[x]]>", "<![>"])
def test_words_behind_a_section_of_any_kind_stand_at_their_place(section: str) -> None:
    """Sections that a page should not hold are passed over, and counting goes on behind them."""
    source = f"<p>One {section} two."
    document = opened(source.encode(), "html")
    assert [block.text for block in document.blocks] == ["One two."]
    place = document.place(document.blocks[0], Region(4, 7))
    assert place.offset == source.index("two")


def test_a_document_that_is_typed_as_it_shall_be_seen_is_no_code() -> None:
    """Courts and offices put whole documents into preformatted text."""
    page = "<pre>\n   COURT OF ELMTON\n\nThe owner of the lamp was <a href='#n'>heard</a> at noon.\n \nIt fell.</pre>"
    assert blocks(page) == [
        (Role.PROSE, "COURT OF ELMTON"),
        (Role.PROSE, "The owner of the lamp was heard at noon."),
        (Role.PROSE, "It fell."),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<pre>light lamp.txt\nfor lamp in lamps: print(lamp);\n</pre>",
        "<pre><code>The owner of the lamp was heard at noon.</code></pre>",
        "<pre>$ light lamp.txt\nThe owner of the lamp was heard at noon.\n</pre>",
    ],
)
def test_what_is_typed_for_a_machine_is_code(page: str) -> None:
    assert {role for role, _ in blocks(page)} == {Role.CODE}


def test_a_block_quotation_around_a_whole_page_only_sets_it_in() -> None:
    page = "<body><blockquote><h1>Lamps</h1><p>We light them.</p><blockquote>I saw one.</blockquote></blockquote><p>End.</p>"
    assert blocks(page)[1:] == [(Role.PROSE, "We light them."), (Role.QUOTE, "I saw one."), (Role.PROSE, "End.")]


def test_a_block_quotation_with_a_heading_in_a_page_is_one() -> None:
    page = "<p>They say:</p><blockquote><h2>Dana</h2><p>I lit it.</p></blockquote>"
    assert blocks(page)[1:] == [(Role.QUOTE, "Dana"), (Role.QUOTE, "I lit it.")]
