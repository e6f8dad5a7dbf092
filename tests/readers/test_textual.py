"""What each text-like format shows its readers: roles, marks, and what is left out."""

from __future__ import annotations

import base64
import json

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.model import Document, MarkKind, Region, Role
from langcheck.readers import read_bytes
from langcheck.readers.reading import Choice
from tests.books import BOOK, epub

P, H, L, Q, C = Role.PROSE, Role.HEADING, Role.LIST_ITEM, Role.QUOTE, Role.CODE
CELL, NOTE, CAPTION, ALT, FILE = Role.CELL, Role.NOTE, Role.CAPTION, Role.ALT_TEXT, Role.FILE_NAME

SHAPES = [
    # reStructuredText
    ("rst", "=====\nTitle\n=====\n\nPart\n----\n\nText.", [(H, "Title"), (H, "Part"), (P, "Text.")]),
    ("rst", "- one\n  more\n- two\n\n  - three\n\n1. four\n", [(L, "one more"), (L, "two"), (L, "three"), (L, "four")]),
    ("rst", "term : kind\n    What it is.", [(H, "term"), (P, "What it is.")]),
    ("rst", ":Place: The town hall.\n:orphan:\n", [(H, "Place"), (P, "The town hall.")]),
    ("rst", "| one\n| two\n|\n| three", [(P, "one two"), (P, "three")]),
    ("rst", "He wrote:\n\n    I was there.\n\n    -- A clerk", [(P, "He wrote:"), (Q, "I was there."), (P, "A clerk")]),
    ("rst", "So::\n\n    x = 1\n\nEnd.", [(P, "So:"), (C, "x = 1"), (P, "End.")]),
    ("rst", ".. code-block:: python\n\n   x = 1\n\n.. math:: y\n\n.. raw:: html\n\n   <b>\n\nEnd.", [(C, "x = 1"), (P, "End.")]),
    ("rst", ".. note:: One\n   two.\n\n   Three.", [(P, "One two."), (P, "Three.")]),
    ("rst", ".. image:: a/two_men.png\n   :alt: Two men", [(ALT, "Two men"), (FILE, "two_men")]),
    ("rst", ".. figure:: a.png\n\n   Below.\n\n   More.", [(FILE, "a"), (CAPTION, "Below."), (P, "More.")]),
    ("rst", "See [1]_ |x|.\n\n.. [1] A note.\n.. |x| replace:: y\n.. hidden\n\n   hidden", [(P, "See y."), (NOTE, "A note.")]),
    ("rst", "+---+---+\n| a | b |\n|   | c |\n+===+===+\n| d | e |\n+---+---+", [(CELL, "a"), (CELL, "b c"), (CELL, "d"), (CELL, "e")]),
    ("rst", "== ===\na  b\n== ===\nc  d\n   e\n== ===\n", [(CELL, "a"), (CELL, "b"), (CELL, "c"), (CELL, "d e")]),
    ("rst", "A `link <https://x.example>`_, a :term:`word` and a word_; 2*3*4, a \\*star.", [(P, "A link, a word and a word; 2*3*4, a *star.")]),
    ("rst", ".. list-table:: Name\n\n   * - a\n     - b\n   * - c", [(CAPTION, "Name"), (CELL, "a"), (CELL, "b"), (CELL, "c")]),
    ("rst", '.. csv-table:: Name\n   :header: "x", "y"\n\n   "a, b", c\n   "d ""e""",,f\n', [(CELL, "x"), (CELL, "y"), (CAPTION, "Name"), (CELL, "a, b"), (CELL, "c"), (CELL, 'd ""e""'), (CELL, "f")]),
    ("rst", '.. csv-table::\n\n   "Rain" and the pimp ran, b\n', [(CELL, '"Rain" and the pimp ran'), (CELL, "b")]),
    ("rst", '.. csv-table::\n   :delim: ;\n\n   "Rain"; the pimp ran\n', [(CELL, '"Rain"; the pimp ran')]),
    ("rst", ".. epigraph::\n\n   Said so.", [(Q, "Said so.")]),
    ("rst", ".. _here: https://x.example/\n   more\n\n   Set in.\n\nEnd.", [(Q, "Set in."), (P, "End.")]),
    ("rst", ".. class:: Room\n\n   Told here.", [(P, "Told here.")]),
    ("rst", ".. autoclass:: Room\n   :members:\n\n   .. attribute:: keys\n\n      Keys of it.\n\n   Told here.", [(P, "Keys of it."), (P, "Told here.")]),
    # AsciiDoc
    ("asciidoc", "= Title\nA. Clerk\n:description: Of a town.\n:toc:\n\nText.", [(H, "Title"), (Role.METADATA, "A. Clerk"), (Role.METADATA, "Of a town."), (P, "Text.")]),
    ("asciidoc", "Old title\n---------\n\nText.", [(H, "Old title"), (P, "Text.")]),
    ("asciidoc", "* one\nmore\n** two\n. three\n", [(L, "one more"), (L, "two"), (L, "three")]),
    ("asciidoc", "term:: What it is.", [(H, "term"), (L, "What it is.")]),
    ("asciidoc", "[quote, A clerk]\nI was there.\n\nEnd.", [(Q, "I was there."), (P, "End.")]),
    ("asciidoc", "____\nOne.\n\nTwo.\n____\n\nEnd.", [(Q, "One."), (Q, "Two."), (P, "End.")]),
    ("asciidoc", "----\nx\n----\n\n....\ny\n....\n\n++++\nz\n++++\n\n////\nhidden\n////\n// hidden\nEnd.", [(C, "x"), (C, "y"), (P, "z"), (P, "End.")]),
    ("asciidoc", "----\nA mark that nothing closes.", [(P, "A mark that nothing closes.")]),
    ("asciidoc", "|===\n| a | b\n\n| c\n| d\n|===", [(CELL, "a"), (CELL, "b"), (CELL, "c"), (CELL, "d")]),
    ("asciidoc", "image::a/two_men.png[Two men,200]\n\n.Below\nText.", [(ALT, "Two men"), (FILE, "two_men"), (CAPTION, "Below"), (P, "Text.")]),
    ("asciidoc", 'NOTE: A https://x.example[link], <<a,part>> {b}and "`so`".footnote:[Or not.]', [(P, "A link, part and “so”."), (NOTE, "Or not.")]),
    ("asciidoc", '"I was there."\n-- A clerk', [(Q, '"I was there."'), (P, "A clerk")]),
    # LaTeX
    ("latex", "\\title{Not the \\emph{end}}\n\\begin{document}\n\\section[x]{Part}\\label{a}\nText~here.\\cite{b}\n\\end{document} hidden", [(H, "Not the end"), (H, "x"), (H, "Part"), (P, "Text here.")]),
    ("latex", "One % hidden\ntwo.\n\nThree 5\\% \\& --- \\'etude, na\\\"{\\i}ve.", [(P, "One two."), (P, "Three 5% & — étude, naïve.")]),
    ("latex", "``One `two' three,'' it's.", [(P, "“One ‘two’ three,” it's.")]),
    ("latex", "\\begin{quote}Said.\\end{quote}\\begin{verbatim}x\\end{verbatim}End.", [(Q, "Said."), (C, "x"), (P, "End.")]),
    ("latex", "\\begin{itemize}\\item One\n\\item[Word] Two\\end{itemize}", [(L, "One"), (L, "Word Two")]),
    ("latex", "Text\\footnote{A note.} $x$ \\(y\\) \\[z\\] end.", [(NOTE, "A note."), (P, "Text end.")]),
    ("latex", "\\begin{tabular}{l}a & b \\\\ c & d\\end{tabular}", [(CELL, "a"), (CELL, "b"), (CELL, "c"), (CELL, "d")]),
    ("latex", "\\caption{Below.} \\href{https://x.example}{Link} \\textcolor{red}{red} \\unknown{shown}.", [(CAPTION, "Below."), (P, "Link red shown.")]),
    ("latex", "A cost of $5 and no more.\n\nThe end.", [(P, "A cost of $5 and no more."), (P, "The end.")]),
    # subtitles
    ("subtitles", "WEBVTT - x\n\nNOTE hidden\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\n<v Ann>I &amp; you</v>\n\n00:02.000 --> 00:03.000\nran.\n", [(P, "I & you ran.")]),
    ("subtitles", "0:00:01.000,0:00:02.000\nOne.\n\n0:00:03.000,0:00:04.000\n(music)\nTwo\n", [(P, "One."), (CAPTION, "(music)"), (P, "Two")]),
    ("subtitles", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}- One\n- two\n\n2\n00:00:03,000 --> 00:00:04,000\nANN: three\n", [(P, "One"), (P, "two"), (P, "ANN: three")]),
]  # fmt: skip


