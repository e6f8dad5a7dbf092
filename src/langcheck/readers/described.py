"""What is read of every format, what is not, and how places are told: the text of docs/formats.md."""

from __future__ import annotations

from dataclasses import dataclass

from langcheck.limits import DEFAULTS, MEANINGS, NAMES
from langcheck.readers import READERS, SUFFIXES


@dataclass(frozen=True, slots=True)
class Described:
    """A format in words for people; ``extra`` is what has to be installed with langcheck for it."""

    name: str
    read: str
    not_read: str
    place: str
    extra: str = ""


FORMATS = {
    "text": Described(
        "plain text",
        "UTF-8, UTF-16, Windows-1252; hard-wrapped lines, words divided at a line end, lists, e-mail quotations",
        "nothing",
        "line, column",
    ),
    "markdown": Described(
        "Markdown",
        "text, headings, tables, notes, image descriptions and file names, the spoken fields of the front matter",
        "code, addresses of links",
        "line, column",
    ),
    "html": Described(
        "HTML",
        "what a browser shows, image descriptions and file names, tooltips, titles, the page's description",
        "scripts, styles, hidden and struck-out text, parts in other languages",
        "line, column",
    ),
    "docx": Described(
        "Word",
        "body, tables, headers, footers, notes, comments, text boxes, image descriptions; inserted text",
        "deleted and hidden text, field codes, embedded files",
        "part, paragraph, table cell",
    ),
    "pptx": Described(
        "PowerPoint",
        "slides in order, shapes, groups, tables, speaker notes, comments, charts, diagrams, image descriptions",
        "slide numbers and dates, embedded files, shapes hidden in the selection pane",
        "slide, shape, paragraph, table cell",
    ),
    "xlsx": Described(
        "Excel",
        "cells with words, comments, sheet names; with `--column` only the columns named",
        "formulas, numbers, dates",
        "sheet, cell",
    ),
    "opendocument": Described(
        "OpenDocument text, presentation, sheet",
        "headings, lists, tables, notes, comments, headers, footers, text boxes, speaker notes, image descriptions",
        "deleted and hidden text, charts, embedded files",
        "paragraph, slide and shape, sheet and cell",
    ),
    "rtf": Described(
        "RTF",
        "text, tables, headers, footers, notes, comments, results of fields",
        "deleted and hidden text, pictures, objects",
        "paragraph, table cell",
    ),
    "csv": Described(
        "CSV and TSV",
        "cells; with `--column` only the columns named",
        "nothing",
        "row, column; line, column",
    ),
    "pdf": Described(
        "PDF",
        "paragraphs, headings, lists, columns, running heads once, notes, form fields, comments, the title",
        "pages that are pictures, and pages whose fonts do not tell their letters: each is named as not checked",
        "page, line, box",
        extra="pdf",
    ),
    "rst": Described(
        "reStructuredText",
        "sections, paragraphs, lists, tables, admonitions, block quotes, image descriptions, footnotes",
        "code, comments, substitutions, raw and math directives",
        "line, column",
    ),
    "asciidoc": Described(
        "AsciiDoc",
        "sections, paragraphs, lists, quotes, tables, image descriptions",
        "listings, comments, attributes",
        "line, column",
    ),
    "latex": Described(
        "LaTeX",
        "sections, paragraphs, items, quotations, captions, footnotes, tables",
        "preamble, math, verbatim, citations and labels, comments",
        "line, column",
    ),
    "epub": Described(
        "EPUB",
        "chapters in reading order, title and description",
        "books with copy protection",
        "chapter, paragraph",
    ),
    "subtitles": Described(
        "subtitles (SRT, WebVTT, SBV)",
        "sentences over several cues, speakers, sound descriptions",
        "styles, notes, regions",
        "cue, time, line, column",
    ),
    "email": Described(
        "e-mail",
        "subject, body, quoted mail as quotation, attachments of the formats in this table",
        "addresses; other attachments, each named as not checked; encrypted mail",
        "part, line",
    ),
    "notebook": Described(
        "Jupyter notebook",
        "Markdown cells",
        "code and results",
        "cell, line",
    ),
    "json": Described(
        "JSON and JSON lines",
        "the fields named with `--field`",
        "all other fields",
        "field, line, column",
    ),
    "yaml": Described(
        "YAML",
        "the fields named with `--field`",
        "all other fields; aliases are not followed",
        "field, line, column",
    ),
    "xml": Described(
        "XML",
        "the elements and attributes named with `--field`",
        "all others; entities are not expanded",
        "field, line, column",
    ),
}
"""Format to its description, in the order of the page."""

IN_PLACE = frozenset("text markdown html csv rst asciidoc latex subtitles json yaml xml".split())
"""Formats whose files ``langcheck fix`` changes in place."""


def page(reviewed: frozenset[str]) -> str:
    """docs/formats.md; ``reviewed`` are the formats that ``langcheck review`` writes comments into."""
    lines = [
        "# What langcheck reads",
        "",
        "Made from the code (`src/langcheck/readers/described.py`); a test keeps the two equal. A file that cannot be read is listed as",
        "not checked, with what to do, and the exit code is 2. Old binary files (.doc, .ppt, .xls) are named with the way to convert",
        "them. A file under the wrong ending is read as what it is, or refused with what it is.",
        "",
        "| format | endings | what is read | what is not | places | fix | review |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind in READERS:
        item = FORMATS[kind]
        endings = " ".join(suffix for suffix, read_as in SUFFIXES.items() if read_as == kind)
        name = f"{item.name} (extra `{item.extra}`)" if item.extra else item.name
        fix, review = ("yes" if kind in kinds else "no" for kinds in (IN_PLACE, reviewed))
        lines.append(f"| {name} | {endings} | {item.read} | {item.not_read} | {item.place} | {fix} | {review} |")
    return "\n".join([*lines, "", *_limits(), ""])


def _limits() -> list[str]:
    lines = [
        "## Limits",
        "",
        "What one file may cost. A file beyond a limit is listed as not checked, with the limit, its value and its setting, and the",
        "rest is still checked. Of a PDF the pages within the limits are read, of a message and a book the parts, and the others are",
        "listed. Set a limit in `langcheck.toml` (or `[tool.langcheck.limits]` of `pyproject.toml`):",
        "",
        "```toml",
        "[limits]",
        "pages = 500",
        "seconds = 20",
        "```",
        "",
        "| setting | default | what it bounds |",
        "|---|---|---|",
    ]
    lines += [f"| {key} | {getattr(DEFAULTS, NAMES[key]):,} | {meaning} |" for key, meaning in MEANINGS.items()]
    return [
        *lines,
        "",
        "A megabyte is 1,048,576 bytes. Standard input is bounded like a file. The clock is asked at every paragraph, part and page, and",
        "then for every word that is judged, so a file may take somewhat longer than `seconds` for either. A file with more findings, or",
        "one whose words take longer to judge, is partly checked: its findings are told as far as the check came, the exit code is 2.",
        "`python bench/hostile.py` makes files that are meant to do harm, and measures what each of them costs in time and memory. Limits",
        "that nobody should need to move are told as",
        '"a fixed limit": 20,000 parts of a package and 200 of a message, XML of Office files nested 256 deep, 5 million marks in',
        "one part or in a Markdown text.",
    ]
