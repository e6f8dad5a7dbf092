"""What cuts the words of a PDF page: line numbers, large initials, letters set apart, drawn soft hyphens, raised figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from langcheck.model import Document, Role
from langcheck.readers import read_bytes
from langcheck.readers.reading import Choice
from tests.pdf_files import Text, letter_table, page, paragraph, pdf_file

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
pytest.importorskip("pypdf", reason="the extra pdf is not installed")

LINES = (
    "The deputies went to the house by the river at nine and",
    "spoke to the owner, who said that the girl was his own",
    "daughter. The owner had seen the man take money from a",
    "woman and from two others. The man was known there as a",
    "man of few words. The deputies then found that a young",
    "woman had been held in the room for nine days, and that",
    "nobody had called. The owner said he was afraid of the",
    "man and of what would come after he was released.",
)
WHOLE = " ".join(LINES)


def read(raw: bytes) -> Document:
    return read_bytes(raw, name="report.pdf", format="pdf")


def texts(raw: bytes) -> list[str]:
    return [block.text for block in read(raw).blocks]


def skims(raw: bytes, phrase: str) -> bool:
    """Whether blocks come back when nothing but a phrase is looked for in the text as stored."""
    return bool(read_bytes(raw, name="report.pdf", format="pdf", skim=lambda text: phrase in text).blocks)


def numbered(
    lines: Sequence[str] = LINES,
    *,
    first: int = 1,
    step: int = 1,
    gap: float = 10,
    at: float | None = None,
    aligned: str = "right",
    order: str = "in turn",
    drop: float = 24,
) -> str:
    """A page whose lines begin at 90 points, with numbers that end ``gap`` points before them, or begin ``at`` a place."""
    numbers: list[Text | None] = []
    written: list[Text] = []
    for index, line in enumerate(lines):
        y, number = 740 - drop * index, str(first + index)
        width = 6.12 * len(number)
        left = at if at is not None else 90 - gap - (width if aligned == "right" else 12.24)
        numbers.append((left, y, number) if (first + index) % step == 0 else None)
        written.append((90, y, line))
    if order == "in turn":
        pairs = zip(numbers, written, strict=True)
        drawn = [one for pair in pairs for one in (pair if at is None else reversed(pair))]
    else:
        drawn = [*numbers, *written] if order == "numbers first" else [*written, *numbers]
    return page(*[one for one in drawn if one is not None and one[2]])


# --- numbers of lines ---


@pytest.mark.parametrize("gap", [8, 20, 40])
@pytest.mark.parametrize("order", ["in turn", "numbers first", "numbers last"])
def test_the_numbers_of_lines_are_no_part_of_the_text(gap: float, order: str) -> None:
    block = read(pdf_file(numbered(gap=gap, order=order))).blocks[0]
    assert (block.text, block.role) == (WHOLE, Role.PROSE)
    assert [place["line"] for _, place in block.locations] == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    "drawn",
    [
        numbered(first=6, aligned="left"),
        numbered(LINES * 2, step=5, at=540),
        numbered(LINES * 2, step=5, drop=14),
        numbered([part for line in LINES for part in (line, "")], drop=12),
        numbered(first=1217),
    ],
    ids=["aligned left", "every fifth behind", "every fifth before", "rows without text", "counted through a bill"],
)
def test_numbers_stand_in_other_ways_at_the_margin(drawn: str) -> None:
    found = " ".join(texts(pdf_file(drawn)))
    assert found in (WHOLE, f"{WHOLE} {WHOLE}")


def test_two_columns_are_numbered_each() -> None:
    halves = ("The river was high that night, and the deputies", "went home before it rose over the road that leads", "to the house, where a girl and a woman were left", "behind by the man. Nobody called, and nobody of", "the county came by. They sat there until the man", "had found another car.")  # fmt: skip
    drawn = [
        line
        for row, half in enumerate(halves)
        for at, left in enumerate((60, 370))
        for line in (
            (left - 8 * (1 + (row + 6 * at > 8)), 720 - 14 * row, str(row + 1 + 6 * at)),
            (left + 12, 720 - 14 * row, half),
        )
    ]
    assert texts(pdf_file(page(*drawn))) == [" ".join(halves)] * 2


def test_a_short_page_is_numbered_as_the_others_are() -> None:
    answers = ["Q. Was she afraid?", "A. Yes.", "Q. Of whom?"]
    assert texts(pdf_file(numbered(), numbered(answers))) == [WHOLE, *answers]


def test_questions_and_answers_keep_their_paragraphs() -> None:
    said = (
        "Q.  And when you came to the house by the river, who",
        "opened the door for you and the other deputy?",
        "A.  A girl. She said that she had been held there as a",
        "maid for two years.",
        "Q.  Did she say by whom?",
        "A.  By the man who drove her there, and by an old wo-",
        "man whom he had brought with him the night before.",
    )
    assert texts(pdf_file(numbered(said))) == [
        "Q. And when you came to the house by the river, who opened the door for you and the other deputy?",
        "A. A girl. She said that she had been held there as a maid for two years.",
        "Q. Did she say by whom?",
        "A. By the man who drove her there, and by an old woman whom he had brought with him the night before.",
    ]


def test_a_phrase_broken_at_a_numbered_line_is_seen() -> None:
    assert skims(pdf_file(numbered()), "his own daughter")
    assert skims(pdf_file(numbered(LINES * 2, step=5, at=540)), "the nobody words of it")


ENTRIES = (
    "victim of forced labor", "case of domestic work", "report of a missing girl", "runaway from a home",
    "witness of the events", "buyer named in the file", "driver of a second car", "owner of the river house",
)  # fmt: skip


def rows(*cells: Sequence[object], drop: float = 18) -> str:
    """A table; its columns begin 60 and 250 points apart."""
    places = (72, 132, 380)
    return page(
        *[(places[at], 700 - drop * row, str(cell)) for row, line in enumerate(cells) for at, cell in enumerate(line)]
    )


@pytest.mark.parametrize(
    "drawn",
    [
        rows(*[(number, entry, "closed") for number, entry in enumerate(ENTRIES, 1)]),
        rows(*[(number, entry) for number, entry in enumerate(ENTRIES, 1)]),
        rows(*[(year, f"{40 + year % 7} victims were found in the county") for year in range(2012, 2020)]),
        rows(*[(number, 30 + number * 7 % 11, 60 + number) for number in range(1, 9)]),
    ],
    ids=["first column of three", "first column of two", "years", "numbers alone"],
)
def test_columns_of_numbers_that_count_no_lines_are_read(drawn: str) -> None:
    raw = pdf_file(drawn)
    written = {line.split(" Tm (")[1].split(")")[0] for line in drawn.splitlines() if " Tm (" in line}
    assert written <= set(texts(raw))


def test_the_numbers_of_a_list_are_read() -> None:
    advice = (
        "Call the hotline.",
        "Ask whether she is safe.",
        "Write down what she says.",
        "Call an interpreter.",
        "Wait.",
    )
    found = " ".join(
        texts(
            pdf_file(
                page(
                    *[
                        (72 + 18 * at, 700 - 18 * number, str((number, text)[at]))
                        for number, text in enumerate(advice, 1)
                        for at in (0, 1)
                    ]
                )
            )
        )
    )
    assert found == " ".join(f"{number} {text}" for number, text in enumerate(advice, 1))


def test_list_entries_of_several_lines_keep_their_numbers() -> None:
    drawn = [
        line
        for number, text in enumerate(LINES[:6], 1)
        for line in (
            (72, 740 - 32 * number, str(number)),
            *paragraph(90, 740 - 32 * number, text, "and so on to the end."),
        )
    ]
    assert texts(pdf_file(page(*drawn))) == [
        f"{number} {text} and so on to the end." for number, text in enumerate(LINES[:6], 1)
    ]


def test_the_pages_of_a_table_of_contents_are_read() -> None:
    chapters = [f"Chapter on matters of the county {'. ' * 12}{number}" for number in range(3, 11)]
    assert " ".join(texts(pdf_file(page(*paragraph(72, 600, *chapters))))) == " ".join(chapters)


# --- initials ---

REST = (
    "omen were seen at the house on the river road",
    "by the patrol that night and told to leave",
    "before the morning came and the owner returned.",
)


def begun(
    letter: str,
    rest: Sequence[str] = REST,
    *,
    y: float = 684,
    size: float = 40,
    left: float = 60,
    x: float = 100,
    is_last: bool = False,
) -> bytes:
    """A paragraph with a large first letter."""
    lines = [(x, 700, rest[0], 11), (x, 687, rest[1], 11), (60, 674, rest[2], 11)]
    initial = (left, y, letter, size)
    return pdf_file(page(*([*lines, initial] if is_last else [initial, *lines]), *paragraph(60, 600, *LINES)))


SEEN = "Women were seen at the house on the river road by the patrol that night and told to leave before the morning came and the owner returned."


@pytest.mark.parametrize(
    "raw",
    [
        begun("W"),
        begun("W", is_last=True),
        begun("W", y=674, size=36),
        begun("W", left=20, x=60),
        begun("W", y=700, size=30, x=90),
    ],
    ids=["first", "stored last", "three lines high", "before the margin", "on the first line"],
)
def test_a_large_initial_is_the_first_letter_of_its_word(raw: bytes) -> None:
    block = read(raw).blocks[0]
    assert block.text == SEEN
    assert [place["line"] for _, place in block.locations] == [1, 2, 3]


def test_a_word_cut_by_its_initial_is_seen() -> None:
    assert skims(begun("W", is_last=True), "nothing of this")


def test_capitals_and_quotation_marks_go_with_an_initial() -> None:
    assert texts(begun("W", ("OMEN WERE seen at the house on the river", *REST[1:])))[0].startswith("WOMEN WERE seen")
    assert texts(begun('"W', x=116))[0].startswith('"Women were seen')


def test_an_initial_that_may_be_a_word_joins_a_word_that_is_looked_for() -> None:
    """Whether "A" and "gent" are one word can only be told by who knows words."""
    raw = begun("A", ("gent Miller was seen at the house on the road", *REST[1:]), x=92)
    known = Choice(is_word=lambda word: word == "agent")
    assert texts(raw)[0].startswith("A gent Miller was seen")
    found = read_bytes(raw, name="report.pdf", format="pdf", choice=known).blocks[0]
    assert found.text.startswith("Agent Miller was seen")
    assert dict(found.locations[1][1])["line"] == 2
    alone = begun("A", ("girl was seen at the house on the river road", *REST[1:]), x=92)
    assert read_bytes(alone, name="report.pdf", format="pdf", choice=known).blocks[0].text.startswith("A girl was")


@pytest.mark.parametrize(
    "letters",
    [
        [(60, 700, "B", 22), (60, 676, "bail, 3"), (60, 662, "bond, 8")],
        [(60, 700, "B", 22), (90, 700, "bail, 3"), (90, 686, "bond, 8")],
        [(60, 700, "B"), (80, 700, "bail was set by the court")],
        [(60, 690, "B", 40), (140, 700, "bail was set by the court")],
    ],
    ids=["above", "beside on its line", "no larger", "far away"],
)
def test_letters_that_begin_no_word_stay_apart(letters: list[Text]) -> None:
    assert not any(
        text.startswith(("Bbail", "Bond")) for text in texts(pdf_file(page(*letters, *paragraph(60, 500, *LINES))))
    )


# --- letters set apart ---


def apart(words: str, gap: float, *, size: float = 14) -> str:
    """Words whose letters are drawn so far apart; between words a blank stands as well."""
    shifted = "".join(f"({letter}){-gap * 1000 / size:.0f}" for letter in words)
    return f"BT /F1 {size} Tf 1 0 0 1 72 700 Tm [{shifted}] TJ ET\n" + page(*paragraph(72, 640, *LINES))


@pytest.mark.parametrize("gap", [2, 5, 9, 14])
def test_words_whose_letters_are_set_apart_are_words(gap: float) -> None:
    raw = pdf_file(apart("THREE GIRLS FOUND", gap))
    assert [(block.role, block.text) for block in read(raw).blocks] == [
        (Role.HEADING, "THREE GIRLS FOUND"),
        (Role.PROSE, WHOLE),
    ]
    assert gap < 5 or skims(raw, "nothing of this")


def test_single_letters_are_no_word() -> None:
    choices = page(*[(72 + 50 * at, 700, letter) for at, letter in enumerate("ABCDE")], *paragraph(72, 640, *LINES))
    assert texts(pdf_file(choices)) == ["A", "B", "C", "D", "E", WHOLE]
    assert texts(pdf_file(page((72, 700, "I saw X at 9, Y and Z at 10."))))[0] == "I saw X at 9, Y and Z at 10."


# --- hyphens ---


def hyphened(*lines: str) -> bytes:
    """A page in a font that says of its hyphen that it is a soft one."""
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R >>"
    return pdf_file(page(*paragraph(72, 700, *lines)), extra=[letter_table({0x2D: 0xAD}), font], fonts="/F1 6 0 R")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ["They met a self-employed woman and a 14-year-old boy."],
            "They met a self-employed woman and a 14-year-old boy.",
        ),
        (["The women were held by an organi-", "zed group."], "The women were held by an organized group."),
        (
            ["The women were held, and with them a 14-", "year-old boy."],
            "The women were held, and with them a 14-year-old boy.",
        ),
        (["The group - as it was called - had left."], "The group - as it was called - had left."),
    ],
)
def test_a_soft_hyphen_that_is_drawn_is_a_hyphen(lines: list[str], text: str) -> None:
    assert texts(hyphened(*lines)) == [text]


def test_a_soft_hyphen_without_width_is_none() -> None:
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 5 0 R "
        f"/FirstChar 32 /LastChar 126 /Widths [{' '.join('0' if code == 0x7C else '550' for code in range(32, 127))}] >>"
    )
    raw = pdf_file(
        page((72, 700, "They met a traf|fick|er.")), extra=[letter_table({0x7C: 0xAD}), font], fonts="/F1 6 0 R"
    )
    assert [text.replace("-", "") for text in texts(raw)] == ["They met a trafficker."]


# --- raised figures ---


def raised(*parts: tuple[str, float]) -> str:
    """A line of words and of small figures so many points above it."""
    shown = "".join(
        f"{rise} Ts /F1 {7 if rise else 11} Tf ({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj "
        for text, rise in parts
    )
    return f"BT /F1 11 Tf 72 700 Td {shown} ET"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([("They met a girl", 0), ("1", 5), (" there.", 0)], "They met a girl there."),
        ([("They met a girl", 0), ("2,3", 5), (" there.", 0)], "They met a girl there."),
        ([("They met girls.", 0), ("12", 4), (" Then they left.", 0)], "They met girls. Then they left."),
        ([("They met girls", 0), ("a", 4), (" there.", 0)], "They met girls there."),
        ([("They met girls", 0), ("(4)", 4), (" there.", 0)], "They met girls there."),
        ([("A room of 20 m", 0), ("2", 5), (" there.", 0)], "A room of 20 m2 there."),
        ([("On the 21", 0), ("st", 5), (" of May.", 0)], "On the 21st of May."),
        ([("A box of 10", 0), ("6", 5), (" there.", 0)], "A box of 106 there."),
        ([("They drank H", 0), ("2", -3), ("O there.", 0)], "They drank H2O there."),
        ([("They met in Area51 there.", 0)], "They met in Area51 there."),
    ],
)  # fmt: skip
def test_a_small_raised_figure_behind_a_word_is_the_mark_of_a_note(parts: list[tuple[str, float]], text: str) -> None:
    assert " ".join(texts(pdf_file(raised(*parts)))) == text
