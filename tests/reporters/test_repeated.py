"""Sentences of many files and findings that a baseline knows, in the reports for people."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from langcheck import __version__
from langcheck.model import BaselineUse, Block, Document, Excerpt, Finding, Level, Report, Role
from langcheck.redaction import redacted
from langcheck.reporters import Style, render
from tests.reporters.test_html import finding
from tests.reporters.test_text import golden

SENTENCE = "Call us when a pimp harms you."


def report() -> Report:
    """Seven files with the same sentence, one of them with another finding; two findings that the baseline knows."""
    read = [
        Document(
            f"drafts/{number}.txt", "text", (Block(f"Release {number}", Role.HEADING), Block(SENTENCE, Role.PROSE))
        )
        for number in range(1, 8)
    ]
    read[2] = replace(read[2], blocks=(*read[2].blocks, Block("They found child pornography.", Role.PROSE)))
    repeated = [finding(document, 1, "pimp", fingerprint="same") for document in read]
    other = finding(read[2], 2, "child pornography", fingerprint="other")
    known = (finding(read[0], 1, "pimp", place=repeated[0].place), finding(read[4], 1, "pimp"))
    findings = (*repeated[:3], other, *repeated[3:])
    use = BaselineUse("langcheck-baseline.json", total=40, gone=12, lexicon="2026.05")
    return Report(
        findings=findings, documents=7, lexicon="2026.11", known=known, baseline=use, read=tuple(read), model="m"
    )


@pytest.mark.parametrize(("format_", "name"), [("text", "report-repeated.txt"), ("html", "report-repeated.html")])
def test_the_report_is_as_it_was_read_and_approved(format_: str, name: str) -> None:
    text = render(report(), format_, Style()).replace(f"langcheck {__version__},", "langcheck VERSION,")
    assert text == golden(name, text)


def test_ungrouped_every_finding_is_shown() -> None:
    text = render(report(), "text", Style(ungrouped=True))
    assert text.count("\n  --> drafts/") == 8
    page = render(report(), "html", Style(ungrouped=True))
    assert page.count('<li class="note') == 8
    assert "The same sentence" not in page


def test_the_page_shows_a_sentence_once_and_counts_it_each_time() -> None:
    page = render(report(), "html", Style())
    assert page.count('<li class="note') == 2
    assert "7 documents checked: 1 error, 7 warnings." in page
    rows = re.findall(r'<tr><th scope="row"><(a|span) class="path".*?>(drafts/\d.txt)</', page)
    assert rows == [("a" if number == 3 else "span", f"drafts/{number}.txt") for number in range(1, 8)]
    assert "not shown here" not in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_every_file_is_named_behind_the_fold() -> None:
    page = render(report(), "html", Style())
    folded = page.split("<summary>The 7 files")[1].split("</details>")[0]
    assert re.findall(r"drafts/(\d)\.txt", folded) == list("1234567")


def test_a_file_whose_findings_are_all_known_is_not_called_clean() -> None:
    clean = replace(report(), findings=())
    assert '<h2 id="clean">Nothing found (5)</h2>' in render(clean, "html", Style())


def test_a_baseline_with_nothing_to_say_says_nothing_more() -> None:
    use = BaselineUse("langcheck-baseline.json", total=2, gone=0, lexicon="2026.11")
    text = render(replace(report(), findings=(), baseline=use), "text", Style())
    assert text == "7 documents checked: nothing to change.\n2 known from the baseline.\n"


def secret(made: Finding) -> Finding:
    return replace(made, found="qzxv", message="qzxv", because="qzxv", excerpt=Excerpt("qzxv", 0, 4), level=Level.ERROR)


@pytest.mark.parametrize("format_", ["text", "html", "json"])
def test_redaction_holds_for_what_is_grouped_and_known(format_: str) -> None:
    whole = report()
    whole = replace(whole, findings=tuple(map(secret, whole.findings)), known=tuple(map(secret, whole.known)))
    assert "qzxv" in render(whole, format_, Style())
    assert "qzxv" not in render(redacted(whole), format_, Style())
