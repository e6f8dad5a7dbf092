"""What is read of every format, what is not, and how places are told: the text of docs/formats.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from langcheck.limits import DEFAULTS, MEANINGS, NAMES
from langcheck.model import UNREAD_KINDS
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
        "scripts; text that is hidden or struck out, by an attribute, a style or the page's own style sheet, counted in a note (what is "
        "shown only in print, on some screens or when somebody points at it is read, and so is all of a page with a script whose "
        "styles hide most of it); style sheets in other files; parts in other languages",
        "line, column",
    ),
    "docx": Described(
        "Word",
        "body, tables, headers, footers, notes, comments, text boxes, charts, diagrams, forms, image descriptions, "
        "properties; inserted text and files",
        "field codes; more below",
        "part, paragraph, table cell",
    ),
    "pptx": Described(
        "PowerPoint",
        "slides in order, shapes, groups, tables, speaker notes, comments, charts, diagrams, image descriptions, properties",
        "slide numbers and dates that count by themselves; more below",
        "slide, shape, paragraph, table cell",
    ),
    "xlsx": Described(
        "Excel",
        "cells with words, comments, prompts, choices, charts, text boxes, heads and feet of pages, sheet names, properties; "
        "with `--column` only the columns named",
        "formulas that have a result, numbers, dates; more below",
        "sheet, cell",
    ),
    "opendocument": Described(
        "OpenDocument text, presentation, sheet, drawing",
        "headings, lists, tables, notes, comments, headers, footers, text boxes, speaker notes, charts, forms, image descriptions, "
        "properties",
        "page numbers and dates that count by themselves; more below",
        "paragraph, slide and shape, sheet and cell",
    ),
    "rtf": Described(
        "RTF",
        "text, tables, headers, footers, notes, comments, results of fields, forms, properties",
        "field codes; more below",
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
        "paragraphs, headings, lists, columns, running heads once, notes, comments, stamps, forms with their labels and choices, "
        "bookmarks, image descriptions, the title",
        "numbers of lines at the margin; layers that are switched off and hidden comments, counted in a note; attachments, XFA forms, "
        "pages that are pictures, and words whose fonts do not tell their letters: each is named as not checked",
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
        "sections, paragraphs, items, quotations (csquotes, too), captions, footnotes, tables",
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


class Answer(Enum):
    """What becomes of words of a kind; the text is what the page says."""

    READ = "read"
    WITH_NOTE = "read, with a note"
    COUNTED = "not read, counted in a note"
    DROPPED = "dropped from the word"
    NAMED = "named as not checked"
    NOTED = "told in a note"
    NOWHERE = "–"


OFFICE = ("docx", "pptx", "xlsx", "opendocument", "rtf")
"""The formats in which the same words get the same answer, in the order of the table."""

_R, _W, _C, _D, _N, _T, _O = Answer

ANSWERS: dict[str, tuple[Answer, Answer, Answer, Answer, Answer]] = {
    "text, tables, text boxes": (_R, _R, _R, _R, _R),
    "headers and footers, of printed pages too": (_R, _R, _R, _R, _R),
    "comments": (_R, _R, _R, _R, _R),
    "footnotes, speaker notes": (_R, _R, _O, _R, _R),
    "descriptions of pictures, shapes and tables": (_R, _R, _R, _R, _R),
    "tooltips of links": (_R, _R, _R, _R, _R),
    "charts: titles, axes, labels, series, categories": (_R, _R, _R, _R, _O),
    "diagrams (SmartArt)": (_R, _R, _R, _O, _O),
    "WordArt": (_R, _R, _R, _R, _R),
    "equations": (_R, _R, _R, _R, _R),
    "letters and signs of a symbol font": (_R, _R, _R, _R, _R),
    "results of fields": (_R, _R, _R, _R, _R),
    "lists to choose from: the entry that shows, and the others": (_R, _O, _R, _R, _R),
    "prompts and help for whoever fills in": (_R, _R, _R, _R, _R),
    "controls of a form, with their labels": (_R, _R, _R, _R, _O),
    "title, subject, keywords, description, category of the file": (_R, _R, _R, _R, _R),
    "words before the numbers of a list": (_R, _O, _O, _R, _R),
    "words of number formats": (_O, _R, _R, _R, _O),
    "values that content controls are bound to, where they differ from what is stored": (_R, _O, _O, _O, _O),
    "text for other programs (mc:Fallback), where it differs from what is shown": (_R, _O, _O, _O, _O),
    "files that are inserted (altChunk)": (_R, _O, _O, _O, _O),
    "large initials, with the rest of their word": (_R, _O, _O, _R, _R),
    "paragraphs whose mark is deleted or hidden, as one": (_R, _O, _O, _O, _R),
    "words divided by a forced line end, or by pasting": (_R, _R, _R, _R, _R),
    "raised figures of notes": (_D, _D, _D, _D, _D),
    "hidden text, also by style": (_C, _O, _C, _C, _C),
    "hidden shapes": (_C, _C, _C, _C, _C),
    "struck-out text, also by style": (_C, _C, _C, _C, _C),
    "deleted text (tracked changes)": (_C, _O, _O, _C, _C),
    "deleted and hidden rows and cells of tables in texts": (_C, _O, _O, _C, _C),
    "hidden slides": (_O, _W, _O, _W, _O),
    "hidden sheets, rows and columns of sheets": (_O, _O, _C, _C, _O),
    "hidden cells that a list to choose from shows": (_O, _O, _R, _R, _O),
    "embedded objects and files of other programs": (_N, _N, _N, _N, _N),
    "charts and diagrams that cannot be read": (_N, _N, _N, _N, _O),
    "controls that keep their words in a way of their own": (_N, _N, _N, _O, _N),
    "words in a font that does not tell its letters": (_N, _N, _N, _N, _N),
    "pictures that nothing is said about, alone in their paragraph, slide or sheet": (_T, _T, _T, _T, _T),
    "recordings": (_O, _T, _O, _T, _O),
}
"""Kind of words to what becomes of them in each of the formats of ``OFFICE``; tests make a file for each answer."""

IN_PLACE = frozenset("text markdown html csv rst asciidoc latex json yaml xml".split())
"""Formats whose files ``langcheck fix`` changes in place; subtitles are text, too, but hold what was said."""


def page(reviewed: frozenset[str], copied: frozenset[str]) -> str:
    """docs/formats.md; ``reviewed`` are the endings of files of which ``langcheck review`` makes copies with comments.

    ``copied`` are the endings of files whose words it copies into a Word file.
    """
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
        fix = "yes" if kind in IN_PLACE else "no"
        review = _reviewed(endings.split(), reviewed, copied)
        lines.append(f"| {name} | {endings} | {item.read} | {item.not_read} | {item.place} | {fix} | {review} |")
    return "\n".join([*lines, "", *_answers(), "", *_limits(), ""])


def _reviewed(endings: Sequence[str], reviewed: frozenset[str], copied: frozenset[str]) -> str:
    """What there is in the last column of the table for a format."""
    whole = [ending for ending in endings if ending in reviewed]
    in_word = [ending for ending in endings if ending in copied]
    tracked = [ending for ending in in_word if ending in reviewed]
    told = ["yes" if len(whole) == len(endings) else f"yes: {' '.join(whole)}"] if whole else []
    if in_word:
        told.append(f"as Word{' with `--track`' if tracked else ''}: {' '.join(in_word)}")
    return "; ".join(told) or "no"


def _answers() -> list[str]:
    heads = [FORMATS[kind].name.split(" ")[0] for kind in OFFICE]
    lines = [
        "## Office files: the same words, the same answer",
        "",
        "What the final document shows, prints or reads aloud is read. What it does not show is not read, and a note says how much",
        "that was. What is known to hold words and cannot be read is named as not checked, and the exit code is 2. A dash stands",
        "where a format has nothing of the kind.",
        "",
        f"| words | {' | '.join(heads)} |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {words} | {' | '.join(told.value for told in answers)} |" for words, answers in ANSWERS.items()]
    lines += [
        "",
        "Left out without a note: macros, names of ranges and shapes, custom properties, reading aids of Japanese, and page numbers and",
        "dates that count by themselves. Formulas and drawings that other programs made (MathType, Paint) count as pictures.",
        "",
        "A hook that has to live with what is named can ask for notes in its place, for all kinds or some, with the setting `unread`",
        "([settings.md](settings.md)):",
        "",
        "```toml",
        'unread = "note"             # all kinds',
        'unread = ["embedded"]       # only these',
        "```",
        "",
        "| kind | what |",
        "|---|---|",
    ]
    return [*lines, *(f"| `{kind}` | {what} |" for kind, what in UNREAD_KINDS.items())]


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
