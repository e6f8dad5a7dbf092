"""HTML and XHTML: what a browser shows, and the attributes that are read aloud; offsets into the raw source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from itertools import count, groupby
from typing import NamedTuple

from langcheck.errors import UnreadableDocument
from langcheck.model import Block, Comment, MarkKind, Region, Role
from langcheck.readers.left_out import LeftOut, count_words
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    PassageBuilder,
    Reading,
    TextBuilder,
    addresses_us,
    check_cost,
    decode,
    has_letters,
    is_note_mark,
    relocate,
    run_on,
)
from langcheck.readers.style_sheets import Element, Linked, StyleSheet, sheet_of, shows

_BLOCKS = {
    "p": Role.PROSE,
    "div": Role.PROSE,
    "section": Role.PROSE,
    "article": Role.PROSE,
    "main": Role.PROSE,
    "header": Role.PROSE,
    "footer": Role.PROSE,
    "aside": Role.PROSE,
    "nav": Role.PROSE,
    "search": Role.PROSE,
    "hgroup": Role.PROSE,
    "center": Role.PROSE,
    "dialog": Role.PROSE,
    "body": Role.PROSE,
    "address": Role.PROSE,
    "form": Role.PROSE,
    "fieldset": Role.PROSE,
    "details": Role.PROSE,
    "dd": Role.PROSE,
    "hr": Role.PROSE,
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "title": Role.HEADING,
    "legend": Role.HEADING,
    "summary": Role.HEADING,
    "dt": Role.HEADING,
    "li": Role.LIST_ITEM,
    "ul": Role.PROSE,
    "ol": Role.PROSE,
    "dl": Role.PROSE,
    "menu": Role.PROSE,
    "dir": Role.PROSE,
    "table": Role.PROSE,
    "tr": Role.CELL,
    "td": Role.CELL,
    "th": Role.CELL,
    "caption": Role.CAPTION,
    "figcaption": Role.CAPTION,
    "figure": Role.PROSE,
    "blockquote": Role.QUOTE,
    "pre": Role.CODE,
    "listing": Role.CODE,
    "xmp": Role.CODE,
    "button": Role.PROSE,
    "label": Role.PROSE,
    "select": Role.PROSE,
    "datalist": Role.PROSE,
    "option": Role.LIST_ITEM,
    "textarea": Role.PROSE,
    "text": Role.PROSE,
    "desc": Role.ALT_TEXT,
}
_SKIPPED = frozenset(
    "script style template noscript noframes noembed object iframe canvas video audio defs symbol metadata annotation "
    "annotation-xml rp".split()
)
"""Elements whose text nobody reads, or that stands in for what a browser can show."""
_STRUCK = frozenset({"del", "s", "strike"})
"""Elements whose text the author struck out."""
_ANNOTATIONS = frozenset({"rt", "rtc"})
"""Elements that stand above a word and say how it is read or what it means."""
_PICTURES = frozenset("img input svg object iframe canvas video audio embed mtext".split())
"""What stands in a line like a word: the letters before it and after it are no single word."""
_MOVES = frozenset({"x", "y", "dx", "dy"})
"""Attributes that set a piece of a drawing's text apart from the one before."""
_ATTRIBUTION = frozenset({"footer", "cite"})
"""Elements of a block quotation that hold the author's words: who said it."""
_SHAPES = frozenset({*_BLOCKS, *_ATTRIBUTION, "svg"})
"""Elements that say what a block in them is."""
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_TITLES = frozenset({"h1", "h2"})
_TYPED_SAMPLE = 4000
"""How many characters of preformatted text are looked at for what it is."""
_TYPED_SENTENCE = re.compile(
    r"[a-z]{2,}[,;]?\s+[a-z]{2,}\s+(?:[^\s{}=<>]+\s+){2,40}[^\s{}=<>]*[a-z)][.?!][\"”’]?(?=\s|<|\Z)"
)
_TYPED_CODE = re.compile(
    r"<(?:code|kbd|samp|tt|var|span)\b|[{}$\\]|=[=>]|[;{(]\s*\n|&(?:lt|gt|amp);|^\s*(?:#|//|\$ |>>> )",
    re.IGNORECASE | re.MULTILINE,
)
"""What text has that is typed for a machine, or that a page marks as such."""
_ANY_TAG = re.compile(r"<[^<>]{1,300}>")
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_EMPHASIS = frozenset({"em", "i", "b", "strong", "cite", "u", "mark"})
_MARKS = {"q": MarkKind.QUOTE, "dt": MarkKind.TERM, "dfn": MarkKind.TERM, "a": MarkKind.LINK}
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_GROUPS = frozenset({"tr", "ul", "ol", "dl", "menu", "dir", "select", "datalist"})
_SPOKEN_ATTRIBUTES = (
    "alt", "title", "aria-label", "aria-description", "aria-placeholder", "aria-valuetext", "placeholder", "summary",
)  # fmt: skip
_LABELLED = frozenset({"option", "optgroup", "track"})
"""Elements whose attribute ``label`` is shown."""
_UNSEEN_VALUES = frozenset("hidden password checkbox radio range color file image".split())
"""Types of input whose value nobody reads."""
_SPOKEN_META = frozenset(
    "description abstract dc.title dc.description dcterms.title dcterms.description og:description og:title og:site_name "
    "og:image:alt twitter:description twitter:title twitter:image:alt".split()
)
_ATTRIBUTE = re.compile(r"""(?<![^\s"'/])([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_BARE_ATTRIBUTE = re.compile(r"""(?<=[\s"'])([A-Za-z][\w-]{0,40})(?=[\s/>])""")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_SIGHT_STYLE = re.compile(
    r"\s*(display|visibility|opacity|font-size|text-decoration(?:-line)?)\s*:\s*([^;]{0,80})", re.IGNORECASE
)
_RAISED_STYLE = re.compile(r"(?:^|;)\s*vertical-align\s*:\s*super", re.IGNORECASE)
_NOTE_LINK = re.compile(r"note|footnote|ftn|cite", re.IGNORECASE)
_SIGHT_ATTRIBUTES = frozenset({"hidden", "style", "lang", "xml:lang"})
_READ_LANGUAGES = ("en", "und", "zxx", "mul")
_SHORT_LINE = 60
_PAGE_PARTS = frozenset("html body doctype app".split())
"""What a whole page has, and a piece of one has not."""
_APP_ROOTS = frozenset({"div", "main", "section"})
"""Elements that a script fills, where they have a name."""
_APART = frozenset({"head", "title"})
_UNSPOKEN = frozenset({Role.FILE_NAME, Role.METADATA})
_COMMENT_OPENS, _COMMENT_CLOSES = "<!--", "-->"
MAX_DEPTH = 512
"""How many open elements are remembered; browsers build no deeper trees."""
MAX_MARKS = 32
"""How many open elements of emphasis, links and the like are remembered; every block in them has a mark for each."""
MOST_UNCLOSED = 100
"""How many tags or comments that nothing closes are read; the library looks through the rest of the page for each."""
DEEPEST_FRAMES = 3
"""How many pages may stand in the attributes of one another."""
_TAG_OPENS = re.compile("<[A-Za-z]")
_TABLE_PARTS = frozenset("caption thead tbody tfoot tr td th".split())
_IN_PARAGRAPHS = frozenset("body title button label select datalist option textarea text desc".split())
_CELLS = frozenset({"caption", "td", "th"})
_CLOSES = {
    **dict.fromkeys(_BLOCKS.keys() - _IN_PARAGRAPHS - _TABLE_PARTS, frozenset({"p"})),
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _CELLS | {"tr"},
    "rt": frozenset({"rt", "rp"}),
    "rp": frozenset({"rt", "rp"}),
    "rtc": frozenset({"rt", "rp", "rtc"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), _TABLE_PARTS),
}
"""Elements that the start of another closes where they were left open, as HTML allows."""


_NONE_DECLARED: Mapping[str, tuple[str, bool]] = {}


class Sight(NamedTuple):
    """What open elements say about the text in them.

    It is not text, not shown, not visible, struck out, not English, or without size.
    """

    passed: bool = False
    hidden: bool = False
    invisible: bool = False
    struck: bool = False
    foreign: bool = False
    tiny: bool = False

    def within(
        self, tag: str, given: dict[str, str | None], declared: Mapping[str, tuple[str, bool]] = _NONE_DECLARED
    ) -> Sight:
        """What holds in an element that stands in these; ``declared`` is what the style sheet of the page says of it."""
        if tag not in _SKIPPED and tag not in _STRUCK and not declared and _SIGHT_ATTRIBUTES.isdisjoint(given):
            return self
        says = {name: value for name, (value, _) in declared.items()}
        own = _declarations(given)
        says |= {name: value for name, value in own if name not in declared or not declared[name][1] or "!" in value}
        hidden, invisible, tiny = "hidden" in given, self.invisible, self.tiny
        struck, foreign = self.struck or tag in _STRUCK, self.foreign
        for name, value in says.items():
            if name == "display":
                hidden = not shows(name, value)
            elif name == "visibility":
                invisible = not shows(name, value)
            elif name == "font-size":
                tiny = not shows(name, value)
            elif name != "opacity":
                struck = struck or not shows(name, value)
        hidden = hidden or not shows("opacity", says.get("opacity", "1"))
        language = _language(given)
        if language is not None:
            foreign = bool(language) and not language.startswith(_READ_LANGUAGES)
        return Sight(self.passed or tag in _SKIPPED, self.hidden or hidden, invisible, struck, foreign, tiny)


def _declarations(given: dict[str, str | None]) -> Iterator[tuple[str, str]]:
    """What a style says about whether text is seen."""
    for declaration in (given.get("style") or "").split(";"):
        if found := _SIGHT_STYLE.match(declaration):
            yield found.group(1).lower(), found.group(2).strip().lower()


def _language(given: dict[str, str | None]) -> str | None:
    """The language that an element says it is written in; empty when it says that it is unknown."""
    for name in ("lang", "xml:lang"):
        if name in given:
            return (given[name] or "").strip().lower()
    return None


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
    linked: Linked | None = None,
) -> Reading:
    """Read an HTML file; ``linked`` knows the style sheets that it names.

    Raises UnreadableDocument when the page declares that it is written in a language other than English.
    """
    source, name, notes = decode(raw, encoding, choice=choice)
    parser = _Parser(source, 0, choice, sheet=sheet_of(source, linked))
    blocks = parser.run()
    if parser.waits_for_a_script(blocks):
        shown = _Parser(source, 0, choice)
        shown_blocks = shown.run()
        if shown.left_out.hidden < parser.left_out.hidden:
            parser, blocks = shown, shown_blocks
            notes.append("its styles hide most of its words, which a script may show; they were read")
    if not blocks and parser.foreign:
        raise UnreadableDocument(
            f"the page says that it is written in {parser.foreign!r}", "langcheck reads English only."
        )
    if parser.foreign:
        notes.append(f"parts marked as written in {parser.foreign!r} were not checked")
    unchecked = [("page", *reason) for reason in (_shown_otherwise(parser),) if reason is not None]
    return Reading(blocks, source, name, notes, unchecked, comments=parser.comments, left_out=parser.left_out)


def _shown_otherwise(parser: _Parser) -> tuple[str, str] | None:
    """Why no word of a whole page could be read, and what to do; None where one was, or where it shows none."""
    seen = parser.seen
    if parser.has_text or not seen & _PAGE_PARTS or "refresh" in seen:
        return None
    if "script" in seen:
        return (
            "its words are put in by a script, so that none could be read",
            "Open it in a browser, save what it shows as a PDF or text file and check that file.",
        )
    if not seen.isdisjoint(_PICTURES | {"picture", "map"}):
        return ("it shows pictures only, whose words cannot be read", "Check the text that they were made from.")
    if not seen.isdisjoint({"frame", "iframe"}):
        return ("its words stand in other pages, which it shows in frames", "Check those pages.")
    return None


def blocks_of(
    source: str,
    *,
    base: int = 0,
    choice: Choice = EVERYTHING,
    comments: list[Comment] | None = None,
    left_out: LeftOut | None = None,
) -> list[Block]:
    """The blocks of a piece of HTML that stands at ``base`` in its file.

    ``comments`` takes those for langcheck, ``left_out`` counts what nobody sees.
    """
    parser = _Parser(source, base, choice)
    blocks = parser.run()
    if comments is not None:
        comments += parser.comments
    if left_out is not None:
        left_out.add(parser.left_out)
    return blocks


def attributes_of(tag: str) -> dict[str, str | None]:
    """The attributes of a tag as it is written, those without a value included."""
    given: dict[str, str | None] = {name.lower(): None for name in _BARE_ATTRIBUTE.findall(tag)}
    for found in _ATTRIBUTE.finditer(tag):
        given[found.group(1).lower()] = next((value for value in found.groups()[1:] if value is not None), "")
    return given


def file_name(address: str, source: int) -> tuple[str, int]:
    """The name of a picture's file in its address, without folders and ending, and where it stands."""
    if address.startswith("data:"):
        return "", source
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    start = path.rfind("/") + 1
    name = path[start:]
    dot = name.rfind(".")
    return (name[:dot] if dot > 0 else name), source + start


def _refuse_unclosed(source: str) -> None:
    tags = sum(1 for _ in _TAG_OPENS.finditer(source, source.rfind(">") + 1))
    comments = source.count("<!--", source.rfind("-->") + 1)
    if max(tags, comments) > MOST_UNCLOSED:
        raise UnreadableDocument(
            f"the page has more than {MOST_UNCLOSED} tags or comments that do not end",
            "Open it in a browser, copy the text to a .txt file and check that file.",
        )


def is_typed_prose(sample: str) -> bool:
    """Whether preformatted text, from its tag on where it has one, is a document in sentences, as of courts and offices, and no code."""
    end = sample.lower().find("</pre")
    sample = sample if end < 0 else sample[:end]
    return _TYPED_CODE.search(sample) is None and _TYPED_SENTENCE.search(_ANY_TAG.sub("", sample)) is not None


class _Parser(HTMLParser):
    """Walks the tags; every open element remembers what it changed, so that unclosed ones do no harm."""

    def __init__(
        self, source: str, base: int, choice: Choice, *, depth: int = 0, sheet: StyleSheet | None = None
    ) -> None:
        super().__init__(convert_charrefs=False)
        self._sheet = sheet
        self._elements: list[Element] = []
        """The open elements as selectors ask for them, where there is a style sheet."""
        self._has_script = sheet is not None and "<script" in source.lower()
        self._depth = depth
        self._source = source
        self._base = base
        self._choice = choice
        self._line_starts = [0]
        self._line_starts += [found.end() for found in re.finditer("\n", source)]
        self._blocks: list[Block] = []
        self._builder = TextBuilder()
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()
        self._sights: list[Sight] = []
        self._marks: list[tuple[str, MarkKind, int]] = []
        self._line_began = 0
        self._groups = count(1)
        self._group: list[int] = []
        self._annotation = TextBuilder()
        self._raised: list[tuple[int, int]] = []
        self._margins = 0
        self._opens_page = False
        self._is_typed = False
        self.foreign = ""
        self.comments: list[Comment] = []
        self.left_out = LeftOut()
        self.seen: set[str] = set()
        self.has_text = False

    def run(self) -> list[Block]:
        _refuse_unclosed(self._source)
        self.feed(self._source)
        self.close()
        self._flush()
        return list(run_on(self._blocks))

    def waits_for_a_script(self, blocks: list[Block]) -> bool:
        """Whether the style sheet hides more words than are left of a page that has a script to show them."""
        return self._has_script and self.left_out.hidden > sum(count_words(block.text) for block in blocks)

    # --- what HTMLParser calls ---

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._choice.check_clock()
        given = dict(attrs)
        self._see(tag, given)
        if tag == "br":
            self._line_break()
            return
        self._close_before(tag)
        if tag in _BLOCKS:
            self._flush()
        elif tag in _PICTURES or (tag == "tspan" and not _MOVES.isdisjoint(given)):
            self._builder.blank(self._offset(), 1)
        self._see_layout(tag)
        around = self._sight()
        sight = around.within(tag, given, self._declared(tag, given))
        if sight.foreign and not self.foreign:
            self.foreign = _language(given) or ""
        if tag not in _VOID and len(self._open) < MAX_DEPTH:
            self._open.append(tag)
            self._counts[tag] += 1
            self._sights.append(sight)
            if self._sheet is not None:
                self._elements.append(Element.of(tag, given))
            if tag in _GROUPS:
                self._group.append(next(self._groups))
        if self._is_raised(tag, given):
            self._raised.append((len(self._open), self._builder.position()))
        spoken = sight._replace(passed=around.passed) if tag in _PICTURES else sight
        if not any(spoken) or (tag == "meta" and not sight.foreign):
            self._spoken_attributes(tag, given)
        kind = MarkKind.CODE if tag in _CODE else MarkKind.EMPHASIS if tag in _EMPHASIS else None
        kind = _MARKS.get(tag, kind)
        if tag == "a" and "href" not in given:
            kind = None
        if kind is not None and len(self._marks) < MAX_MARKS:
            self._marks.append((tag, kind, self._builder.position()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._are_open({tag}):
            if tag == "br":
                self._line_break()
            elif tag == "p":
                self._flush()
            return
        place = next(place for place in range(len(self._open) - 1, -1, -1) if self._open[place] == tag)
        ended = self._open[place:]
        if self._raised:
            self._end_raised(place)
        if "ruby" in self.seen and not _ANNOTATIONS.isdisjoint(ended):
            self._annotation.blank(self._offset(), 1)
        if not _BLOCKS.keys().isdisjoint(ended):
            self._flush()
        for index in range(len(self._marks) - 1, -1, -1):
            if self._marks[index][0] == tag:
                _, kind, at = self._marks.pop(index)
                self._builder.mark(kind, at)
                break
        del self._group[len(self._group) - sum(inner in _GROUPS for inner in ended) :]
        del self._open[place:], self._sights[place:], self._elements[place:]
        self._counts.subtract(ended)
        self._margins = min(self._margins, self._counts["blockquote"])

    def handle_decl(self, decl: str) -> None:
        self.seen.add(decl.split(" ", 1)[0].lower())

    def handle_data(self, data: str) -> None:
        sight = self._sight()
        if not any(sight) and self._is_typed and self._open[-1:] == ["pre"]:
            self._typed(data)
        elif not any(sight):
            self._text().add(data, self._offset())
        elif sight.struck and not sight.passed:
            self.left_out.struck += count_words(data)
        elif (sight.hidden or sight.invisible or sight.tiny) and not sight.passed:
            self.left_out.hidden += count_words(data)

    def handle_entityref(self, name: str) -> None:
        self._entity(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._entity(f"&#{name}")

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over "<![" with anything behind it, as browsers do; the library gives up on what it does not know."""
        if self.rawdata.startswith("<![CDATA[", i):
            return super().parse_marked_section(i, report)
        return self.parse_bogus_comment(i)

    def handle_comment(self, data: str) -> None:
        if not addresses_us(data) or self._are_open({"textarea"}):
            self.left_out.comments += count_words(data)
            return
        start = self._offset()
        if self._source.startswith(_COMMENT_OPENS, start - self._base):
            self.comments.append(
                Comment(data.strip(), Region(start, start + len(_COMMENT_OPENS + data + _COMMENT_CLOSES)))
            )

    # --- our own ---

    def _declared(self, tag: str, given: dict[str, str | None]) -> Mapping[str, tuple[str, bool]]:
        """What the style sheet says of the text of an element."""
        if self._sheet is None:
            return _NONE_DECLARED
        return self._sheet.declared(Element.of(tag, given), self._elements, has_script=self._has_script)

    def _see_layout(self, tag: str) -> None:
        """Note what of a page only sets its text in: a block quotation around all of it, text that is typed as it shall be seen."""
        if tag == "blockquote" and not self._counts[tag]:
            self._opens_page = not self.has_text
        elif tag in _TITLES and self._opens_page:
            self._margins = self._counts["blockquote"]
        elif tag == "pre":
            start = self._offset() - self._base
            self._is_typed = is_typed_prose(self._source[start : start + _TYPED_SAMPLE])

    def _typed(self, data: str) -> None:
        """Text with blank lines between its paragraphs."""
        start = 0
        for gap in _BLANK_LINES.finditer(data):
            self._builder.add(data[start : gap.start()], self._offset() + start)
            self._flush()
            start = gap.end()
        self._builder.add(data[start:], self._offset() + start)

    def _entity(self, written: str) -> None:
        self._choice.check_clock()
        if any(self._sight()):
            return
        at = self._offset() - self._base
        if self._source[at + len(written) : at + len(written) + 1] == ";":
            written += ";"
        self._text().together(unescape(written), at + self._base, len(written))

    def _text(self) -> TextBuilder:
        """What the text that comes now belongs to: the block, or what stands above one of its words."""
        return self._annotation if "ruby" in self.seen and self._are_open(_ANNOTATIONS) else self._builder

    def _see(self, tag: str, given: dict[str, str | None]) -> None:
        """Note what a page is made of."""
        self.seen.add(tag)
        if tag == "meta":
            if (given.get("http-equiv") or "").lower() == "refresh":
                self.seen.add("refresh")
        elif tag in _APP_ROOTS and "id" in given:
            self.seen.add("app")

    def _is_raised(self, tag: str, given: dict[str, str | None]) -> bool:
        """Whether an element may hold the mark of a note: it is raised, or a link, right behind a word."""
        if tag == "a":
            if "#" not in (given.get("href") or "") and not _NOTE_LINK.search(" ".join(filter(None, given.values()))):
                return False
        elif tag != "sup" and (tag != "span" or not _RAISED_STYLE.search(given.get("style") or "")):
            return False
        return self._builder.is_noted()

    def _end_raised(self, place: int) -> None:
        """Take the mark of a note back, which is no part of the word before it."""
        while self._raised and self._raised[-1][0] > place:
            _, start = self._raised.pop()
            if is_note_mark(self._builder.since(start)):
                self._builder.take_back_note(start)

    def _are_open(self, tags: Iterable[str]) -> bool:
        """Whether one of these elements is open; counted, since looking through all open ones takes long in a deep page."""
        return any(self._counts[tag] for tag in tags)

    def _sight(self) -> Sight:
        return self._sights[-1] if self._sights else Sight()

    def _close_before(self, tag: str) -> None:
        """Close what the start of an element ends: a paragraph before a block, a cell before a cell."""
        closed = _CLOSES.get(tag)
        if closed is None or not self._are_open(closed):
            return
        for place in range(len(self._open) - 1, -1, -1):
            inner = self._open[place]
            if inner in closed:
                self.handle_endtag(inner)
                if not self._are_open(closed):
                    return
            elif inner == "table" or (inner in _BLOCKS and tag not in _TABLE_PARTS):
                return

    def _spoken_attributes(self, tag: str, given: dict[str, str | None]) -> None:
        wanted: dict[str, Role]
        if tag == "meta":
            if (given.get("name") or given.get("property") or "").lower() not in _SPOKEN_META:
                return
            wanted = {"content": Role.METADATA}
        else:
            wanted = {name: Role.ALT_TEXT for name in _SPOKEN_ATTRIBUTES if given.get(name)}
            if tag in _LABELLED:
                wanted["label"] = Role.ALT_TEXT
            if self._shows_value(tag, given):
                wanted["value"] = Role.ALT_TEXT
            if tag == "img" and given.get("src"):
                wanted["src"] = Role.FILE_NAME
            if tag == "iframe" and given.get("srcdoc"):
                wanted["srcdoc"] = Role.PROSE
        if not wanted:
            return
        written = self.get_starttag_text() or ""
        start = self._offset()
        for attribute in _ATTRIBUTE.finditer(written, len(tag) + 1):
            role = wanted.pop(attribute.group(1).lower(), None)
            if role is not None:
                at = next(group for group in (2, 3, 4) if attribute.group(group) is not None)
                value, source = attribute.group(at), start + attribute.start(at)
                if role is Role.PROSE:
                    self._inner_page(value, source)
                    continue
                if role is Role.FILE_NAME:
                    value, source = file_name(value, source)
                self._attribute(value, source, role, link=tag == "a")

    def _shows_value(self, tag: str, given: dict[str, str | None]) -> bool:
        if tag == "input":
            return (given.get("type") or "").lower() not in _UNSEEN_VALUES
        return tag == "option" and "datalist" in self._open

    def _inner_page(self, value: str, source: int) -> None:
        """A page that stands in an attribute and is shown in a frame."""
        builder = PassageBuilder()
        at = 0
        for entity in _ENTITY.finditer(value):
            builder.add(value[at : entity.start()], source + at)
            builder.together(unescape(entity.group()), source + entity.start(), len(entity.group()))
            at = entity.end()
        builder.add(value[at:], source + at)
        passage = builder.build()
        if self._depth >= DEEPEST_FRAMES:
            self.left_out.hidden += count_words(passage.text)
            return
        inner = _Parser(passage.text, 0, self._choice, depth=self._depth + 1, sheet=sheet_of(passage.text))
        for block in inner.run():
            self._emit(relocate(block, passage))
        self.left_out.add(inner.left_out)

    def _attribute(self, value: str, source: int, role: Role, *, link: bool) -> None:
        builder = TextBuilder()
        at = 0
        for entity in _ENTITY.finditer(value):
            builder.add(value[at : entity.start()], source + at)
            builder.together(unescape(entity.group()), source + entity.start(), len(entity.group()))
            at = entity.end()
        builder.add(value[at:], source + at)
        if link:
            builder.mark(MarkKind.LINK, 0)
        block = builder.build(role)
        if block is not None:
            self._emit(block)

    def _line_break(self) -> None:
        """A line break ends a short line; in running text it is a blank."""
        if len(self._builder) - self._line_began < _SHORT_LINE:
            self._flush()
        else:
            self._builder.blank(self._offset(), 1)
            self._line_began = len(self._builder)

    def _flush(self) -> None:
        self._raised = []
        self._end_block()
        if len(self._annotation):
            annotation = self._annotation.build(Role.NOTE)
            self._annotation = TextBuilder()
            if annotation is not None:
                self._emit(annotation)

    def _emit(self, block: Block) -> None:
        self._blocks.append(block)
        if not self.has_text:
            self.has_text = block.role not in _UNSPOKEN and has_letters(block.text) and not self._are_open(_APART)
        check_cost(len(self._blocks), self._choice)

    def _end_block(self) -> None:
        if not len(self._builder):
            self._marks = [(tag, kind, 0) for tag, kind, _ in self._marks]
            self._builder = TextBuilder()
            self._line_began = 0
            return
        role = self._role()
        for _, kind, at in self._marks:
            self._builder.mark(kind, at)
        self._marks = [(tag, kind, 0) for tag, kind, _ in self._marks]
        block = self._builder.build(role, group=self._group[-1] if self._group else 0)
        if block is not None:
            self._emit(block)
        self._builder = TextBuilder()
        self._line_began = 0

    def _role(self) -> Role:
        """What the open elements make of a block: the innermost that says so, but for quotations and code."""
        role = Role.PROSE
        shapes = [tag for tag, _ in groupby(filter(_SHAPES.__contains__, self._open))]
        for place, tag in enumerate(shapes):
            found = Role.ALT_TEXT if tag == "title" and "svg" in shapes[:place] else _BLOCKS.get(tag)
            is_margin = tag == "blockquote" and self._counts[tag] <= self._margins
            found = Role.PROSE if is_margin or (tag == "pre" and self._is_typed) else found
            if found is Role.QUOTE and not _ATTRIBUTION.isdisjoint(shapes[place:]):
                break
            if found in (Role.QUOTE, Role.CODE):
                return found
            if found is not None and (found is not Role.PROSE or role not in (Role.CELL, Role.LIST_ITEM)):
                role = found
        return role

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._base + self._line_starts[line - 1] + column