def read(raw: str | bytes, format: str, *fields: str) -> Document:
    data = raw.encode() if isinstance(raw, str) else raw
    return read_bytes(data, name="x", format=format, choice=Choice(fields=fields))


def shape(document: Document) -> list[tuple[Role, str]]:
    return [(block.role, block.text) for block in document.blocks]


@pytest.mark.parametrize(("format", "source", "expected"), SHAPES)
def test_what_a_format_shows(format: str, source: str, expected: list[tuple[Role, str]]) -> None:
    assert shape(read(source, format)) == expected
    assert shape(read(source.replace("\n", "\r\n"), format)) == expected


@pytest.mark.parametrize(
    ("format", "source"),
    [
        ("rst", "One ``two`` *three*."),
        ("asciidoc", "One `two` _three_."),
        ("latex", "One \\texttt{two} \\emph{three}."),
    ],
)
def test_marks(format: str, source: str) -> None:
    (block,) = read(source, format).blocks
    marked = [(block.text[mark.region.start : mark.region.end], mark.kind) for mark in block.marks]
    assert (block.text, marked) == ("One two three.", [("two", MarkKind.CODE), ("three", MarkKind.EMPHASIS)])


@pytest.mark.parametrize(
    "command",
    [
        r"\enquote*{he sold me}",
        r"\textquote[{\cite{a}}]{he sold me}",
        r"\textcquote[see][9]{roe}{he sold me}",
        r"\foreignquote{english}{he sold me}",
        r"\hyphentextcquote{english}{roe}{he sold me}",
    ],
)
def test_what_csquotes_quotes_is_a_quotation(command: str) -> None:
    """The language and the source that stand before the words are none of them."""
    block = read(rf"She said {command} today.", "latex").blocks[0]
    marked = [(block.text[mark.region.start : mark.region.end], mark.kind) for mark in block.marks]
    assert (block.text, marked) == ("She said he sold me today.", [("he sold me", MarkKind.QUOTE)])


