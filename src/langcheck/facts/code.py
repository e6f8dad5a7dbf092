"""Code, placeholders, paths and given names among the words of a text: what stands for itself and is no wording.

``code`` is sure enough to leave words alone; ``possible`` only keeps them from being edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from langcheck.facts.guarded import guarded
from langcheck.facts.listed import Lists
from langcheck.facts.words import Phrases, Word, Words
from langcheck.lazily import pattern
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Region

_PLACEHOLDER = guarded(
    r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|\{#[^#]{0,200}#\}|<%[^%]{0,200}%>|[$#%@]\{[^{}]{0,200}\}|\$\([^()]{0,200}\)|\[\[[^\[\]]{0,200}\]\]"
    r"|<\?[^?]{0,200}\?>|%%[^%\s][^%]{0,60}%%|<<[A-Za-z_][^<>]{0,60}>>|\{[A-Za-z_][\w .:|-]{0,60}\}|%\([\w ]{1,60}\)[sdr]|</?[A-Za-z][\w:-]{0,30}(?:\s[^<>]{0,200})?/?>"
)
_FENCED = guarded(r"```.{0,20000}?(?:```|\Z)|(?<!`)`[^`\n]{1,300}`(?!`)", re.DOTALL)
_WINDOWS_PATH = guarded(
    r"(?<!\w)(?:[A-Za-z]:\\|\\\\[\w.$-]{1,60}\\|\.{1,2}\\|%\w{1,30}%\\)(?:[^\\/:*?\"<>|\r\n]{1,120}\\){0,24}"
    r"(?:[^\\/:*?\"<>|\r\n]{1,120}\.\w{1,5}(?!\w)|[^\\/:*?\"<>|\s]{0,120})"
)
_UNIX_PATH = guarded(
    r"(?<![\w/<])(?:~|\.{1,2}|file:/|smb:/|s3:/|[A-Za-z]:)?/(?:[\w.+@-]{1,60}(?: [\w.+@-]{1,60}){0,5}/){1,24}(?:[\w.+-]{1,60}(?: [\w+-]{1,60}){0,4}\.\w{1,5}(?!\w)|[\w.+-]{0,60})"
    r"|(?<![\w/])(?:~|\.{1,2})?/[\w.+-]{1,60}"
)
_MENU = guarded(
    r"(?<![\w<])[A-Z][\w'’-]{0,24}(?: [\w'’-]{1,24}){0,3} ?(?:[>›→▸»]|-{1,2}>) ?[A-Z][\w'’-]{0,24}(?: [\w'’-]{1,24}){0,3}?"
    r"(?: ?(?:[>›→▸»]|-{1,2}>) ?[\w'’-]{1,24}(?: [\w'’-]{1,24}){0,3}){1,8}"
)
"""A way through menus: "Settings > Reports > lamps"."""
_HANDLE = guarded(r"(?<![\w/])/?[ur]/[\w-]{1,60}")
_CALL = guarded(r"(?<![\w(])[\w.]{1,80}\((?!s\)|es\)|ren\))[^()\s]{0,80}\)|(?<!\w)[\w.]{1,80}\(\)")
_SQL = guarded(
    r"\b(?:SELECT\b[^;\n]{1,300}?\bFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\b[^;\n]{1,100}?\bSET|(?:CREATE|ALTER|DROP|TRUNCATE)\s+(?:TABLE|VIEW|INDEX|DATABASE))\b",
    re.IGNORECASE,
)
_LONGEST_QUERY = 400
_ASSIGNED = guarded(
    r"(?<![\w$])(?:(?:var|let|const|def|class|function|return|import|local|set|export|my|our|int|str|string)\s+)?[$@]?[\w.\[\]]{1,60}\s?(?:[:+*|&-]?=[=>]?|=>|<-)\s?[^\s=][^;\n]{0,200};"
)
_FILE_NAME = pattern(
    r"(?<![\w.-])[\w-]{1,64}\.(?:docx?|pdf|jpe?g|png|gif|heic|txt|html?|csv|tsv|xlsx?|pptx?|rtf|mp[34]|mov|avi|mkv|wmv|3gp|webm|m4[av]|wav|zip|rar|7z|tar|gz|db|sqlite|sql|exe|apk|eml|msg|pst|mbox|json|xml|ya?ml|ini|cfg|log|php|js|ts|py|sh|bat|ps1|torrent|onion|lnk|url)\b",
    re.IGNORECASE,
)
_SIGNS = frozenset("{}<>$%`\\/=;#@[]().›→▸»")


def code(text: str) -> list[Region]:
    """Stretches of code, placeholders, paths and handles."""
    if _SIGNS.isdisjoint(text):
        return []
    patterns = (_PLACEHOLDER, _FENCED, _WINDOWS_PATH, _UNIX_PATH, _HANDLE, _CALL, _ASSIGNED, _MENU)
    found = [Region(*match.span()) for pattern in patterns for match in pattern.finditer(text)]
    found += _queries(text)
    return sorted(found, key=lambda region: region.start)


def _queries(text: str) -> Iterator[Region]:
    """Queries of a database, up to their semicolon; in small letters they need one, since the words are ordinary."""
    for found in _SQL.finditer(text):
        end = text.find(";", found.end(), found.end() + _LONGEST_QUERY)
        if end >= 0:
            yield Region(found.start(), end + 1)
        elif found.group().split()[0].isupper():
            yield Region(found.start(), min(len(text), found.end() + _LONGEST_QUERY))


# --- what is only possible ---------------------------------------------------------------------------------------

_EDGE = pattern(r"[^\s]*")
_SIGNS_AT_WORD = frozenset("\\_@#$%=<>{}[]|~^*+&")
_OPERATOR = pattern(r"\s?(?:[:+*|&-]?=[=>]?|=>|<-|\+\+|--;)\s?")
_STATEMENT = pattern(
    r"\s*(?:(?:var|const|def|function|sudo|echo|cd|ls|grep|rm|mv|cp|mkdir|chmod|curl|wget|ssh|scp|#include|#define|#!)\s\S|(?:class|struct|enum) [^.]{1,60}[:{]\s*\Z|(?:let|import|return|export|public|private|static|from)\b[^.]{0,80}[=({]"
    r"|\$ [a-z]|//\s?\S|/\*|<!--|>>> |[\w.$]{1,60}\s?=\s?\S)"
)
_ORDER = pattern(r"\blangcheck:|(?<!\w)(?:site|intitle|inurl|intext|filetype|cache):\S", re.IGNORECASE)
"""Words for a program: an order to langcheck, an operator of a search."""
_LONGEST_TOKEN = 80
_TO_FILE_NAME = 48


def is_line_of_code(written: str) -> bool:
    """Whether a line, as the source shows it, is one of a program or an order to one."""
    return bool(_STATEMENT.match(written) or _ends_as_code(written) or _ORDER.search(written))


def touches_code(line: str, region: Region) -> bool:
    """Whether words of a text touch signs that prose has not, or stand before a file's ending."""
    start = max(0, region.start - _LONGEST_TOKEN)
    before = line[start : region.start].rpartition(" ")[2]
    found = _EDGE.match(line, region.end, min(len(line), region.end + _LONGEST_TOKEN))
    if _is_code_token(before + line[region.start : region.end] + (found.group() if found else "")):
        return True
    if _OPERATOR.match(line, region.end) or line[max(0, region.start - 4) : region.start].rstrip().endswith("="):
        return True
    name = _FILE_NAME.search(line, region.start, min(len(line), region.end + _TO_FILE_NAME))
    return (
        name is not None
        and len(line[region.end : name.start()].split()) <= 3
        and not _stops(line[region.end : name.start()])
    )


