"""RTF files: what a word processor shows of them, in the letters it shows."""

from __future__ import annotations

import pytest

from langcheck.model import Role
from tests.readers.reading_files import opened, problem_of, seen


def texts(inside: str) -> list[tuple[Role, str, str]]:
    return seen(rf"{{\rtf1\ansi\ansicpg1252 {inside}}}".encode("latin-1"), "rtf")


def text(inside: str) -> str:
    return " / ".join(words for _, _, words in texts(inside))


def test_paragraphs_are_counted_and_pieces_joined() -> None:
    assert texts(r"\pard First.\par \par pros{\b titu}te\line end\par") == [
        (Role.PROSE, "paragraph 1", "First."),
        (Role.PROSE, "paragraph 3", "prostitute end"),
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"caf\'e9", "café"),
        (r"\u8220?a\u8221?", "“a”"),
        (r"\uc2\u8220??a", "“a"),
        (r"\uc1\u8220\'93a", "“a"),
        (r"\uc0\u8220 a", "“a"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\ldblquote a\rdblquote\emdash b", "“a”—b"),
        (r"sex\_buyer soft\-ly a\~b", "sex-buyer softly a b"),
        (r"\{a\\b\}", r"{a\b}"),
        (r"{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}\f1 \'c1\f0 \'c0", "БÀ"),
        (r"{\fonttbl{\f1\fcharset128 Gothic;}}\f1 \'93\'fa", "日"),
        (r"a{\bin5 }{}\ }b", "ab"),
        (r"a{\v hidden}b{\deleted gone}c", "abc"),
        (r"\v hidden\v0 a\plain b", "ab"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}", "link"),
        (r"a{\pict\pngblip 0102}{\object\objemb{\*\objdata 99}{\result shown}}", "ashown"),
        (r"{\info{\title {\upr{x}{\*\ud{y}}}}}{\upr{a}{\*\ud{b}}}", "b / y"),
        (r"{\*\generator made;}a{\nonshppict no}{\*\unknown no}", "a"),
    ],
)
def test_escapes_and_commands(written: str, shown: str) -> None:
    assert text(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"a{\strike b}{\striked1 c}{\strike0 d}\par", "ad"),
        (r"a{\strike b\plain c}\par", "ac"),
        (r"mayor{\super 1}.\par", "mayor."),
        (r"mayor{\up6\fs14 2, 3}.\par", "mayor."),
        (r"mayor\super 1\nosupersub .\par", "mayor."),
        (r"1{\super st} H{\sub 2}\par", "1st H2"),
        (r"one {\deleted gone\par}two\par", "one two"),
        (r"one{\v\par} two\par three\par", "one two / three"),
        (r"\pard\dropcapli3\dropcapt1 O\par\pard nce\par", "Once"),
        (r"a\line b\page c\par", "a b c"),
        (r"{\fonttbl{\f3\fcharset2 Symbol;}{\f4\fcharset2 Wingdings;}}a\f3\'b3 \f4\'fc\f0 b\par", "a≥ □b"),
        (r"{\fonttbl{\f3\fcharset2 Symbol;}}{\f3\u-3999 ?}lpha\par", "alpha"),
        (r"{\field{\*\fldinst { SYMBOL 228 \\f \"Arial\" }}{\fldrslt}}hnlich\par", "ähnlich"),
        (r"{\field{\*\fldinst IF {\field{\*\fldinst REF}{\fldrslt no}}}{\fldrslt yes}}\par", "yes"),
        (r"{\field{\*\fldinst MACROBUTTON X [Name]}{\fldrslt }}\par", "[Name]"),
        (
            r"{\field{\*\fldinst FORMDROPDOWN {\*\formfield{\ffres25\ffdefres0{\*\ffl red}{\*\ffl blue}}}}}\par",
            "red / blue",
        ),
        (
            r"{\mmath{\*\moMathPara{\*\moMathParaPr{\mjc x}}{\*\moMath{\mf{\mfPr{\mctrlPr x}}{\mnum{\mr one}}{\mden{\mr two}}}}}}\par",
            "one two",
        ),
        (
            r"\trowd\cellx100\cldel\cellx200\pard\intbl a\cell b\cell\row\trowd\cellx100\cellx200\intbl c\cell d\cell\row",
            "a / c / d",
        ),
        (r"{\pntext Annex A.\tab}x\par{\listtext viii.\tab}y\par{\pntext Annex A.\tab}z\par", "x / Annex A. / y / z"),
        (r"x{\shp{\*\shpinst{\sp{\sn wzTooltip}{\sv tip}}{\shptxt boxed\par}}}\par", "x / tip / boxed"),
    ],
)
def test_only_what_is_shown_is_read(written: str, shown: str) -> None:
    assert text(written) == shown