@pytest.mark.parametrize(
    ("format", "source"),
    [
        ("rst", "+--+--+\n|a |b |\n+--+--+\n|c |d |\n+--+--+\n"),
        ("asciidoc", "|===\n|a |b\n|c |d\n|===\n"),
        ("latex", "\\begin{tabular}{ll}a & b \\\\ c & d\\end{tabular}"),
    ],
)
def test_the_cells_of_a_row_stand_together(format: str, source: str) -> None:
    first, second, third, fourth = (block.group for block in read(source, format).blocks)
    assert first == second
    assert third == fourth
    assert 0 < first < third


def places(document: Document) -> list[str]:
    return [str(document.place(block, Region(len(block.text) - 1, len(block.text)))) for block in document.blocks]


# --- chosen fields ---


@pytest.mark.parametrize("format", ["json", "yaml", "xml"])
def test_without_a_choice_nothing_is_read(format: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read("x", format)
    assert caught.value.hint == "Say which fields hold prose: --field narrative"


@pytest.mark.parametrize(
    ("format", "source", "fields", "expected"),
    [
        ("json", '{"a": {"b": "one"}, "b": "two", "c": "three"}', ["b"], ["one", "two"]),
        ("json", '{"a": {"b": "one"}, "b": "two"}', ["a.b"], ["one"]),
        ("json", '{"a": {"b": "one"}, "b": "two"}', ["*.b"], ["one"]),
        ("json", '{"b": ["one", {"c": "x"}, ["two"]]}', ["b"], ["one", "two"]),
        ("json", '{"b": "one"}\n{"b": "two"}\n', ["b"], ["one", "two"]),
        ("json", '{"b": "A \\u201cword\\u201d.\\n\\nMore of it."}', ["b"], ["A “word”.", "More of it."]),
        ("yaml", "b: one\nc: {b: 'it''s'}\n", ["b"], ["one", "it's"]),
        ("yaml", "b: >\n  One\n  two.\n\n  Three.\n", ["b"], ["One two.", "Three."]),
        ("yaml", 'b: "one \\\n   two \\u00e9"\n', ["b"], ["one two é"]),
        ("yaml", "x: &t text\nb: *t\n", ["b"], ["text"]),
        ("yaml", "b: one\n---\nb: two\n", ["b"], ["one", "two"]),
        ("xml", '<a><b c="x &amp; y">one <i>two</i></b><b>three</b></a>', ["b"], ["one two", "three"]),
        ("xml", '<a><b c="x &amp; y">one</b></a>', ["b.@c"], ["x & y"]),
        ("xml", '<n:a xmlns:n="u"><n:b><![CDATA[1 < 2]]></n:b></n:a>', ["a.b"], ["1 < 2"]),
    ],
)
def test_chosen_fields(format: str, source: str, fields: list[str], expected: list[str]) -> None:
    document = read(source, format, *fields)
    assert [block.text for block in document.blocks] == expected
    assert document.notes == ()


@pytest.mark.parametrize(("format", "source"), [("json", '{"a": "b"}'), ("yaml", "a: b"), ("xml", "<a>b</a>")])
def test_a_field_that_does_not_stand_there_is_told(format: str, source: str) -> None:
    document = read(source, format, "narrative")
    assert (document.blocks, document.notes) == ((), ("none of the chosen fields stands in this file: narrative",))


def test_the_fields_of_one_record_stand_together() -> None:
    first, second, third = read('[{"a": "x", "b": "y"}, {"a": "z"}]', "json", "a", "b").blocks
    assert first.group == second.group != third.group


def test_an_encoding_that_xml_declares_is_used() -> None:
    raw = '<?xml version="1.0" encoding="iso-8859-5"?><a>слово</a>'.encode("iso-8859-5")
    assert [block.text for block in read(raw, "xml", "a").blocks] == ["слово"]


# --- mail ---

HEAD = "Subject: =?utf-8?q?A_caf=C3=A9?=\nFrom: A. Clerk <a@x.example>\nMIME-Version: 1.0\n"
MIXED = f'{HEAD}Content-Type: multipart/mixed; boundary="p"\n\n--p\n'


def test_a_message_is_its_subject_and_body() -> None:
    document = read(f"{HEAD}\nOne thing is sure.\n\n> I was there.\n", "email")
    assert shape(document) == [(H, "A café"), (P, "One thing is sure."), (Q, "I was there.")]
    assert places(document) == ["subject", "body, line 1", "body, line 3"]


def test_html_is_read_where_there_is_no_plain_text() -> None:
    document = read(f"{HEAD}Content-Type: text/html\n\n<p>One.</p>\n<p>Two.</p>", "email")
    assert places(document) == ["subject", "body, line 1", "body, line 2"]
    both = f"{HEAD}Content-Type: multipart/alternative; boundary=p\n\n--p\nContent-Type: text/plain\n\nPlain words.\n--p\nContent-Type: text/html\n\n<p>Rich words.</p>\n--p--\n"
    assert shape(read(both, "email"))[1:] == [(P, "Plain words."), (P, "Rich words.")]


ALTERNATIVES = f"{HEAD}Content-Type: multipart/alternative; boundary=p\n\n--p\nContent-Type: text/plain\n\n{{plain}}\n--p\nContent-Type: {{kind}}\n\n{{rich}}\n--p--\n"


@pytest.mark.parametrize(
    ("plain", "kind", "rich", "expected"),
    [
        ("This mail is shown in a browser.", "text/html", "<p>One thing is sure.</p>", [(P, "This mail is shown in a browser."), (P, "One thing is sure.")]),
        ("One thing is sure. See https://x.example/a", "text/html", "<p>One thing is <b>sure</b>. See <a href=a>https://x.example/b</a></p>", [(H, "One thing is sure. See https://x.example/a")]),
        ("One.\n\nTwo is more.", "text/html", "<p>One.<p>Two is more.<p>Three is most.", [(P, "One."), (P, "Two is more."), (P, "Three is most.")]),
        ("", "text/html", "<p>One thing is sure.</p>", [(P, "One thing is sure.")]),
        ("We meet.", "text/calendar", "BEGIN:VCALENDAR\nSUMMARY:A talk\nDESCRIPTION:One\\, and a lo\n ng line.\\nTwo.\nUID:x\nEND:VCALENDAR", [(P, "We meet."), (H, "A talk"), (P, "One, and a long line."), (P, "Two.")]),
        ("We meet.", "text/x-other", "whatever", [(P, "We meet.")]),
    ],
)  # fmt: skip
def test_of_two_alternatives_each_says_what_the_other_does_not(
    plain: str, kind: str, rich: str, expected: list[tuple[Role, str]]
) -> None:
    """A plain part may be a stub or shorter than the page that mail programs show; what both say is read once."""
    source = ALTERNATIVES.format(plain=plain, kind=kind, rich=rich)
    assert shape(read(source, "email"))[1:] == expected


ANSWERED = (
    "From: B. Clerk <b@x.example>\nSent: Monday, March 2, 2026 9:00 AM\nTo: A. Clerk\nSubject: Old\n\nOld words here.\n"
)


@pytest.mark.parametrize(
    "between",
    [
        "-----Original Message-----\n" + ANSWERED,
        "---------- Forwarded message ---------\n" + ANSWERED,
        "Begin forwarded message:\n\n" + ANSWERED.replace("Sent", "Date"),
        "________________________________\n" + ANSWERED,
        "On Mon, 2 Mar 2026 at 9:00, B. Clerk <b@x.example> wrote:\n\nOld words here.\n",
        "On Mon, 2 Mar 2026 at 9:00, B. Clerk\n<b@x.example> wrote:\n\nOld words here.\n",
    ],
)
def test_the_mail_that_is_answered_is_a_quotation(between: str) -> None:
    """Many mail programs put it below the answer with its headers and no mark at its lines."""
    document = read(f"{HEAD}\nNew words here.\n\n{between}", "email")
    assert shape(document)[1] == (P, "New words here.")
    assert (Q, "Old words here.") in shape(document)
    page = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in f"New words here.\n{between}".splitlines() if line)
    document = read(f"{HEAD}Content-Type: text/html\n\n{page}", "email")
    assert shape(document)[1] == (P, "New words here.")
    assert (Q, "Old words here.") in shape(document)


