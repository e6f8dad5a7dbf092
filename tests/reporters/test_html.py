"""The page to read and print: its golden file, its structure, its contrast, and text that stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from langcheck import __version__
from langcheck.checker import Checker, excerpt
from langcheck.model import (
    Block,
    Document,
    Excerpt,
    Failure,
    Finding,
    Level,
    Place,
    Region,
    Report,
    Role,
    Source,
    Suggestion,
    Verdict,
)
from langcheck.redaction import redacted
from langcheck.reporters import Style, html, render
from tests.reporters.test_text import golden

GUIDE = Source("guide", "A guide to words", "An office", "https://example.org/guide?a=1&b=2", "2021", "2026-01-01")
BOOK = Source("book", "A book", "A press", "javascript:alert(1)")
WORDS = {
    "pimp": ("en.trafficker.pimp", "trafficker-label", Level.WARNING, "trafficker"),
    "child pornography": ("en.csam.child-pornography", "csam", Level.ERROR, "child sexual abuse material"),
    "rescued": ("en.rescue.rescue", "rescue", Level.ADVICE, "located"),
}


def finding(document: Document, number: int, word: str, *, at: int | None = None, **changes: object) -> Finding:
    """A finding at the first place of a word in a block."""
    block = document.blocks[number]
    start = block.text.index(word) if at is None else at
    region = Region(start, start + len(word))
    entry, category, level, suggestion = WORDS.get(word, WORDS["pimp"])
    made = Finding(
        path=document.path,
        entry=entry,
        category=category,
        level=level,
        verdict=Verdict.FLAG,
        place=Place(f"paragraph {number + 1}", location={"paragraph": number + 1}),
        block=number,
        region=region,
        found=word,
        message=f'"{word}" is not the word.',
        why="Guides agree.",
        because="These are the author's own words.",
        context="own-words",
        excerpt=excerpt(block.text, region),
        suggestions=(Suggestion(suggestion, region), Suggestion("another", region, when="if the person is under 18")),
        sources=(GUIDE, BOOK),
        general_message='"[redacted]" is not the word.',
        general_because="These are the author's own words.",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def small_report() -> Report:
    """Two documents with findings of every level, one without, words left alone, a note and a failure."""
    memo = Document(
        "drafts/memo.docx",
        "docx",
        (
            Block("Operation at the harbor", Role.HEADING),
            Block("The pimp left, and deputies found child pornography.", Role.PROSE),
            Block("The woman was rescued.", Role.LIST_ITEM),
            Block("“My pimp took my phone.”", Role.QUOTE),
            Block("Name", Role.CELL, group=1),
            Block("The pimp again", Role.CELL, group=1),
            Block("A motel", Role.CAPTION),
        ),
    )
    page = Document("drafts/page.txt", "text", (Block("A second pimp.", Role.PROSE),))
    clean = Document("drafts/clean.txt", "text", ())
    because = "A court used the word"
    findings = (
        finding(memo, 1, "pimp"),
        finding(memo, 1, "child pornography", context="person-is-minor", because=f'{because} (here: "harbor").'),
        finding(memo, 2, "rescued"),
        finding(memo, 5, "pimp"),
        finding(page, 0, "pimp"),
    )
    quoted = finding(
        memo, 3, "pimp", verdict=Verdict.ALLOW, context="quotation", because="Quoted words stay.",
        general_because="Quoted words stay.", suggestions=(), sources=(),
    )  # fmt: skip
    return Report(
        findings=findings,
        allowed=(quoted, replace(quoted, verdict=Verdict.OTHER_SENSE, context="other-sense")),
        failures=(Failure("drafts/scan.pdf", "the file holds no text", "Check the document that was scanned."),),
        documents=3,
        notes=(("drafts/page.txt", "not UTF-8, read as Windows-1252"),),
        skipped=1,
        lexicon="2026.11",
        read=(memo, page, clean),
    )


def long_report() -> Report:
    """A document that is too long to be shown whole, with one finding in its middle."""
    filler = "Deputies drove along the harbor and wrote down what they saw. " * 20
    blocks = [Block(f"Paragraph {number}. {filler}", Role.PROSE) for number in range(40)]
    blocks[20] = Block("The pimp left.", Role.PROSE)
    document = Document("long.txt", "text", tuple(blocks))
    return Report(findings=(finding(document, 20, "pimp"),), documents=1, read=(document,))


HOSTILE = "</style><script>alert(1)</script><img src=x onerror=y> \"'& {{ 7*7 }} \x1b[2J\x00\u202e\u2066\x9b\udcff pimp"


def hostile_report() -> Report:
    """Hostile text in everything that a document, a file name or an overlay can bring."""
    document = Document(f"{HOSTILE}.txt", "text", (Block(HOSTILE, Role.PROSE), Block(HOSTILE, Role.CAPTION)))
    place = Place(HOSTILE, location={"sheet": HOSTILE})
    source = Source(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    hostile = {
        "place": place,
        "message": HOSTILE,
        "why": HOSTILE,
        "because": HOSTILE,
        "category": HOSTILE,
        "entry": HOSTILE,
        "sources": (source, replace(source, url=f"https://example.org/{HOSTILE}")),
        "suggestions": (Suggestion(HOSTILE, Region(0, 1), HOSTILE),),
        "context": HOSTILE,
        "general_because": HOSTILE,
    }
    flagged = finding(document, 0, "pimp", **hostile)
    return Report(
        findings=(flagged, finding(document, 1, "pimp", **hostile)),
        allowed=(replace(flagged, verdict=Verdict.ALLOW),),
        failures=(Failure(HOSTILE, HOSTILE, HOSTILE),),
        notes=((HOSTILE, HOSTILE),),
        documents=1,
        lexicon=HOSTILE,
        read=(document, Document(f"clean {HOSTILE}", "text", ())),
    )


def page(report: Report) -> str:
    return render(report, "html", Style())


class Structure(HTMLParser):
    """What a page is made of, as a program that reads it aloud would see it."""

    VOID = frozenset({"meta", "rect", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marks: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.tags.append((tag, given))
        if tag not in self.VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given["href"] or "")
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)
        if "a" in self.open and "sup" not in self.open:
            self.marks[-1] += data

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


REPORTS = {
    "small": small_report(),
    "redacted": redacted(small_report()),
    "without documents": replace(small_report(), read=()),
    "long": long_report(),
    "hostile": hostile_report(),
    "hostile and redacted": redacted(hostile_report()),
    "clean": Report(documents=2),
    "failures only": Report(failures=(Failure("a.pdf", "a problem", "A hint."),)),
}
all_reports = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())


def test_the_page_is_as_it_was_read_and_approved() -> None:
    text = page(small_report()).replace(f"langcheck {__version__},", "langcheck VERSION,")
    assert text == golden("report-page.html", text)


# --- structure ---------------------------------------------------------------------------------------------------


@all_reports
def test_tags_are_balanced_ids_are_unique_and_links_lead_somewhere(report: Report) -> None:
    seen = Structure(page(report))
    assert seen.open == []
    assert sorted(set(seen.ids)) == sorted(seen.ids)
    assert [link for link in seen.links if link.startswith("#") and link[1:] not in seen.ids] == []


@all_reports
def test_no_id_holds_a_blank(report: Report) -> None:
    assert [name for name in Structure(page(report)).ids if re.search(r"\s", name)] == []


@all_reports
def test_headings_stand_in_order(report: Report) -> None:
    levels = Structure(page(report)).headings
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@all_reports
def test_there_is_no_script_and_nothing_is_loaded(report: Report) -> None:
    seen = Structure(page(report))
    assert {tag for tag, _ in seen.tags} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "video",
        "base",
    } == set()
    names = {name for _, given in seen.tags for name in given}
    assert names & {"src", "srcset", "action", "background", "poster", "data", "style"} == set()
    assert [name for name in names if name.startswith("on")] == []
    style = page(report).split("<style>")[1].split("</style>")[0]
    assert re.findall(r"url\(|@import|expression", style) == []
    assert [link for link in seen.links if not link.startswith(("#", "https://", "http://"))] == []
    policy = next(given for _, given in seen.tags if given.get("http-equiv"))
    assert (policy["content"] or "").startswith("default-src 'none'; style-src 'unsafe-inline'")


@all_reports
def test_landmarks_language_and_a_way_past_the_summary(report: Report) -> None:
    seen = Structure(page(report))
    tags = [tag for tag, _ in seen.tags]
    assert [tags.count(tag) for tag in ("html", "header", "main", "footer")] == [1, 1, 1, 1]
    assert seen.tags[0] == ("html", {"lang": "en"})
    assert next(given for tag, given in seen.tags if tag == "a") == {"class": "skip", "href": "#start"}
    labels = [given.get("aria-labelledby") for tag, given in seen.tags if tag in ("section", "article")]
    assert [label for label in labels if label not in seen.ids] == []


@all_reports
def test_every_mark_and_note_says_its_level_in_words_and_leads_to_the_other(report: Report) -> None:
    seen = Structure(page(report))
    marks = {link: text for link, text in zip(seen.links, seen.marks, strict=True) if re.fullmatch("#n[0-9]+", link)}
    shown = [
        link
        for (tag, given), link in zip((t for t in seen.tags if t[0] == "a"), seen.links, strict=True)
        if given.get("id")
    ]
    for link in shown:
        level = report.findings[int(link[2:]) - 1].level
        assert f"#m{link[2:]}" in seen.links
        assert (
            f"({level}, note {str(level)[0].upper()}{link[2:]})" in marks[link]
            or marks[link] == f"{str(level)[0].upper()}{link[2:]}"
        )
    levels = [
        given["class"] for tag, given in seen.tags if tag == "li" and (given.get("class") or "").startswith("note ")
    ]
    assert levels == [f"note {found.level}" for found in report.findings]


def test_a_mark_reads_as_its_words_its_level_and_its_note() -> None:
    seen = Structure(page(small_report()))
    marked = [text for text in seen.marks if "note" in text and "(" in text]
    assert marked == [
        "pimp (warning, note W1)",
        "child pornography (error, note E2)",
        "rescued (advice, note A3)",
        "pimp (warning, note W4)",
        "pimp (warning, note W5)",
    ]


# --- what stands on it -------------------------------------------------------------------------------------------


def flat(report: Report) -> str:
    return " ".join("".join(Structure(page(report)).text).split())


def test_a_short_document_is_shown_whole() -> None:
    text = re.sub(r"[EWA]\d \((?:error|warning|advice), note [EWA]\d\)", "", flat(small_report()))
    report = small_report()
    assert [block.text for document in report.read for block in document.blocks if block.text not in text] == []


def test_of_a_long_document_the_paragraphs_around_findings_are_shown() -> None:
    text = flat(long_report())
    assert [number for number in range(40) if f"Paragraph {number}." in text] == [19, 21]
    assert text.count("19 paragraphs with nothing found not shown") == 1
    assert text.count("18 paragraphs with nothing found not shown") == 1
    assert "the paragraphs with findings are shown, each with the one before and the one after it" in text
    assert len(page(long_report())) < 20_000


def test_failures_stand_before_everything_else() -> None:
    text = flat(small_report())
    assert text.index("Could not be checked drafts/scan.pdf The file holds no text.") < text.index("By document")


def test_what_was_left_alone_is_grouped_by_its_reason() -> None:
    assert (
        "Left alone, and why Words of the lexicon that are not the author's to change, or that fit where they stand. "
        "Quotations (1) Quoted words stay. “My pimp took my phone.” drafts/memo.docx: paragraph 4 "
        "1 word of the lexicon stood in another sense and does not count."
    ) in flat(small_report())


def test_the_page_begins_with_the_document_and_its_notes() -> None:
    page = render(small_report(), "html", Style())
    assert page.index('id="n1"') < page.index('id="reading"') < page.index('id="why"')
    assert "svg" not in page.split("</style>")[1], "five findings need no chart"


def test_numbers_stand_beside_the_bars_of_ten_findings_or_more() -> None:
    report = small_report()
    text = flat(replace(report, findings=report.findings * 2))
    assert "By level Level Findings Share Error 2 Warning 6 Advice 2 By category" in text
    assert text.index("In numbers") > text.index(report.findings[0].message)


def test_there_is_no_chart_of_ones() -> None:
    report = small_report()
    ones = tuple(
        replace(report.findings[0], category=f"category {number}", level=level)
        for number, level in enumerate([Level.ERROR] * 9 + [Level.WARNING])
    )
    text = flat(replace(report, findings=ones))
    assert "By level Level Findings Share Error 9 Warning 1 Advice 0" in text
    assert "By category" not in text


def test_words_that_two_findings_share_are_shown_once() -> None:
    document = Document("a.txt", "text", (Block("The pimp left.", Role.PROSE),))
    report = Report(
        findings=(
            finding(document, 0, "pimp"),
            finding(document, 0, "imp left", at=5),
            finding(document, 0, "m", at=6),
        ),
        documents=1,
        read=(document,),
    )
    assert re.findall("<mark>(.*?)</mark>", page(report)) == ["pimp", " left", ""]


def test_findings_beyond_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MOST_NOTES", 2)
    assert "3 more findings not shown here" in flat(small_report())


def test_a_source_without_a_web_address_is_no_link() -> None:
    assert "javascript:" not in page(small_report())
    assert 'href="https://example.org/guide?a=1&amp;b=2"' in page(small_report())


def test_hostile_text_stays_text_and_is_made_visible() -> None:
    text = page(hostile_report())
    assert "<script" not in text
    assert "<img" not in text
    assert "{{ 7*7 }}" in text
    assert [character for character in "\x1b\x00\u202e\u2066\x9b\udcff" if character in text] == []
    assert "\\x1b[2J\\x00\\x202e\\x2066\\x9b\\xdcff" in text
    text.encode("utf-8")


def test_a_redacted_page_says_so_and_shows_no_text() -> None:
    text = flat(redacted(small_report()))
    assert "Redacted. The words of the documents were left out of this page." in text
    assert "harbor" not in text
    assert "drafts/clean.txt" in text


@pytest.mark.model
def test_a_check_keeps_documents_only_when_asked(tmp_path: Path, lexicon: object) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The pimp left.\n")
    asked = Checker(keep_documents=True).check_paths([path])
    assert [document.path for document in asked.read] == [str(path)]
    assert [document.blocks[found.block].text for document in asked.read for found in asked.findings] == [
        "The pimp left."
    ]
    assert Checker().check_paths([path]).read == ()


# --- contrast ----------------------------------------------------------------------------------------------------


def colours(style: str) -> dict[str, dict[str, str]]:
    """The custom properties of the page in light and in dark."""
    dark = "".join(re.findall(r"prefers-color-scheme: dark\) \{(.*?)\n\}", style, re.DOTALL))
    found = {
        name: dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part))
        for name, part in (("light", style.replace(dark, "") if not dark else _without_dark(style)), ("dark", dark))
    }
    assert found["light"].keys() == found["dark"].keys()
    return found


def _without_dark(style: str) -> str:
    return re.sub(r"@media screen and \(prefers-color-scheme: dark\) \{.*?\n\}", "", style, flags=re.DOTALL)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


LEVELS = ("error", "warning", "advice")
TEXT_PAIRS = [
    *((text, back) for text in ("text", "soft", "link", *LEVELS) for back in ("back", "mark")),
    *((text, f"{level}-mark") for level in LEVELS for text in ("text", level)),
]
"""Text and what it stands on; 4.5 is what WCAG 2.2 AA asks for."""

SHAPE_PAIRS = [(shape, back) for shape in ("link", *LEVELS) for back in ("back", "mark")]
"""Bars, underlines and borders that mean something; 3 is what WCAG 2.2 AA asks for."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_has_the_contrast_of_wcag_aa(scheme: str) -> None:
    named = colours(page(small_report()).split("<style>")[1].split("</style>")[0])[scheme]
    assert [pair for pair in TEXT_PAIRS if contrast(named[pair[0]], named[pair[1]]) < 4.5] == []
    assert [pair for pair in SHAPE_PAIRS if contrast(named[pair[0]], named[pair[1]]) < 3] == []


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert [round(contrast(one, "#ffffff"), 2) for one in ("#000000", "#777777", "#ffffff")] == [21.0, 4.48, 1.0]


def test_colours_are_given_by_name_only() -> None:
    """So that the test above sees all of them."""
    style = page(small_report()).split("<style>")[1].split("</style>")[0]
    assert re.findall(r"(?<!-)\b(?:color|background|fill|border(?:-[a-z]+)*): [^;]*#[0-9a-f]{3}", style) == []


def test_an_excerpt_that_is_left_out_is_not_shown() -> None:
    assert Excerpt("[redacted]", 0, 10) == redacted(small_report()).findings[0].excerpt
    assert "<q>" not in page(redacted(small_report()))