def _ends_as_code(written: str) -> bool:
    end = written.rstrip()[-1:]
    return end in ("{", "}") or (end == ";" and not frozenset("=(:").isdisjoint(written))


def _stops(text: str) -> bool:
    return any(sign in text for sign in ".,;:!?()")


_JOINED = pattern(r"[.:][^\W\d_]{2}|[^\W_]\((?!s\)|es\)|ren\))|\(\)|\A/|(?<!\w)[ur]/|/\w+/")


_ORDINARY = pattern(r"\[[1-9]\d{0,2}\]|\$\d[\d.,]{0,12}|(?<=\w)\*{1,3}(?=\W*\Z)|\d%")
"""What prose has of such signs: numbers of notes, sums of money, asterisks, percentages."""


def _is_code_token(token: str) -> bool:
    """Whether words together with what touches them hold a sign that prose has not."""
    token = _ORDINARY.sub("", token)
    return not _SIGNS_AT_WORD.isdisjoint(token) or token.startswith("--") or _JOINED.search(token) is not None


# --- names that the text gives to things -------------------------------------------------------------------------

_TO_NAME = 6
"""How many words may stand between the verb that names a thing and the words."""
_TO_THING = 6


@dataclass(frozen=True, slots=True)
class GivenNameWords:
    """The word lists that tell names which a text gives to things (lexicon/contexts.yaml)."""

    verbs: Phrases
    calling: Phrases
    things: Phrases
    fillers: frozenset[str]
    bearing: Phrases
    passives: Phrases
    standins: Phrases
    callers: Phrases
    called: Phrases
    lists: Lists
    clause: re.Pattern[str]

    @classmethod
    def of(cls, lexicon: Lexicon, lists: Lists) -> GivenNameWords:
        calling, things = (Phrases(lexicon.word_list(name)) for name in ("calling-verbs", "named-things"))
        return cls(
            Phrases(lexicon.word_list("title-verbs")),
            calling,
            things,
            frozenset(lexicon.word_list("title-fillers")),
            bearing=Phrases(lexicon.word_list("bearing-names")),
            passives=Phrases(lexicon.word_list("calling-passives")),
            standins=Phrases(lexicon.word_list("named-standins")),
            callers=Phrases(lexicon.word_list("calling-actives")),
            called=Phrases(lexicon.word_list("called-objects")),
            lists=lists,
            clause=lists.pattern(r"[.;!?]|, @name-breaks\b", 0),
        )