@pytest.mark.parametrize(
    "body",
    [
        "On Monday the clerk wrote:\n\nNew words here.\n",
        "On Mon, 2 Mar 2026 at 9:00, B. Clerk wrote:\n\n> Old words.\n\nNew words here.\n",
        "From: the desk of B. Clerk\n\nNew words here.\n",
    ],
)
def test_what_only_resembles_an_answered_mail_hides_nothing(body: str) -> None:
    assert (P, "New words here.") in shape(read(f"{HEAD}\n{body}", "email"))


@pytest.mark.parametrize(
    ("parameters", "body", "expected"),
    [
        ("", "A word \nthat flows on.\nAnother.", [(P, "A word that flows on."), (P, "Another.")]),
        ("; delsp=yes", "A divi \nded word  \nflows.", [(P, "A divided word flows.")]),
        ("", "> one \n> two\n>> three\nfour", [(Q, "one two three"), (H, "four")]),
        ("", " From here \n on.", [(P, "From here on.")]),
        ("", "Words.\n-- \nA. Clerk", [(P, "Words."), (H, "--"), (H, "A. Clerk")]),
    ],
)
def test_lines_flow(parameters: str, body: str, expected: list[tuple[Role, str]]) -> None:
    """A line that a blank ends goes on in the next of the same depth; with DelSp the blank is no part of the text."""
    source = f"{HEAD}Content-Type: text/plain; format=flowed{parameters}\n\n{body}\n"
    assert shape(read(source, "email"))[1:] == expected


