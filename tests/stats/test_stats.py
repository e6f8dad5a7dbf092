"""Counts for those who plan: exact, with no text of a document, and with nobody ranked."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langcheck import __version__
from langcheck.model import Checked, Failure, Finding, Level, Report, Suppressed, Suppression, Verdict
from langcheck.stats import FORMATS, render
from langcheck.stats.tally import Change, Count, Sentence, Share, Statistics, compared, folder_of, tally
from tests.reporters.test_text import golden
from tests.test_redaction import MARKER, finding


def found(path: str, entry: str, level: Level = Level.WARNING, **changes: object) -> Finding:
    return finding(path=path, entry=entry, level=level, found=MARKER, message=MARKER, because=MARKER, **changes)


def small_report() -> Report:
    """Nine documents in three folders; one sentence stands in six of them, one finding is known from a baseline."""
    paths = ["d/top.txt", "d/a/1.txt", "d/a/2.txt", *(f"d/b/c/{number}.txt" for number in range(6))]
    same = tuple(
        found(path, "en.rescue.rescue", Level.ADVICE, category="rescue", fingerprint="s") for path in paths[3:]
    )
    quoted = {"verdict": Verdict.ALLOW, "context": "quotation"}
    return Report(
        findings=(
            found(paths[1], "en.trafficker.pimp"),
            found(paths[1], "en.csam.x", Level.ERROR, category="csam"),
            *same,
        ),
        known=(found(paths[0], "en.trafficker.pimp"),),
        allowed=(
            found(paths[0], "en.trafficker.pimp", **quoted),
            found(paths[2], "en.trafficker.pimp", **quoted),
            found(paths[2], "en.person.x", verdict=Verdict.ALLOW, context="person-is-adult"),
            found(paths[2], "en.person.x", verdict=Verdict.ALLOW, context="teaching"),
            found(paths[2], "en.child.x", verdict=Verdict.OTHER_SENSE, context="other-sense"),
        ),
        suppressed=(Suppressed(found(paths[1], "en.slang.x"), Suppression("en.slang.x", MARKER, paths[1], "line 1")),),
        checked=tuple(Checked(path, words=500 * (number + 1)) for number, path in enumerate(paths)),
        failures=(Failure("d/gone.pdf", MARKER, MARKER),),
        documents=9,
        skipped=2,
        lexicon="2026.11",
    )


MONTHS = {"d/top.txt": "2025-12", "d/a/1.txt": "2026-02", "d/a/2.txt": "2025-12"}


@pytest.fixture
def statistics() -> Statistics:
    return tally(small_report(), named=[PurePath("d")], months=MONTHS)


# --- counting ----------------------------------------------------------------------------------------------------


def test_everything_is_counted_once(statistics: Statistics) -> None:
    """What a baseline knows is counted with the rest; what somebody suppressed is counted apart."""
    assert statistics.whole == Share("all", documents=9, with_findings=8, findings=9, words=22_500)
    assert statistics.whole.rate == pytest.approx(0.4)
    assert statistics.levels == (Count("error", 1), Count("warning", 2), Count("advice", 6))
    assert statistics.categories == (Count("rescue", 6), Count("trafficker-label", 2), Count("csam", 1))
    assert statistics.entries == (Count("en.rescue.rescue", 6), Count("en.trafficker.pimp", 2), Count("en.csam.x", 1))
    assert (statistics.suppressed, statistics.failures, statistics.skipped) == (1, 1, 2)


def test_what_is_left_alone_is_counted_by_its_reason(statistics: Statistics) -> None:
    """Words in another sense are not among it."""
    assert statistics.left_alone == (Count("quotation", 2), Count("person-is-adult", 1), Count("teaching", 1))


def test_folders_stand_in_the_order_of_their_names(statistics: Statistics) -> None:
    """And not by how much was found in them."""
    assert statistics.folders == (
        Share("d", 1, 1, 1, 500),
        Share("d/a", 2, 1, 2, 2_500),
        Share("d/b", 6, 6, 6, 19_500),
    )


def test_months_stand_in_order_and_what_has_no_date_last(statistics: Statistics) -> None:
    assert [(month.name, month.documents, month.findings) for month in statistics.months] == [
        ("2025-12", 2, 1),
        ("2026-02", 1, 2),
        ("no date", 6, 6),
    ]


def test_a_sentence_of_many_files_is_counted_without_its_words(statistics: Statistics) -> None:
    assert statistics.repeated == (Sentence("en.rescue.rescue", Level.ADVICE, files=6, findings=6),)


@pytest.mark.parametrize(
    ("path", "named", "depth", "folder"),
    [
        ("d/a/b/x.txt", ["d"], 1, "d/a"),
        ("d/a/b/x.txt", ["d"], 2, "d/a/b"),
        ("d/a/b/x.txt", ["d"], 9, "d/a/b"),
        ("d/a/b/x.txt", ["d"], 0, "d"),
        ("d/x.txt", ["d"], 1, "d"),
        ("a/b/x.txt", ["."], 1, "a"),
        ("x.txt", ["."], 1, "."),
        ("d/a/b/x.txt", ["d/a/b/x.txt"], 1, "d/a/b"),
        ("x.txt", ["x.txt"], 1, "."),
        ("d/a/b/x.txt", ["d", "d/a"], 1, "d/a/b"),
        ("/d/a/b/x.txt", ["/d"], 1, "/d/a"),
        ("../a/b/x.txt", [".."], 1, "../a"),
    ],
)
def test_the_folder_of_a_file(path: str, named: list[str], depth: int, folder: str) -> None:
    assert folder_of(PurePath(path), named=[PurePath(name) for name in named], depth=depth) == folder


paths = st.lists(st.sampled_from("abc"), min_size=2, max_size=4).map(lambda parts: "/".join(["d", *parts]))


@given(st.dictionaries(paths, st.integers(0, 3)), st.integers(0, 3))
def test_folders_and_months_add_up(counts: dict[str, int], depth: int) -> None:
    report = Report(
        findings=tuple(found(path, "en.x") for path, count in counts.items() for _ in range(count)),
        checked=tuple(Checked(path, words=10) for path in counts),
    )
    statistics = tally(report, named=[PurePath("d")], months={path: path[2] for path in counts}, depth=depth)
    for shares in (statistics.folders, statistics.months):
        for name in ("documents", "with_findings", "findings", "words"):
            assert sum(getattr(share, name) for share in shares) == getattr(statistics.whole, name)


def test_without_words_there_is_no_rate() -> None:
    assert tally(Report(), named=[], months={}).whole.rate is None


# --- showing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "name"), [("table", "statistics.txt"), ("json", "statistics.json"), ("html", "statistics.html")]
)
def test_the_counts_are_shown_as_they_were_read_and_approved(format_: str, name: str, statistics: Statistics) -> None:
    text = render(statistics, format_).replace(__version__, "VERSION")
    assert text == golden(name, text)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_word_of_a_document_is_shown(format_: str, statistics: Statistics) -> None:
    assert MARKER in repr(small_report())
    assert MARKER not in render(statistics, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_can_be_counted_too(format_: str) -> None:
    assert render(tally(Report(), named=[], months={}), format_)


HOSTILE = '<script>x</script>"\x1b[2J\u202e'


@pytest.mark.parametrize("format_", FORMATS)
def test_the_name_of_a_folder_stays_a_name(format_: str) -> None:
    report = Report(findings=(found(f"{HOSTILE}/a.txt", "en.x"),), checked=(Checked(f"{HOSTILE}/a.txt", words=1),))
    text = render(tally(report, named=[PurePath(HOSTILE)], months={}), format_)
    assert not any(character in text for character in "\x1b\u202e")
    if format_ == "html":
        assert "<script" not in text
        assert "&lt;script&gt;" in text


def test_the_page_loads_nothing_and_runs_nothing(statistics: Statistics) -> None:
    page = render(statistics, "html")
    assert re.findall(r"<(?:script|link|img|iframe|object|embed|form|a)\b|\bon\w+=|url\(|@import|https?:", page) == []
    assert "default-src 'none'" in page


def test_every_bar_has_its_number_beside_it(statistics: Statistics) -> None:
    """So that the page can be read aloud, and printed in grey."""
    page = render(statistics, "html")
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th> (.*?)</tr>", page)
    assert rows
    assert all(re.search(r"<td>[\d,.]+</td>", cells) for _, cells in rows)
    bars = re.findall(r"<title>.*?: ([\d,.]+)[^<]*</title><rect width=\"([\d.]+)\"", page)
    assert len(bars) == page.count("<svg")
    assert max(float(width) for _, width in bars) == 100.0


def test_long_tables_are_folded_and_lose_nothing(statistics: Statistics) -> None:
    many = tuple(Share(f"20{year:02}-01", 1, 0, 0, 10) for year in range(60))
    entries = tuple(Count(f"en.x.{number}", 60 - number) for number in range(60))
    page = render(replace(statistics, months=many, folders=many, entries=entries), "html")
    for share in many:
        assert page.count(f'<th scope="row">{share.name}<svg') == 2
    for entry in entries:
        assert f'<th scope="row">{entry.name}<svg' in page
    assert re.findall(r"<summary>(.*?)</summary>", page) == ["36 more entries", "36 more folders", "36 earlier months"]
    assert "and 40 more entries; --format json lists them." in render(replace(statistics, entries=entries), "table")


def test_data_say_what_they_are(statistics: Statistics) -> None:
    told = json.loads(render(statistics, "json"))
    assert told["schema"] == "langcheck.statistics/1"
    assert told["all"]["findings_per_1000_words"] == 0.4
    assert told["folders"]["d/a"]["with_findings"] == 1


def test_an_earlier_check_is_compared_by_entry(statistics: Statistics) -> None:
    """What changed most comes first, and what did not change is not told."""
    earlier = replace(statistics, entries=(Count("en.rescue.rescue", 9), *statistics.entries[1:]))
    before = compared(statistics, earlier).before
    assert before is not None
    assert before.changes == (Change("en.rescue.rescue", 9, 6),)
    assert "Changed           Before  After  Change\nen.rescue.rescue       9      6      -3\n" in render(
        compared(statistics, earlier), "table"
    )
    assert "No entry has more or fewer findings than before." in render(compared(statistics, statistics), "html")
