"""HTML: what the page's own style sheet hides is not read and counted, and what may be shown is read."""

from __future__ import annotations

import time

import pytest

from langcheck.model import Region
from langcheck.readers import html, read_bytes
from langcheck.readers.style_sheets import MOST_RULES, sheet_of
from tests.books import epub


def read(sheet: str, body: str, *, head: str = "<style>{}</style>") -> tuple[list[str], int]:
    page = f"<!DOCTYPE html><html><head><title>Notice</title>{head.format(sheet)}</head><body>{body}</body></html>"
    reading = html.read(page.encode())
    return [block.text for block in reading.blocks][1:], reading.left_out.hidden


@pytest.mark.parametrize(
    "sheet",
    [
        ".gone{display:none}",
        "p.gone { display : none }",
        "#draft{display:none}",
        ".gone{visibility:hidden}",
        ".gone{visibility:collapse;color:red}",
        ".gone{opacity:0}",
        ".gone{font-size:0px}",
        "P.gone{DISPLAY:NONE}",
        "h1, .other, .gone, h2{display:none}",
        "div .gone{display:none}",
        "div > p.gone{display:none}",
        "#outer .gone{display:none}",
        "*.gone{display:none!important}",
        "p[data-state=old]{display:none}",
        "p[data-state]{display:none}",
        'p[data-state="old"]{display:none}',
        "[id='draft']{display:none}",
        "@media all{.gone{display:none}}",
        "@media screen { .gone{display:none} }",
        "@layer base{.gone{display:none}}",
        "@charset 'utf-8';@import url(a.css);.gone{display:none}",
        "/* .gone{display:block} */.gone{display:none}",
        "<!-- .gone{display:none} -->",
        "/*<![CDATA[*/ .gone{display:none} /*]]>*/",
        '.gone{content:"}";display:none}',
        '.x::before{content:"{"} .gone{display:none}',
        ".gone{display:block}.gone{display:none}",
        ".gone{display:none}p{display:block}",
        ".gone{display:none!important}#draft{display:block}",
        "p{color:red;}.gone{margin:0;display:none;}",
        ".sm\\:gone{display:none}",
        "@font-face{font-family:x;src:url(x)}.gone{display:none}",
        "@media print{.gone{color:black}}.gone{display:none}",
        "body{display:block}.gone{display:none}",
    ],
)
def test_what_a_sheet_hides_is_counted(sheet: str) -> None:
    body = '<div id="outer"><p>Seen.</p><p class="gone sm:gone" id="draft" data-state="old">These words are gone.</p></div>'
    assert read(sheet, body) == (["Seen."], 4)


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print{.gone{display:none}}",
        "@media (max-width:600px){.gone{display:none}}",
        "@media screen and (max-width:600px){.gone{display:none}}",
        "@supports (display:grid){.gone{display:none}}",
        ".gone{display:none}.gone{display:block}",
        ".gone{display:none}p.gone{display:inline}",
        "#draft{display:block}.gone{display:none}",
        ".gone{display:none}@media print{.gone{display:block}}",
        ".gone{display:none}div:hover .gone{display:block}",
        ".gone{display:none}#open:checked ~ .gone{display:block}",
        ".gone{display:none}.gone:target{display:block}",
        ".gone:not(.open){display:none}",
        ".gone:empty{display:none}",
        "h1 + .gone{display:none}",
        "h1 ~ .gone{display:none}",
        "ul .gone{display:none}",
        "body > .gone{display:none}",
        ".gone::before{display:none}",
        ".gone:after{display:none}",
        ".gon{display:none}",
        ".Gone{display:none}",
        "#gone{display:none}",
        "p[data-state=new]{display:none}",
        "p[data-state^=new]{display:none}",
        "/* .gone{display:none} */",
        "@keyframes x{from{display:none}to{display:block}}",
        ".gone{--display:none}",
        ".gone{opacity:0.5}",
        ".gone{opacity:0;transition:opacity 1s}",
        ".gone{font-size:0.9em}",
        ".gone{visibility:hidden}.gone{visibility:visible}",
        ".gone{display:none",
        "@unknown{.gone{display:none}}",
        ".a{.gone{display:none}}",
    ],
)
def test_what_may_be_shown_is_read(sheet: str) -> None:
    body = '<div id="outer"><p>Seen.</p><p class="gone" id="draft" data-state="old">These words are there.</p></div>'
    assert read(sheet, body) == (["Seen.", "These words are there."], 0)


@pytest.mark.parametrize(
    ("head", "is_read"),
    [
        ('<style media="screen">{}</style>', False),
        ('<style type="text/css" media="all">{}</style>', False),
        ('<style media="print">{}</style>', True),
        ('<style type="text/less">{}</style>', True),
        ("<noscript><style>{}</style></noscript>", True),
        ("<template><style>{}</style></template>", True),
        ("<!-- <style>{}</style> -->", True),
        ('<link rel="stylesheet" href="styles.css">', True),
    ],
)
def test_which_sheets_are_asked(head: str, *, is_read: bool) -> None:
    shown, hidden = read(".gone{display:none}", "<p>Seen.</p><p class=gone>More words.</p>", head=head)
    assert (shown == ["Seen.", "More words."]) is is_read
    assert (hidden == 0) is is_read


def test_a_style_of_its_own_outweighs_the_sheet_unless_that_is_important() -> None:
    own = '<p>Seen.</p><p class="gone" style="display:block">Words here.</p>'
    assert read(".gone{display:none}", own) == (["Seen.", "Words here."], 0)
    assert read(".gone{display:none !important}", own) == (["Seen."], 2)


