"""Letters by their number in fonts that have an order of their own: Symbol, and fonts of pictures.

Office files write such a letter with its number in the private area of Unicode, from U+F000 on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from langcheck.model import Block, describe_location
from langcheck.readers.reading import Unread

_SYMBOL_LOW = " !∀#∃%&∋()∗+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪□〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = {
    **{0x20 + number: letter for number, letter in enumerate(_SYMBOL_LOW)},
    **{0xA0 + number: letter for number, letter in enumerate(_SYMBOL_HIGH)},
}
_OF_PICTURES = (
    "wingdings",
    "webdings",
    "zapfdingbats",
    "zapf dingbats",
    "monotype sorts",
    "marlett",
    "opensymbol",
    "fontawesome",
)
PICTURE = "□"
"""What a picture of a font is read as: no letter and no blank."""

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_OF_SYMBOL = re.compile("[\x80-\xff\uf000-\uf0ff]")
_LONGEST_PICTURES = 2
_NO_LETTERS = re.compile("[\ue000-\uf8ff]{3}")


def is_of_pictures(font: str) -> bool:
    """Whether a font holds pictures in place of letters."""
    return font.lower().startswith(_OF_PICTURES)


def is_symbol(font: str) -> bool:
    """Whether a font is the one with Greek letters and signs."""
    return font.lower() in ("symbol", "standard symbols l", "standard symbols ps")


def letter(number: int, font: str) -> str:
    """The letter that stands at a number of a font; those of pictures hold none."""
    if is_of_pictures(font):
        return PICTURE
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if is_symbol(font):
        return _SYMBOL.get(low, PICTURE)
    if low == number:
        return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF else PICTURE
    return bytes([low]).decode("cp1252", "replace") if low >= 0x20 else PICTURE


def lettered(text: str, font: str | None) -> str:
    """Text with its letters by their number in a font as letters, one for one.

    What is written with usual letters stays, for it is shown so where the font is not there.
    """
    if not font and text.isascii():
        return text
    font = font or ""
    if is_of_pictures(font) and len(text.strip()) <= _LONGEST_PICTURES:
        return "".join(character if character.isspace() else PICTURE for character in text)
    if text.isascii():
        return text
    numbered = _OF_SYMBOL if is_symbol(font) else _PRIVATE
    return numbered.sub(lambda found: letter(ord(found.group()), font), text)


def private_letters(text: str, font: str) -> str:
    """Text with letters of the private area alone as the letters of a font, one for one."""
    return _PRIVATE.sub(lambda found: letter(ord(found.group()), font), text)


def unlettered(blocks: Iterable[Block]) -> list[Unread]:
    """The blocks that hold words whose letters only their font knows."""
    return [
        Unread(
            "fonts",
            describe_location(block.location),
            "words are written in a font that does not tell its letters",
            "Read them yourself, or set them in another font and check again.",
        )
        for block in blocks
        if not block.text.isascii() and _NO_LETTERS.search(block.text)
    ]