def test_what_is_not_shown_or_not_read_is_told() -> None:
    inside = (
        r"a{\v b}{\v c}{\strike d}{\deleted e} f{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 00}{\result{\pict 00}}}\par"
        r"{\*\shppict{\pict 00}}{\nonshppict{\pict 00}}\par{\header{\pict 00}\par}"
    )
    document = opened(rf"{{\rtf1 {inside}}}".encode(), "rtf")
    assert document.notes == (
        "1 hidden stretch was not read",
        "1 deleted stretch was not read",
        "1 struck-out stretch was not read",
        "1 picture that nothing is said about was not read; words in it are not checked",
    )
    assert [(failure.path, failure.problem) for failure in document.unread] == [
        ("test.rtf: paragraph 1, embedded object", 'an embedded object ("Excel.Sheet.8") is not read')
    ]


def test_the_information_on_the_document_is_read_last() -> None:
    info = r"{\info{\title A\'e9}{\author no}{\doccomm B}{\*\category C}{\nofpages1}}"
    assert texts(rf"{info}words\par {{\title no}}x\par")[2:] == [
        (Role.METADATA, "title", "Aé"),
        (Role.METADATA, "description", "B"),
        (Role.METADATA, "category", "C"),
    ]


def test_styles_outline_levels_and_lists_give_roles() -> None:
    sheet = r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Kapitel;}{\s3 Quote;}{\*\cs10 heading 9;}}"
    body = (
        r"\pard\s1 A\par\pard\s2 B\par\pard\s3 C\par\pard D\par\pard\outlinelevel0 E\par\pard\ls1 {\listtext *\tab}F\par"
        r"{\pntext *\tab}\pard G\par\pard H"
    )
    assert [(role.value, words) for role, _, words in texts(sheet + body)] == [
        ("heading", "A"),
        ("heading", "B"),
        ("quote", "C"),
        ("prose", "D"),
        ("heading", "E"),
        ("list item", "F"),
        ("list item", "G"),
        ("prose", "H"),
    ]


def test_tables_give_cells_by_row() -> None:
    body = (
        r"\pard before\par\trowd\pard\intbl a\par b\cell c\cell\row\trowd\pard\intbl d\cell\row\pard after\par"
        r"\trowd\pard\intbl e\cell\row"
    )
    assert texts(body) == [
        (Role.PROSE, "paragraph 1", "before"),
        (Role.CELL, "table 1, row 1, column 1, paragraph 1", "a"),
        (Role.CELL, "table 1, row 1, column 1, paragraph 2", "b"),
        (Role.CELL, "table 1, row 1, column 2, paragraph 1", "c"),
        (Role.CELL, "table 1, row 2, column 1, paragraph 1", "d"),
        (Role.PROSE, "paragraph 2", "after"),
        (Role.CELL, "table 2, row 1, column 1, paragraph 1", "e"),
    ]


def test_headers_notes_comments_boxes_and_descriptions() -> None:
    body = (
        r"{\header head\par}\pard body{\footnote\pard one\par two}{\*\atnid x}{\*\annotation\pard remark} goes on"
        r"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv a motel}}{\shptxt\pard boxed\par}}{\shprslt old}}\par"
    )
    assert texts(body) == [
        (Role.PROSE, "paragraph 1", "body goes on"),
        (Role.NOTE, "footnote 1, paragraph 1", "one"),
        (Role.NOTE, "footnote 1, paragraph 2", "two"),
        (Role.COMMENT, "comment 1, paragraph 1", "remark"),
        (Role.ALT_TEXT, "alt text, in paragraph 1", "a motel"),
        (Role.PROSE, "text box, in paragraph 1, paragraph 1", "boxed"),
        (Role.PROSE, "header 1, paragraph 1", "head"),
    ]


def test_a_file_that_was_cut_off_is_read_with_a_note() -> None:
    document = opened(rb"{\rtf1 {\b one", "rtf")
    assert [block.text for block in document.blocks] == ["one"]
    assert document.notes == ("the file ends before its last group is closed; it may have been cut off",)


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"plain", "the file is not an RTF file"),
        (rb"{\rtf1 }", "the RTF file holds no text"),
        (rb"{\rtf1 " + b"{" * 2000, "the RTF file is nested deeper than 200 groups (limits.nesting)"),
    ],
)
def test_what_cannot_be_read_is_told(raw: bytes, problem: str) -> None:
    assert problem_of(raw, "rtf") == problem
