"""Files that were made to break a reader: each is refused with the limit it breaks, or simply read."""

from __future__ import annotations

import base64
import json

import pytest

from langcheck.errors import UnreadableDocument
from langcheck.readers import read_bytes
from langcheck.readers.reading import Choice
from tests.books import BOOK, epub

CHOICE = Choice(fields=("*",))
READ = ""
"""Stands for a file that is read, however odd it is."""
MANY = 30_000


def mail(headers: str, body: str | bytes) -> bytes:
    return headers.encode() + b"\n" + (body.encode() if isinstance(body, str) else body)


def noteepub(source: object) -> bytes:
    return json.dumps({"cells": [{"cell_type": "markdown", "source": source}]}).encode()


def nested_mail(depth: int) -> bytes:
    return b"Subject: x\n" + b"".join(
        f"Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n".encode() for number in range(depth)
    )


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "aaaa">' + "".join(f'<!ENTITY a{n} "&a;&a;&a;">' for n in range(9)) + "]><a>&a8;</a>"
)

HOSTILE = {
    "json nested": ("json", b"[" * MANY, "line 1 is nested deeper than 200 levels (limits.nesting)"),
    "json objects nested": ("json", b'{"a":' * MANY, "line 1 is nested deeper than 200 levels (limits.nesting)"),
    "json lone surrogates": ("json", rb'{"a": "\ud800 x \udc00"}', READ),
    "json long line": ("json", b'{"a": "' + b"word " * 4_000_000 + b'"}', READ),
    "json open string": ("json", b'{"a": "' + b"\\\\" * 1_000_000, "the file is not whole JSON: line 1 cannot be read"),
    "email many headers": ("email", b"X-A: b\n" * 200_000 + b"\nA text.", "the headers of the message are longer than 1,000,000 bytes (a fixed limit)"),
    "notebook open strings": ("notebook", b'{"' + b'\\"' * 1_000_000, "the notebook is not whole JSON: line 1 cannot be read"),
    "json long number": ("json", b"[" + b"1" * 100_000 + b"]", "the file is not whole JSON: line 1 cannot be read"),
    "json without commas": ("json", b'{"a" "b"}', "the file is not whole JSON: line 1 cannot be read"),
    "json cut multibyte": ("json", '{"a": "é'.encode()[:-1] + b'"}', READ),
    "yaml aliases": ("yaml", LAUGHS.encode(), READ),
    "yaml scalar aliases": ("yaml", b"a: &x " + b"word " * 1000 + b"\nb:\n" + b"- *x\n" * MANY, READ),
    "yaml nested": ("yaml", b"[" * MANY, "line 1 is nested deeper than 200 levels (limits.nesting)"),
    "yaml nested blocks": ("yaml", b"- " * MANY, "line 1 is nested deeper than 200 levels (limits.nesting)"),
    "yaml object tags": ("yaml", b"a: !!python/object/apply:os.system [echo hi]\n", READ),
    "yaml control": ("yaml", b"a: a long text \x0e of words", "the file is not whole YAML: it holds characters that YAML does not allow"),
    "yaml open quote": ("yaml", b'a: "b', "the file is not whole YAML: line 1: found unexpected end of stream"),
    "xml entities": ("xml", ENTITIES.encode(), "the file defines entities of its own, which langcheck does not resolve"),
    "xml outside entity": (
        "xml",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "the file defines entities of its own, which langcheck does not resolve",
    ),
    "xml nested": ("xml", b"<a>" * MANY, "line 1 is nested deeper than 200 levels (limits.nesting)"),
    "xml many attributes": ("xml", b"<a>" + b"<b x='y'/>" * MANY + b"</a>", READ),
    "xml long line": ("xml", b"<a>" + b"word &amp; " * 100_000 + b"</a>", READ),
    "rst nested lists": ("rst", b"- " * MANY + b"x", READ),
    "rst deep indents": ("rst", b"\n\n".join(b" " * depth + b"x" for depth in range(600)), READ),
    "rst open marks": ("rst", b"``a `b **c *d |e :f:`g " * MANY, READ),
    "rst table rules": ("rst", b"== ==\nx\n\n" * 2000, READ),
    "rst wide table": ("rst", b"+" + b"-+" * MANY + b"\n" + b"|" * (2 * MANY + 1) + b"\n", READ),
    "rst long line": ("rst", b"word * " * 500_000, READ),
    "rst fields": ("rst", b":a" * MANY, READ),
    "asciidoc open blocks": ("asciidoc", b"____\n====\n****\n" * MANY, READ),
    "asciidoc open tables": ("asciidoc", b"|===\n| a | b\n\n" * 3001, READ),
    "asciidoc open marks": ("asciidoc", b"`a *b _c #d +e {f <<g link:x[ https://y[ " * MANY, READ),
    "latex braces": ("latex", b"{" * 500_000 + b"}" * 400_000, READ),
    "latex footnotes": ("latex", rb"\footnote{\emph{" * MANY, READ),
    "latex closed footnotes": ("latex", rb"\footnote{a \emph{b " * 5000 + b"}" * 10_000, READ),
    "latex formulas": ("latex", rb"\( \[ $ $$ \begin{verbatim} \verb+ \iffalse " * MANY, READ),
    "latex environments": ("latex", rb"\begin{quote}" * MANY + rb"\end{center}" * MANY, READ),
    "latex options": ("latex", rb"\a[" * MANY, READ),
    "latex long line": ("latex", b"word~" * 200_000, READ),
    "subtitles many cues": ("subtitles", b"1\n00:00:01,000 --> 00:00:02,000\nno end here\n\n" * 100_000, READ),
    "subtitles open tags": ("subtitles", b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v {\\a [ ( &" * MANY, READ),
    "mail nested": ("email", nested_mail(100), READ),
    "mail nested too deep": ("email", nested_mail(5000), "the message has more than 200 parts (a fixed limit)"),
    "mail that holds itself": ("email", b"Subject: x\nContent-Type: message/rfc822\n\n" * 150, READ),
    "mail without boundary": ("email", mail("Subject: x\nContent-Type: multipart/mixed\n", "text"), READ),
    "mail broken base64": ("email", mail("Subject: x\nContent-Transfer-Encoding: base64\n", "a"), READ),
    "mail long header": (
        "email",
        mail("Subject: " + "=?utf-8?q?x?= " * MANY + "\n", "x"),
        "a header of the message is longer than 20,000 bytes (a fixed limit)",
    ),
    "mail of headers": ("email", b"X-A: b\n" * MANY, READ),
    "mail cut multibyte": ("email", mail("Subject: x\nContent-Type: text/plain; charset=utf-8\n", "é".encode()[:1]), READ),
    "mail not a message": ("email", b"\n\nno headers", "the file is not an e-mail message"),
    "mail zipped bomb": (
        "email",
        mail(
            'Subject: x\nContent-Disposition: attachment; filename="b.epub"\nContent-Transfer-Encoding: base64\n',
            base64.encodebytes(epub({"a.xhtml": b"a" * 20_000_000})),
        ),
        READ,
    ),
    "notebook list": ("notebook", b"[1, 2]", "the file is not a notebook"),
    "notebook cells of a kind": ("notebook", b'{"cells": {"a": 1}, "worksheets": [3]}', READ),
    "notebook numbers as text": ("notebook", noteepub([1, None, {"a": 2}]), READ),
    "notebook lone surrogate": ("notebook", noteepub("a \ud800 b"), READ),
    "notebook nested": ("notebook", b'{"cells":' + b"[" * 200_000, "the notebook is nested deeper than 200 levels (limits.nesting)"),
    "notebook quotes in quotes": ("notebook", noteepub("> " * 20_000 + "x"), READ),
    "epub bomb": ("epub", epub({"a.xhtml": b"a" * 20_000_000}), '"a.xhtml" unpacks to more than 300 times its size (limits.compression-ratio)'),
    "epub entities": ("epub", epub({"b.opf": ENTITIES}), 'the book is damaged: "b.opf" holds a document type, which books never do'),
    "epub climbing": ("epub", epub({"b.opf": BOOK.replace("a.xhtml", "../../../etc/passwd")}), READ),
    "epub is not a zip": ("epub", b"PK\x03\x04 cut", "the book is damaged: it is not a whole .epub package"),
    "epub without book": ("epub", epub({"META-INF/container.xml": "<a/>", "b.opf": "<a/>"}), "the book holds no text"),
    "html open marks": ("html", b"<b><p>x" * 5_000, READ),
    "html open tags": ("html", b"<a " * MANY, "the page has more than 100 tags or comments that do not end"),
    "html open comments": ("html", b"<!--" * MANY, "the page has more than 100 tags or comments that do not end"),
    "html long attribute": ("html", b"<img alt='x' " + b"a" * 100_000 + b">", READ),
    "html unknown section": ("html", b"<p>one<![\\x y]><p>two", READ),
    "html hyphen before blank lines": ("html", b"<p>x-" + b"\n" * 100_000 + b".</p>", READ),
    "csv hyphen before blank lines": ("csv", b'a,b\n"x-' + b"\n" * 100_000 + b'.",c\n', READ),
    "xml long name": ("xml", b"<" + b"a" * 300_000 + b' b="x"/>', READ),
    "subtitles blank lines": ("subtitles", b"00:00:01,000 --> 00:00:02,000\nOne.\n" + b"\n" * MANY + b"Two.\n", READ),
    "epub nested tags": ("epub", epub({"a.xhtml": "<div>" * 500 + "x"}), READ),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_its_limit_or_read(case: str) -> None:
    kind, raw, problem = HOSTILE[case]
    if problem != READ:
        with pytest.raises(UnreadableDocument) as caught:
            read_bytes(raw, name="x", format=kind, choice=CHOICE)
        assert caught.value.problem == problem
        assert caught.value.hint
    else:
        assert read_bytes(raw, name="x", format=kind, choice=CHOICE).format == kind


def test_an_alias_bomb_is_read_once_a_text() -> None:
    document = read_bytes(LAUGHS.encode(), name="x", format="yaml", choice=CHOICE)
    assert [block.text for block in document.blocks] == ["x", "x"]


def test_half_a_pair_is_shown_as_unknown() -> None:
    document = read_bytes(rb'{"a": "\ud800 x \udc00"}', name="x", format="json", choice=CHOICE)
    assert [block.text for block in document.blocks] == ["\ufffd x \ufffd"]


def test_a_protected_book_is_refused() -> None:
    method = '<EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData>'
    fonts = method.format("http://www.idpf.org/2008/embedding")
    chapter = "<html><body><p>The town is small.</p></body></html>"
    read = read_bytes(epub({"META-INF/encryption.xml": f"<a>{fonts}</a>", "a.xhtml": chapter}), name="x", format="epub")
    assert [block.text for block in read.blocks] == ["The town is small."]
    locked = method.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(epub({"META-INF/encryption.xml": f"<a>{locked}</a>", "a.xhtml": chapter}), name="x", format="epub")
    assert caught.value.problem == "the book is protected against copying, so its words cannot be read"
