"""What the notation of a source says of its text: that it is somebody's speech, not to be translated, a value, a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langcheck.facts.listed import Lists
from langcheck.lazily import pattern
from langcheck.model import Region

_TAG = pattern(r"<(?P<ends>/?)(?P<name>[A-Za-z][\w:-]{0,40})(?P<given>[^<>]{0,2000})>")
_NOT_TRANSLATED = pattern(
    r"\stranslate\s*=\s*[\"']?no\b|\sclass\s*=\s*[\"']?[^\"'<>]{0,200}\bnotranslate\b", re.IGNORECASE
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ENDED_BY_THE_NEXT = frozenset({"p"})
_VALUE = pattern(r"\svalue\s{0,9}=\s{0,9}[\"']?\s{0,99}\Z", re.IGNORECASE)
_NEAR = 128


def untranslated(source: str) -> list[Region]:
    """The elements of a source that ask not to be translated, from their first tag to their last."""
    if "translate" not in source.lower():
        return []
    return _elements(source, lambda _, given: _NOT_TRANSLATED.search(given) is not None)


def _elements(source: str, is_meant: Callable[[str, str], bool]) -> list[Region]:
    """The outermost elements of a source whose first tag is meant, asked with its name and its attributes."""
    found: list[Region] = []
    open_name, opened, depth = "", 0, 0
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if depth:
            if name == open_name and not tag["given"].endswith("/"):
                depth += -1 if tag["ends"] or name in _ENDED_BY_THE_NEXT else 1
            if not depth:
                found.append(Region(opened, tag.end()))
        elif not tag["ends"] and is_meant(name, tag["given"]):
            if name in _VOID or tag["given"].endswith("/"):
                found.append(Region(*tag.span()))
            else:
                open_name, opened, depth = name, tag.start(), 1
    if depth:
        found.append(Region(opened, len(source)))
    return found


def is_value(source: str, place: int) -> bool:
    """Whether an attribute at a place of a source is a value, which a program reads."""
    return _VALUE.search(source, max(0, place - _NEAR), place) is not None


# --- speech ------------------------------------------------------------------------------------------------------

_GIVEN = pattern(
    r"""\s(?P<name>class|role|itemprop)\s{0,9}=\s{0,9}(?:"(?P<a>[^"]{0,300})"|'(?P<b>[^']{0,300})'|(?P<c>[^\s"'>]{1,300}))""",
    re.IGNORECASE,
)
_PARTS = pattern(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
"""The words of a name that is written together: "pullQuote", "chat-message"."""
_WHOLE = frozenset({"html", "body"})
_TAGGED = frozenset({"html", "markdown", "xml"})


@dataclass(frozen=True, slots=True)
class MarkupWords:
    """The names by which a notation shows that somebody speaks, and those of fields (lexicon/contexts.yaml)."""

    speech: frozenset[str]
    not_speech: frozenset[str]
    roles: frozenset[str]
    fields: frozenset[str]
    prose_fields: frozenset[str]
    styles: frozenset[str]

    @classmethod
    def of(cls, lists: Lists) -> MarkupWords:
        names = ("speech-classes", "classes-of-no-speech", "speech-roles", "data-fields", "prose-fields", "style-roles")
        return cls(*(lists[name] for name in names))

    def is_speech(self, name: str) -> bool:
        """Whether a class, a container or an environment is called by what somebody says or writes."""
        parts = {part.lower() for part in _PARTS.findall(name)}
        return not self.speech.isdisjoint(parts) and self.not_speech.isdisjoint(parts)


def spoken(source: str, format: str, words: MarkupWords) -> list[Region]:
    """The stretches of a source that its notation shows as somebody's speech, beside the quotations that a reader knows."""
    found = list(_NOTATIONS[format](source, words)) if format in _NOTATIONS else []
    return [*found, *_spoken_elements(source, format, words)] if format in _TAGGED else found


def _spoken_elements(source: str, format: str, words: MarkupWords) -> list[Region]:
    """Elements whose class, role or property names speech; in Markdown block quotations, which blank lines cut into pieces."""

    def is_meant(name: str, given: str) -> bool:
        if name == "blockquote" and format == "markdown":
            return True
        if name in _WHOLE:
            return False
        return any(
            (value.lower() in words.roles) if kind == "role" else words.is_speech(value)
            for kind, value in (
                (one["name"].lower(), one["a"] or one["b"] or one["c"] or "") for one in _GIVEN.finditer(given)
            )
        )

    return _elements(source, is_meant) if "<" in source else []


_COLONS = pattern(r"^[ \t>]{0,12}(?P<sign>:{3,})[ \t]*(?P<name>[^\r\n:]{0,120})[:\t ]*\r?$", re.MULTILINE)
_ADMONITION = pattern(r"^(?P<lead>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+(?P<name>[\w -]{1,60})[^\r\n]*\r?$", re.MULTILINE)


def _in_markdown(source: str, words: MarkupWords) -> Iterator[Region]:
    """Containers between colons, and boxes set in below their sign."""
    opened: list[tuple[int, bool]] = []
    for fence in _COLONS.finditer(source):
        if fence["name"].strip():
            opened.append((fence.start(), words.is_speech(fence["name"])))
        elif opened:
            start, is_speech = opened.pop()
            if is_speech:
                yield Region(start, fence.end())
    yield from (Region(start, len(source)) for start, is_speech in opened if is_speech)
    reached = 0
    for box in _ADMONITION.finditer(source):
        if box.start() >= reached and words.is_speech(box["name"]):
            reached = _end_of_set_in(source, box.end(), len(box["lead"]))
            yield Region(box.start(), reached)


def _end_of_set_in(source: str, start: int, indent: int) -> int:
    """Where the lines end that are set in further than ``indent``, blank ones among them."""
    end = start
    for line in _LINE.finditer(source, start + 1):
        text = line.group()
        if text.strip() and len(text) - len(text.lstrip()) <= indent:
            break
        end = line.end()
        if end >= len(source):
            break
    return end


_LINE = pattern(r"[^\n]*(?:\n|\Z)")
_DIRECTIVE = pattern(
    r"^(?P<lead>[ \t]*)\.\.[ \t]+(?P<kind>container|compound|admonition|topic|class|rst-class)::[ \t]*(?P<name>[^\r\n]*)"
    r"(?:\r?\n[ \t]+:(?:class|name):[ \t]*(?P<given>[^\r\n]*))?",
    re.MULTILINE,
)
_LINE_BLOCK = pattern(r"^[ \t]*\|[ \t]+[^|\r\n]*[^|\s][ \t]*\r?$(?:\n[ \t]+[^|\s][^|\r\n]*$)*", re.MULTILINE)


def _in_rst(source: str, words: MarkupWords) -> Iterator[Region]:
    """Directives with such a class, and lines behind bars, as verses and letters are written."""
    yield from (Region(*found.span()) for found in _LINE_BLOCK.finditer(source))
    reached = 0
    for found in _DIRECTIVE.finditer(source):
        if found.start() < reached or not words.is_speech(f"{found['name']} {found['given'] or ''}"):
            continue
        end = _end_of_set_in(source, found.end(), len(found["lead"]))
        if found["kind"].endswith("class") and not source[found.end() : end].strip():
            end = _end_of_paragraph(source, end)
        reached = end
        yield Region(found.start(), end)


def _end_of_paragraph(source: str, start: int) -> int:
    """Where the paragraph ends that begins at a place, or behind blank lines."""
    begin = _BLANKS.match(source, start)
    end = _BLANK_LINE.search(source, begin.end() if begin else start)
    return end.start() if end is not None else len(source)


_BLANKS = pattern(r"\s*")
_BLANK_LINE = pattern(r"\r?\n[ \t]*\r?\n")


_FENCE = pattern(r"^(?:[=*_-]{4,}|--|\"\")[ \t]*\r?$", re.MULTILINE)
_ATTRIBUTES = pattern(
    r"^\[(?P<given>[^\]\r\n]{1,200})\][ \t]*\r?\n(?P<fence>(?:[=*_-]{4,}|--|\"\")[ \t]*\r?$)?", re.MULTILINE
)
_DITTO = pattern(r"^\"\"[ \t]*\r?\n(?:.{0,20000}?)^\"\"[ \t]*\r?$", re.MULTILINE | re.DOTALL)


def _in_asciidoc(source: str, words: MarkupWords) -> Iterator[Region]:
    """Air quotes, and blocks with such a role or style."""
    yield from (Region(*found.span()) for found in _DITTO.finditer(source))
    fences: dict[str, list[int]] = {}
    for line in _FENCE.finditer(source):
        fences.setdefault(line.group().strip(), []).append(line.start())
    for found in _ATTRIBUTES.finditer(source):
        style, role = found["given"].partition(",")[0], found["given"].partition("role=")[2]
        if not words.is_speech(style) and not words.is_speech(role):
            continue
        places = fences.get((found["fence"] or "").strip(), [])
        behind = bisect_left(places, found.end())
        yield Region(found.start(), places[behind] if behind < len(places) else _end_of_paragraph(source, found.end()))


_ENVIRONMENT = pattern(r"\\begin\{(?P<name>[A-Za-z]{2,40}\*?)\}")
_COMMAND = pattern(r"\\(?P<name>[A-Za-z]{3,30})(?:\{[^{}]{0,200}\}){0,2}\{[^{}]{0,4000}\}")


def _in_latex(source: str, words: MarkupWords) -> Iterator[Region]:
    """Environments and commands that are called so: interviews, pull quotes, speeches."""
    reached = 0
    for found in _ENVIRONMENT.finditer(source):
        if found.start() >= reached and words.is_speech(found["name"]):
            end = source.find(f"\\end{{{found['name']}}}", found.end())
            reached = end if end >= 0 else len(source)
            yield Region(found.start(), reached)
    yield from (Region(*found.span()) for found in _COMMAND.finditer(source) if words.is_speech(found["name"]))


_NOTATIONS: dict[str, Callable[[str, MarkupWords], Iterator[Region]]] = {
    "markdown": _in_markdown,
    "rst": _in_rst,
    "asciidoc": _in_asciidoc,
    "latex": _in_latex,
}


# --- names -------------------------------------------------------------------------------------------------------

_ROLE = pattern(r":(?P<name>[A-Za-z][\w:+.-]{0,40}):`[^`]{1,400}`")
_REFERENCE = pattern(r"(?<![`\w:])`(?P<text>[^`<>]{1,200}?)(?P<address>\s?<[^`<>]{1,300}>)?`_(?!_)")
_NAMED_IN_LATEX = pattern(
    r"\\(?:index|label|[A-Za-z]{0,8}ref|[Gg]ls[a-z]{0,8}|[a-z]{0,6}cite[a-z]{0,6})\*?(?:\[[^\]]{0,200}\]){0,2}\{[^{}]{0,300}\}"
)
_SHOWN_IN_ASCIIDOC = pattern(r"(?:menu|btn|kbd):[^\[\s]{0,80}\[[^\]]{0,200}\]|^\[\[[^\]]{1,200}\]\]", re.MULTILINE)


def named(source: str, format: str, words: MarkupWords) -> list[Region]:
    """The stretches of a source that name something: buttons, menus, terms of a glossary, targets of references."""
    if format == "latex":
        return [Region(*found.span()) for found in _NAMED_IN_LATEX.finditer(source)]
    if format == "asciidoc":
        return [Region(*found.span()) for found in _SHOWN_IN_ASCIIDOC.finditer(source)]
    if format != "rst":
        return []
    roles = [Region(*found.span()) for found in _ROLE.finditer(source) if found["name"].lower() not in words.styles]
    referred = list(_REFERENCE.finditer(source))
    bare = {found["text"].lower() for found in referred if not found["address"]}
    return roles + [Region(*found.span()) for found in referred if found["text"].strip().lower() in bare]


_KEY = pattern(r"[ \t]*:?(?:- )?[\"']?(?P<key>[\w@.-]{1,60})[\"']?[ \t]*[:=](?=[ \t\[\"'{]|\r?$)")
_TO_KEY = 200
"""How many lines above a value its key is looked for."""
_SENTENCE = pattern(r"[.!?][\"'”’)]{0,2}\Z")
_FEW_WORDS = 4


def is_data(source: str, place: int, text: str, words: MarkupWords) -> bool:
    """Whether a value in the front matter of a page is no prose: its field holds data, or it is a few words of an unknown one."""
    key = _key(source, place)
    if not key or key in words.fields:
        return bool(key)
    return key not in words.prose_fields and len(text.split()) <= _FEW_WORDS and _SENTENCE.search(text) is None


def _key(source: str, place: int) -> str:
    """The key of the field that a place stands in, folded; of a list the one above it."""
    end = place
    for _ in range(_TO_KEY):
        start = source.rfind("\n", 0, end) + 1
        found = _KEY.match(source, start, max(end, source.find("\n", end)))
        if found and found.end() <= place:
            return found["key"].lower().replace("-", "_")
        if not start:
            break
        end = start - 1
    return ""
