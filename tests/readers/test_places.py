"""Whatever the bytes, a reader answers with a reading or a plain refusal, and its letters lead back to the source."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from langcheck.errors import UnreadableDocument
from langcheck.model import Document
from langcheck.readers import read_bytes
from langcheck.readers.letters import UNUSUAL
from langcheck.readers.reading import Choice

CHOICE = Choice(fields=("*",))
PIECES = {
    "rst": [*"word\n|\n\n|  |    |* |- |1. |``|`|:ref:`|<a>`_|_ |**|*|.. note:: |.. image:: x\n|   :alt: y\n|.. [1] |.. |::\n\n|====\n|+--+--+\n|"
    "+==+==+\n|| a | b |\n|== ==\n|:f: |\\|\n-- |é|\t|-\n|.. list-table::\n|* - |.. raw:: html\n\n   <p>|.. code::\n\n|:sup:`1`".split("|"), ".. |x| replace:: a *b*\n", "|x|", "|", "|x|_ "],
    "asciidoc": "word\n|\n\n| |= |== |* |. |term:: |----\n|____\n|====\n|....\n|[quote]\n|+\n|`|*|_|**|#|+++|{a}|<<x,|>>|"
    "image::x[|]|https://x[|footnote:[|NOTE: |//|'|\"`|`\"|&amp;|é|\t|-\n|:a: b\n|.Title\n|\\|{a}|[line-through]#x#|++++\n|<p>y|^1^|t:[z]".split("|"),
    "latex": "word\n|\n\n| |\\section{|}|{|\\textbf{|\\emph|\\footnote{|\\begin{quote}|\\end{quote}|\\begin{tabular}{l}|\\end{tabular}|&|"
    "\\\\|\\item |$|$$|%|\\(|\\)|\\'e|\\\"{o}|\\c{|``|''|`|'|--|~|\\verb+|+|[|]|\\begin{document}|\\title{|\\def\\x|é|-\n|\\newcommand{\\y}{a b}|\\y|\\y{}|\\sout{|\\textsuperscript{1}|\\begin{lstlisting}|\\end{lstlisting}|\\gls{k}|\\text{".split("|"),
    "subtitles": "WEBVTT\n\n|1\n|00:00:01,000 --> 00:00:02,000\n|0:00:01.000,0:00:02.000\n|word |word.\n|\n|\n\n|- |NAME: |<v A>|<i>|</i>|"
    "[sound]|(music)|&amp;|NOTE x\n|STYLE\n|{\\an8}|♪|é|-\n".split("|"),
    "json": ['{"a":', "}", "[", "]", ",", '"text"', '"a\\n\\u00e9b"', '"\\ud83d\\ude00"', '"\\ud800"', "1", "true", "\n", ":", '"', "\\", "é"],
    "yaml": ["a: ", "b: |\n", "  text\n", "- ", "\n", ">\n", '"q\\n\\u00e9"', "'it''s'", "&x ", "*x", "{", "}", "[", "]", ",", "#", "é", "  ", "!!x "],
    "xml": ["<a>", "</a>", "<b x='y'>", "</b>", "text ", "&amp;", "&#233;", "é", "\r\n", "<!-- c -->", "<![CDATA[d]]>", '<c z="1 > 2"/>', "\U0001f600"],
}  # fmt: skip
OTHERS = ("epub", "email", "notebook")


def letters_lead_back(document: Document) -> None:
    source = document.source
    assert source is not None
    for block in document.blocks:
        ends = [anchor.offset for anchor in block.anchors[1:]] + [len(block.text)]
        assert [anchor.offset for anchor in block.anchors] == sorted({anchor.offset for anchor in block.anchors})
        assert block.anchors[0].offset == 0
        for anchor, end in zip(block.anchors, ends, strict=True):
            if not anchor.width:
                shown = block.text[anchor.offset : end]
                there = source[anchor.source : anchor.source + end - anchor.offset]
                assert [c for c in shown if c.isalnum()] == [
                    c for c, d in zip(there, shown, strict=True) if d.isalnum()
                ]
            assert 0 <= anchor.source <= len(source)
        for mark in block.marks:
            assert 0 <= mark.region.start < mark.region.end <= len(block.text)


def read(raw: bytes, format: str) -> Document | None:
    try:
        return read_bytes(raw, name="x", format=format, choice=CHOICE)
    except UnreadableDocument as error:
        refusal = (error.problem, error.hint)
    assert all(refusal)
    return None


@pytest.mark.parametrize("format", PIECES)
@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_letter_of_a_text_leads_back(format: str, data: st.DataObject) -> None:
    source = "".join(data.draw(st.lists(st.sampled_from(PIECES[format]), max_size=40)))
    document = read(source.encode(), format)
    if document is not None:
        letters_lead_back(document)


@pytest.mark.parametrize("format", [*PIECES, *OTHERS])
@given(raw=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_document_or_a_refusal(format: str, raw: bytes) -> None:
    document = read(raw, format)
    if document is not None and document.source is not None:
        letters_lead_back(document)


MAIL = ["Subject: x\n", "Content-Type: multipart/mixed; boundary=b\n", "Content-Type: text/html\n", "\n", "--b\n", "--b--\n", "text\n",
        "> quoted\n", "Content-Transfer-Encoding: base64\n", "aGVsbG8=\n", "!!\n", "Content-Type: message/rfc822\n",
        "Content-Disposition: attachment; filename=a.txt\n", "Content-Type: text/plain; charset=klingon\n", "=?utf-8?q?=E9?="]  # fmt: skip


@given(st.lists(st.sampled_from(MAIL), max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_message_gives_a_document_or_a_refusal(pieces: list[str]) -> None:
    read("".join(pieces).encode(), "email")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(["markdown", "# Title", "code"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["cells", "worksheets", "cell_type", "source", "x"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_json_gives_a_notebook_or_a_refusal(value: object) -> None:
    read(json.dumps(value).encode(), "notebook")
    document = read(json.dumps(value).encode(), "json")
    assert document is not None
    letters_lead_back(document)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=9),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=60).map(lambda text: UNUSUAL.sub("", text)),
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None)
def test_the_fields_of_json_hold_what_json_says(value: dict[str, str]) -> None:
    for ascii_only in (True, False):
        document = read(json.dumps(value, ensure_ascii=ascii_only).encode(), "json")
        assert document is not None
        letters_lead_back(document)
        shown = [c for block in document.blocks for c in block.text if c.isalnum() and c.isascii()]
        assert shown == [c for text in value.values() for c in text if c.isalnum() and c.isascii()]


@given(
    st.lists(
        st.sampled_from(["|===\n", "|", "a|", "2+|", "word ", "\n", "[cols=2]\n", "*", "exploi-\n", "\\|"]), max_size=40
    )
)
@settings(max_examples=150, deadline=None)
def test_every_letter_of_a_table_leads_back(pieces: list[str]) -> None:
    document = read("".join(pieces).encode(), "asciidoc")
    if document is not None:
        letters_lead_back(document)