def is_given_name(words: Words, region: Region, sentence: Region, text: str, known: GivenNameWords) -> bool:
    """ "The folder was named ...": the words are the name of a thing, or what somebody searched for."""
    before = [word for word in words.before(region.start, _TO_THING + _TO_NAME + 4) if word.start >= sentence.start]
    is_beside = bool(before) and before[-1].text in known.things and text[before[-1].end : region.start].isspace()
    if is_beside and not _does(before, known):
        return True
    for verbs in (known.verbs, known.bearing, known.calling):
        for index, length in verbs.find(before):
            between = before[index + length :]
            if known.clause.search(text[before[index + length - 1].end : region.start]):
                continue
            if (
                verbs is not known.calling
                and len(between) < _FEW_FILLERS
                and all(word.text in known.fillers for word in between)
            ):
                return True
            if verbs is known.bearing:
                continue
            if len(between) <= _TO_NAME and any(known.things.find(before[max(0, index - _TO_THING) :])):
                return True
            if (
                verbs is known.calling
                and _begins_name(between, known)
                and (_is_passive(before[:index], known) or _stands_in(before[:index], words, region, known))
            ):
                return True
    return _is_called_so(before, known)


def _does(before: Sequence[Word], known: GivenNameWords) -> bool:
    """ "The press must not show ...", "the pictures show ...": the word for a thing is a verb here."""
    if before[-1].text not in known.lists["named-things-and-verbs"]:
        return False
    subject = before[-2].text if len(before) > 1 else ""
    if not subject:
        return before[-1].text in known.lists["orders-to-show"]
    is_plural = subject.endswith("s") and not subject.endswith(("'s", "ss", "us", "is"))
    is_plural = is_plural and subject not in known.lists["no-plurals-in-s"]
    return subject in known.lists["before-verbs-of-things"] or subject.endswith("n't") or is_plural


def _begins_name(between: Sequence[Word], known: GivenNameWords) -> bool:
    """Whether what stands behind a verb that names can be the name's beginning: "called in about" is none."""
    return len(between) <= _TO_NAME and not (between and between[0].text in known.lists["no-name-beginnings"])


def _is_passive(before: Sequence[Word], known: GivenNameWords) -> bool:
    """ "It was called", "they are now known as": whatever the subject is, what follows is what it is called."""
    near = before[-_TO_PASSIVE:]
    return any(
        word.text in known.passives and all(_is_adverb(other.text, known) for other in near[place + 1 :])
        for place, word in enumerate(near)
    )


def _is_adverb(word: str, known: GivenNameWords) -> bool:
    return word.endswith("ly") or word in known.lists["adverbs-of-naming"]


def _stands_in(before: Sequence[Word], words: Words, region: Region, known: GivenNameWords) -> bool:
    """ "A second one called ...", "it reads ...": a word that stands for a thing; "it called ... a crime" only judges."""
    if not before or before[-1].text not in known.standins:
        return False
    after = words.after(region.end, 1)
    return not (after and after[0].text in known.lists["judgement-beginnings"])


def _is_called_so(before: Sequence[Word], known: GivenNameWords) -> bool:
    """ "He called it ...", "they call the second one ...": an object that stands for a thing, right before its name."""
    for index, length in known.called.find(list(before)):
        if index + length == len(before) and any(
            word.text in known.callers for word in before[max(0, index - 2) : index]
        ):
            return True
    return False


_FEW_FILLERS = 3
_TO_PASSIVE = 4
