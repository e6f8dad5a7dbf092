"""Letters as a reader of a page sees them: what is invisible, what only looks like another letter, and note figures.

Readers look here for whatever is no plain letter; what comes back is what stands there for the eye.
"""

from __future__ import annotations

import re
from functools import cached_property

from langcheck.lazily import pattern

INVISIBLE = (
    "\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters that no page shows, for a class of a pattern: controls, soft hyphens, joiners, marks of direction, tags."""
MARKS = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
"""Accents, lines and rings that stand on, under or around the letter before them."""
LEFT_OF_SOFT_HYPHEN = "\u00ac"
"""The sign that some programs leave in place of a soft hyphen."""
DIVIDERS = f"-\u2010{LEFT_OF_SOFT_HYPHEN}"
"""Hyphens that may divide a word at the end of a line."""

_HYPHENS = "\u2010\u2011\u2212\ufe63"
"""Hyphens, and minus signs, that stand for a plain one between letters and figures."""
_SQUARES = "\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_RAISED_FIGURES = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u2473\u24f5-\u24fe\u2776-\u2793"
_RAISED_LETTERS = "\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d6a\u1d9b-\u1dbf\u2071\u207f"
_COMPATIBLE = (
    "\u017f\u2090-\u209c\u2100-\u2113\u2115\u2119-\u211d\u2124\u2128\u212a-\u2134\u2139\u2145-\u2149\u2160-\u217f"
    "\u24b6-\u24e9\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff"
)
"""Styled letters that Unicode itself says stand for plain ones: fullwidth, mathematical, circled, ligatures, long s."""

_LOOKALIKES = {
    alike: letter
    for letter, written in {
        "a": "аɑαᴀ", "b": "ЬᏏʙ", "c": "сϲᴄⅽⲥ", "d": "ԁᏧᴅ", "e": "еҽᴇ", "f": "ꜰϝ", "g": "ɡցɢᶃ", "h": "һհᏂʜ",
        "i": "іιıɪӏɩ", "j": "јϳᴊ", "k": "кκᴋ", "l": "ӏʟ", "m": "мᴍ", "n": "ոпηɴ", "o": "оοօᴏσⲟ", "p": "рρᴘⲣ",
        "q": "ԛգ", "r": "гᴦʀ", "s": "ѕꜱ", "t": "тτᴛ", "u": "υսᴜц", "v": "νѵᴠ", "w": "ԝωᴡш", "x": "хχ",
        "y": "уγүʏ", "z": "ᴢ", "A": "АΑᎪ", "B": "ВΒᏴ", "C": "СϹᏟ", "D": "Ꭰ", "E": "ЕΕᎬ", "F": "Ϝ", "G": "Ԍ",
        "H": "НΗᎻ", "I": "ІΙӀİ", "J": "ЈᎫ", "K": "КΚᏦ", "L": "Ꮮ", "M": "МΜᎷ", "N": "Ν", "O": "ОΟՕ", "P": "РΡᏢ",
        "Q": "Ԛ", "R": "Ꭱ", "S": "ЅՏᏚ", "T": "ТΤᎢ", "U": "Ս", "V": "ѴᏙ", "W": "ԜᎳ", "X": "ХΧ", "Y": "УΥҮ",
        "Z": "ΖᏃ",
    }.items()
    for alike in written
}  # fmt: skip
"""Letters of other scripts, and small capitals, to the Latin letters that they look like."""

_PHONETIC = frozenset("ʙɢʜɪʟɴʀʏ")
"""Small capitals that are also letters of the phonetic alphabet: among plain letters they are meant as such."""

_OTHER_SCRIPTS = pattern("[\u0370-\u052f\u0531-\u058f\u13a0-\u13ff\u2c80-\u2cff]")
_LATIN = pattern(rf"[A-Za-z{_COMPATIBLE}]")
_STYLED = f"{_COMPATIBLE}{_SQUARES}"
_ALIKE = "".join(map(re.escape, _LOOKALIKES))
_ODD = f"{_STYLED}{_ALIKE}{_RAISED_FIGURES}{_RAISED_LETTERS}"

ESCAPE = (
    r"\x1b(?:\[[0-?]{0,40}[ -/]{0,4}[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\)|[ -/]{0,4}[0-~])?|\x9b[0-?]{0,40}[@-~]"
)
"""What sets the colour or the place of text in a terminal."""
OVERSTRUCK = r"\x08_|[^\r\n\x08]\x08(?!_)"
"""A letter that is struck again, and a line under one, as printers and manual pages make them bold or underlined."""
NOTE = rf"[{_RAISED_FIGURES}](?:[,\u207b\u02bc\u2013-]?[{_RAISED_FIGURES}]){{0,6}}|[{_RAISED_LETTERS}]{{1,2}}(?![^\W_]|[{_RAISED_LETTERS}])"
"""Raised or circled figures, or a raised letter or two, as notes have them."""
ODD = rf"(?<=[^\W_])[{_HYPHENS}](?=[^\W_])|[{_ODD}][{MARKS}{INVISIBLE}]*|[^\W_](?=[{MARKS}])[{MARKS}{INVISIBLE}]+"
"""A hyphen within a word, a letter that may be another for the eye, or one that has marks of its own, with what belongs to it."""

UNUSUAL = pattern(rf"[{INVISIBLE}{_ODD}{MARKS}{_HYPHENS}\x1b]")
"""Anything that is not simply the letter that it looks like, other than blanks."""

UNSEEN = pattern(rf"[{INVISIBLE}]+")
"""A run of invisible characters."""

_STYLE = pattern(rf"[{_STYLED}{_RAISED_LETTERS}]")
_MARK = pattern(rf"[{MARKS}]")
_LONGEST_WORD = 60
"""How far, in characters, is looked around a letter for the rest of its word."""
_IN_WORD = rf"[^\W\d_]|[{MARKS}{INVISIBLE}]"
_BEFORE = pattern(rf"(?:{_IN_WORD}){{1,{_LONGEST_WORD}}}\Z")
_BEHIND = pattern(rf"(?:{_IN_WORD}){{1,{_LONGEST_WORD}}}")


class Seen:
    """The letters of one text as a reader sees them; what is worked out for a word serves all its letters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._word_end = 0
        self._is_latin = False

    def at(self, start: int, end: int) -> str:
        """What is seen in place of a letter with its marks that stands at ``start`` and goes up to ``end``."""
        letter = self._text[start]
        if letter in _HYPHENS:
            return "-"
        if _STYLE.match(letter):
            letter = _plain(letter)
        elif letter in _LOOKALIKES and self._reads_latin(start):
            letter = _LOOKALIKES[letter]
        for mark in _MARK.findall(self._text, start + 1, end):
            letter = _composed(letter, mark)
        return letter

    def _reads_latin(self, at: int) -> bool:
        """Whether the word around a letter that looks Latin is meant to be read as Latin.

        It is where other letters of it are, or where the text has no letter of another script that does not look so.
        """
        if at >= self._word_end:
            start = max(at - _LONGEST_WORD, self._word_end)
            before = _BEFORE.search(self._text, start, at)
            behind = _BEHIND.match(self._text, at)
            self._word_end = behind.end() if behind else at + 1
            self._is_latin = _LATIN.search(self._text, before.start() if before else at, self._word_end) is not None
        if self._text[at] in _PHONETIC:
            return not self._is_latin
        return self._is_latin or self._looks_latin

    @cached_property
    def _looks_latin(self) -> bool:
        return all(other in _LOOKALIKES for other in _OTHER_SCRIPTS.findall(self._text))


def _plain(letter: str) -> str:
    """The plain letter that a styled one stands for."""
    code = ord(letter)
    if 0x1F130 <= code <= 0x1F189:
        place = (code - 0x1F130) % 0x20
        return chr(ord("A") + place) if place < 26 else letter
    from unicodedata import normalize

    plain = normalize("NFKC", letter)
    return plain if plain.isascii() and (plain.isalnum() or len(plain) == 1) else letter


def _composed(letter: str, mark: str) -> str:
    """A letter with its accent as one character; a mark that makes no letter of its own is left out."""
    from unicodedata import normalize

    composed = normalize("NFC", letter + mark)
    return composed if len(composed) == len(letter) else letter