def test_an_invitation_is_read_as_an_attachment() -> None:
    body = "Content-Type: text/calendar; name=invite.ics\nContent-Disposition: attachment; filename=invite.ics\n\nBEGIN:VCALENDAR\nSUMMARY;LANGUAGE=en:A talk\nEND:VCALENDAR\n"
    document = read(f"{MIXED}{body}--p--\n", "email")
    assert shape(document)[1:] == [(H, "A talk")]
    assert places(document)[1:] == ["attachment invite.ics, line 2"]


def test_a_body_that_shows_only_a_picture_is_named_as_not_checked() -> None:
    document = read(f"{HEAD}Content-Type: text/html\n\n<html><body><img src='cid:a'></body></html>", "email")
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        ("x: body", "it shows pictures only, whose words cannot be read")
    ]


def test_attachments_are_read_by_their_name_or_named_as_not_checked() -> None:
    parts = [
        ('text/markdown; name="a.md"', b"# Title\n\nA *word*.\n"),
        ('application/pdf; name="b.xyz"', b"%PDF"),
        ('image/png; name="c.png"', b"\x89PNG"),
    ]
    body = "Content-Type: text/plain\n\nSee below.\n"
    for kind, content in parts:
        encoded = base64.b64encode(content).decode()
        body += f"--p\nContent-Type: {kind}\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n{encoded}\n"
    document = read(f"{MIXED}{body}--p--\n", "email")
    assert shape(document)[2:] == [(H, "Title"), (P, "A word.")]
    assert places(document)[2:] == ["attachment a.md, line 1", "attachment a.md, line 3"]
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        ('x: attachment "b.xyz"', 'langcheck does not know ".xyz" files')
    ]
    assert document.notes == ('attachment "c.png" was not checked: it is no text (image)',)