def test_what_stands_in_a_hidden_element_is_hidden_with_it() -> None:
    body = "<p>Seen.</p><div class=gone><p>One.</p><img alt='Two'><b class=back>Three.</b></div><p>Behind it.</p>"
    assert read(".gone{display:none}.back{display:block}", body) == (["Seen.", "Behind it."], 2)
    assert read(".gone{visibility:hidden}.back{visibility:visible}", body)[0] == ["Seen.", "Three.", "Behind it."]
    assert read(".gone{font-size:0}.back{font-size:12px}", body)[0] == ["Seen.", "Three.", "Behind it."]


def test_a_sheet_may_strike_out_and_a_later_one_in_the_body_counts() -> None:
    body = "<p>Seen.</p><p class=old>Two words.</p><style>.gone{display:none}</style><p class=gone>Gone.</p>"
    reading = html.read(f"<style>.old{{text-decoration:line-through}}</style>{body}".encode())
    assert [block.text for block in reading.blocks] == ["Seen."]
    assert (reading.left_out.struck, reading.left_out.hidden) == (2, 1)


SCRIPTED = """<html><head><style>.panel{display:none}.panel.open{display:block}</style></head><body><h1>Housing</h1>
<div class="panel">Where to ask for a bed tonight, and whom to call.</div>
<div class="panel open">Where to eat.</div>%s</body></html>"""


def test_a_page_whose_script_shows_most_of_it_is_read() -> None:
    """Panels that a script opens are part of what a reader sees; without a script nobody sees them."""
    panels = ["Housing", "Where to ask for a bed tonight, and whom to call.", "Where to eat."]
    scripted = html.read((SCRIPTED % "<script>open()</script>").encode())
    assert [block.text for block in scripted.blocks] == panels
    assert scripted.notes == ["its styles hide most of its words, which a script may show; they were read"]
    plain = html.read((SCRIPTED % "").encode())
    assert [block.text for block in plain.blocks] == [panels[0], panels[2]]
    assert plain.left_out.hidden == 11


def test_a_script_changes_nothing_where_little_is_hidden() -> None:
    page = "<style>.gone{display:none}</style><p>Here are the words of the page.<p class=gone>Not seen.<script>x()</script>"
    reading = html.read(page.encode())
    assert ([block.text for block in reading.blocks], reading.left_out.hidden) == (
        ["Here are the words of the page."],
        2,
    )


def test_places_stay_those_of_the_source() -> None:
    page = "<style>.gone{display:none}</style>\n<p class=gone>Hidden words.</p>\n<p>The hooker left.</p>"
    block = html.read(page.encode()).blocks[0]
    assert page[block.source_region(Region(4, 10)).start :].startswith("hooker left")


def test_a_mail_and_a_frame_are_read_like_pages() -> None:
    page = "<style>.pre{display:none}</style><p class=pre>Preview words.</p><p>Shown.</p>"
    mail = f"From: a@example.org\nSubject: News\nMIME-Version: 1.0\nContent-Type: text/html\n\n{page}"
    assert [block.text for block in read_bytes(mail.encode(), name="a.eml", format="email").blocks][-1:] == ["Shown."]
    frame = f'<p>Before.</p><iframe srcdoc="{page}"></iframe>'
    reading = html.read(frame.encode())
    assert ([block.text for block in reading.blocks], reading.left_out.hidden) == (["Before.", "Shown."], 2)


def test_a_book_has_its_sheets_in_files_of_their_own() -> None:
    chapter = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title><link rel="stylesheet" href="../css/a.css"/>'
        '<link href="gone.css" rel="stylesheet"/></head><body><p>Shown.</p><p class="gone">Not shown.</p></body></html>'
    )
    raw = epub(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="b/content.opf"/></rootfiles></container>',
            "b/content.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
            "b/text/a.xhtml": chapter,
            "b/css/a.css": ".gone{display:none}",
        }
    )
    document = read_bytes(raw, name="a.epub", format="epub")
    assert [block.text for block in document.blocks] == ["One", "Shown."]
    assert document.notes == ("words that the finished document does not show were not read: 2 hidden",)


def test_a_page_with_too_many_rules_is_read_whole() -> None:
    many = ".gone{display:none}" + "".join(f".k{number}{{display:none}}" for number in range(MOST_RULES))
    assert read(many, "<p class=gone>Words.</p>") == (["Words."], 0)


@pytest.mark.parametrize(
    "sheet",
    [
        "{" * 100_000,
        "}" * 100_000,
        "/*" * 100_000,
        "a" * 300_000 + "{display:none}",
        "," * 200_000 + "{display:none}",
        ":not(" * 50_000 + "{display:none}",
        "[" * 100_000 + "{display:none}",
        "a " * 100_000 + "{display:none}",
        '"' * 100_000,
        "\\" * 100_001 + "{display:none}",
        ".a{display:none;" * 20_000,
        "a" * 100_000 + " " * 100_000 + "{display:none}",
    ],
    ids=range(12),
)
def test_a_strange_sheet_costs_little(sheet: str) -> None:
    began = time.monotonic()
    sheet_of(f"<style>{sheet}</style>")
    assert time.monotonic() - began < 2


def test_openings_without_an_end_cost_little() -> None:
    began = time.monotonic()
    sheet_of("<style>.a{display:none}</style>" + "<script " * 100_000 + "<style>" * 50_000)
    assert time.monotonic() - began < 2


def test_deep_pages_with_long_selectors_cost_little() -> None:
    sheet = "".join(f".a .a .a .a .a .a .b{number} i{{display:none}}" for number in range(500))
    page = f"<style>{sheet}</style>" + '<div class="a">' * 300 + "<i>x</i>" * 500
    began = time.monotonic()
    html.read(page.encode())
    assert time.monotonic() - began < 10