def test_a_forwarded_message_is_read_as_a_part() -> None:
    forwarded = "Content-Type: message/rfc822\n\nSubject: Inner\n\nInner words are here.\n--p--\n"
    assert places(read(MIXED + forwarded, "email")) == [
        "subject",
        "forwarded message, subject",
        "forwarded message, body, line 1",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "Subject: x\nContent-Type: application/pkcs7-mime\n\nAAAA\n",
        "Subject: x\nContent-Type: multipart/encrypted; boundary=p\n\n--p\n\nx\n--p--\n",
    ],
)
def test_an_encrypted_message_is_refused(source: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(source, "email")
    assert caught.value.problem == "the message is encrypted"


def test_an_encrypted_body_is_named_as_not_checked() -> None:
    document = read("Subject: x\n\n-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----\n", "email")
    assert [(failure.path, failure.problem) for failure in document.unread] == [("x: body", "the message is encrypted")]


# --- notebooks and books ---


def test_a_notebook_is_its_cells_and_code_is_code() -> None:
    cells = [
        {"cell_type": "code", "source": "x = 1", "input": "x = 1"},
        {"cell_type": "markdown", "source": ["# Title\n", "\n", "One\n", "two.\n"]},
        {"cell_type": "heading", "level": 1, "source": "Part"},
    ]
    for notebook in ({"cells": cells}, {"worksheets": [{"cells": cells}]}):
        document = read(json.dumps(notebook), "notebook")
        assert shape(document) == [(C, "x = 1"), (H, "Title"), (P, "One two."), (H, "Part")]
        assert places(document) == ["cell 1, line 1", "cell 2, line 1", "cell 2, line 4", "cell 3, line 1"]


@pytest.mark.parametrize(
    ("output", "role"),
    [
        ({"name": "stdout", "text": ["Two women were sold to a farm.\n"]}, P),
        ({"name": "stdout", "text": "Both of them were found there.\n\nThey went home in May."}, P),
        ({"data": {"text/plain": "The two women were found at the farm."}}, P),
        ({"name": "stderr", "text": "The old name will be taken out soon."}, C),
        ({"name": "stdout", "text": "found 3 of 4"}, C),
        ({"name": "stdout", "text": "x = {'a': 'The women were found there.'}"}, C),
        ({"data": {"text/plain": "   name  count\n0  farm      3"}}, C),
        ({"data": {"text/plain": "array([1, 2])", "text/html": "<p>Shown.</p>"}}, P),
    ],
)
def test_what_code_prints_in_sentences_is_text(output: dict[str, object], role: Role) -> None:
    cell = {"cell_type": "code", "source": "tell()", "outputs": [output]}
    document = read(json.dumps({"cells": [cell]}), "notebook")
    assert [block.role for block in document.blocks[1:]] == [role] * (len(document.blocks) - 1)
    assert str(document.place(document.blocks[1], Region(0, 1))) == "cell 1, result 1, line 1"


def test_an_invitation_is_placed_in_itself() -> None:
    calendar = "BEGIN:VCALENDAR\nDESCRIPTION:A talk on farms.\nEND:VCALENDAR"
    source = ALTERNATIVES.format(plain="We meet.", kind="text/calendar", rich=calendar)
    assert places(read(source, "email"))[1:] == ["body, line 1", "invitation, line 2"]


def test_a_book_is_its_chapters_in_reading_order() -> None:
    opf = (
        '<package xmlns:d="u"><metadata><d:title>Title</d:title><d:description>&lt;p&gt;Of it.&lt;/p&gt;</d:description></metadata>'
        '<manifest><item id="1" href="t/1.xhtml" media-type="application/xhtml+xml"/><item id="2" href="t/a%20b.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="2"/><itemref idref="1"/></spine></package>'
    )
    chapters = {"t/1.xhtml": "<p>Second.</p>", "t/a b.xhtml": "<p>First.</p><p>Then.</p>", "b.opf": opf}
    document = read(epub(chapters), "epub")
    assert shape(document) == [(H, "Title"), (Role.METADATA, "Of it."), (P, "First."), (P, "Then."), (P, "Second.")]
    assert places(document) == [
        "title",
        "description",
        "chapter 1, t/a b.xhtml, paragraph 1",
        "chapter 1, t/a b.xhtml, paragraph 2",
        "chapter 2, t/1.xhtml, paragraph 1",
    ]


def test_the_contents_of_a_book_name_its_own_chapters() -> None:
    """Their links lead to no page of somebody else, whose title is left alone; a chapter's link may."""
    book = BOOK.replace(
        "</manifest>", '<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>'
    )
    menu = "<ol><li><a href='{0}'>{1}</a></li></ol>"
    parts = {
        "b.opf": book,
        "a.xhtml": menu.format("https://x.example", "Rooms"),
        "n.xhtml": menu.format("a.xhtml", "Keys"),
    }
    blocks = {block.text: [mark.kind for mark in block.marks] for block in read(epub(parts), "epub").blocks}
    assert blocks == {"Rooms": [MarkKind.LINK], "Keys": []}


def test_a_chapter_that_is_missing_is_told() -> None:
    document = read(epub({}), "epub")
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        ('x: "a.xhtml"', "the chapter is missing from the book")
    ]
