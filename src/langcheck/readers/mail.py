"""E-mail (.eml): subject, body and attachments, with forwarded messages; what cannot be read is listed, not passed over."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email import errors, message_from_bytes, policy
from email.message import Message
from importlib import import_module
from pathlib import PurePosixPath

from langcheck.encoding import why_not
from langcheck.errors import UnreadableDocument
from langcheck.limits import MEGABYTE, beyond, beyond_fixed
from langcheck.model import Block, Role
from langcheck.readers import answers, calendar, html, text
from langcheck.readers.flowed import unflowed
from langcheck.readers.reading import (
    EVERYTHING,
    Choice,
    Reading,
    TextBuilder,
    check_cost,
    check_text,
    decode,
    quoted,
    relocate,
    starts_of_lines,
    with_lines,
)

_HEAD_END = re.compile(rb"\n\r?\n|\r\r|\A\r?\n")
MAX_PARTS = 200
"""How many parts a message may have, all those of forwarded messages counted."""
MAX_HEADER_BYTES = 20_000
"""The longest header that is read, in bytes."""
MAX_HEAD_BYTES = 1_000_000
"""How long all headers of a message may be together, in bytes; the parser needs forty times as much memory."""
DEEPEST_NESTING = 20
"""How deep parts may stand in one another."""

_CONTAINERS = re.compile(rb"multipart/|message/", re.IGNORECASE)
_HEADER = re.compile(rb"^(?:content-[a-z-]{1,40}|subject|mime-version)[ \t]{0,9}:", re.IGNORECASE | re.MULTILINE)
_NEXT_LINE = re.compile(rb"\r?\n(?![ \t])")
_PGP = re.compile(r"\s*-----BEGIN PGP MESSAGE-----")
_ENCRYPTED_TYPES = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_SEEN_OR_HEARD = frozenset({"image", "audio", "video", "font"})
_LEFT_OUT_TYPES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature", "text/rfc822-headers",
     "message/delivery-status"}
)  # fmt: skip
_SUFFIX_OF_TYPE = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/x-amp-html": ".html",
    "text/markdown": ".md",
    "text/x-rst": ".rst",
    "text/vtt": ".vtt",
    "application/epub+zip": ".epub",
    "application/x-ipynb+json": ".ipynb",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}
_AS_TEXT = "Save the message's text as a .txt file and check that."
_ENCRYPTED = UnreadableDocument(
    "the message is encrypted", "Open it in your mail program and save its text as a .txt file."
)
_CALENDARS = frozenset({".ics", ".ical", ".ifb", ".vcs"})
_BODIES = ("text/plain", "text/html", "text/calendar")
_GROUPS_OF_PART = 100_000
"""How far the groups of one part stand from those of the next."""


@dataclass
class _State:
    """What has been gathered, and how much was looked at."""

    reading: Reading
    choice: Choice
    parts: int = 0
    size: int = 0


def read(
    raw: bytes,
    *,
    encoding: str | None = None,
    skim: Callable[[str], bool] | None = None,
    choice: Choice = EVERYTHING,
) -> Reading:
    """Read a message; raises UnreadableDocument when it is encrypted, or beyond the limits on parts and headers."""
    _refuse_excess(raw)
    try:
        message = message_from_bytes(raw, policy=policy.default)
    except RecursionError as error:
        raise _too_many() from error
    if not message.keys():
        raise UnreadableDocument(
            "the file is not an e-mail message", "Its name may be wrong; open it in the program that made it."
        )
    if message.get_content_type() in _ENCRYPTED_TYPES:
        raise _ENCRYPTED
    state = _State(Reading([]), choice)
    _message(message, state, "", 0)
    if not state.reading.blocks and state.reading.unchecked == [("body", _ENCRYPTED.problem, _ENCRYPTED.hint)]:
        raise _ENCRYPTED
    return state.reading


def _refuse_excess(raw: bytes) -> None:
    """The parser's time grows with the depth of parts and the length of headers, so both are bounded first."""
    if sum(1 for _ in _CONTAINERS.finditer(raw)) > MAX_PARTS:
        raise _too_many()
    head = _HEAD_END.search(raw, 0, MAX_HEAD_BYTES)
    if head is None and len(raw) > MAX_HEAD_BYTES:
        raise beyond_fixed(MAX_HEAD_BYTES, "the headers of the message are longer than", "bytes", hint=_AS_TEXT)
    for found in _HEADER.finditer(raw):
        end = _NEXT_LINE.search(raw, found.end(), found.end() + MAX_HEADER_BYTES)
        if end is None and len(raw) - found.end() > MAX_HEADER_BYTES:
            raise beyond_fixed(MAX_HEADER_BYTES, "a header of the message is longer than", "bytes", hint=_AS_TEXT)


def _too_many() -> UnreadableDocument:
    return beyond_fixed(MAX_PARTS, "the message has more than", "parts", hint=_AS_TEXT)


# --- parts -------------------------------------------------------------------------------------------------------


def _message(message: Message, state: _State, within: str, depth: int) -> None:
    """Subject and parts of a message; ``within`` names the forwarded messages around it."""
    subject = str(message.get("subject") or "")
    builder = TextBuilder()
    builder.add(subject, 0)
    block = builder.build(Role.HEADING, {"part": f"{within}subject"})
    if block is not None:
        state.reading.blocks.append(block)
    _part(message, state, within, depth, alone=True)


def _part(part: Message, state: _State, within: str, depth: int, *, alone: bool = False) -> None:
    state.parts += 1
    if state.parts > MAX_PARTS or depth > DEEPEST_NESTING:
        limit, unit = (MAX_PARTS, "parts") if state.parts > MAX_PARTS else (DEEPEST_NESTING, "parts in one another")
        reached = beyond_fixed(limit, "there are more than", unit, hint="Save it as a file of its own.")
        state.reading.unchecked.append((f"{within}part", reached.problem, reached.hint))
        return
    kind = part.get_content_type()
    if kind in _ENCRYPTED_TYPES:
        state.reading.unchecked.append((f"{within}body", _ENCRYPTED.problem, _ENCRYPTED.hint))
    elif kind in _LEFT_OUT_TYPES:
        return
    elif kind == "message/external-body":
        problem = "its text is kept elsewhere"
        state.reading.unchecked.append((f"{within}part", problem, "Save it as a file and check that."))
    elif kind == "message/rfc822" or (part.get_content_maintype() == "message" and part.is_multipart()):
        for inner in _children(part):
            _message(inner, state, f"{within}forwarded message, ", depth + 1)
    elif part.is_multipart():
        _parts(part, kind, state, within, depth)
    elif _is_body(part, alone=alone):
        _body(part, kind, state, within)
    else:
        _attachment(part, kind, state, within)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _parts(part: Message, kind: str, state: _State, within: str, depth: int) -> None:
    children = _children(part)
    if kind != "multipart/alternative":
        for child in children:
            _part(child, state, within, depth + 1)
        return
    seen = ""
    for child in children:
        if seen and not _is_shown(child):
            continue
        start = len(state.reading.blocks)
        _part(child, state, within, depth + 1)
        blocks = state.reading.blocks[start:]
        state.reading.blocks[start:] = _not_seen(blocks, seen, state.choice)
        seen += "".join(_words(block.text) for block in state.reading.blocks[start:])


def _is_shown(part: Message) -> bool:
    """Whether a mail program shows a part in place of another, or beside it."""
    return part.is_multipart() or part.get_content_type() in (*_BODIES, "text/x-amp-html")


def _not_seen(blocks: list[Block], seen: str, choice: Choice) -> list[Block]:
    """The blocks of an alternative that say more than those read already, which most often say the same."""
    kept = []
    for block in blocks:
        choice.check_clock()
        words = _words(block.text)
        if words not in seen and words.strip():
            kept.append(block)
    return kept if seen else blocks


_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+")
_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> str:
    """The words of a text without addresses, which only one of two alternatives spells out; each between blanks."""
    return "".join(f" {word}" for word in _WORD.findall(_ADDRESS.sub(" ", text).casefold()))


def _is_body(part: Message, *, alone: bool) -> bool:
    if part.get_content_disposition() == "attachment" or _file_name(part):
        return False
    return part.get_content_type() in _BODIES or (alone and part.get_content_maintype() == "text")


def _file_name(part: Message) -> str:
    name = part.get_filename() or ""
    return re.sub(r"[\x00-\x1f\x7f/\\]+", "_", name)[-120:]


def _body(part: Message, kind: str, state: _State, within: str) -> None:
    name = f"{within}invitation" if kind == "text/calendar" else f"{within}body"
    content = _content(part, state, name)
    if content is None:
        return
    if _PGP.match(content):
        state.reading.unchecked.append((f"{within}body", _ENCRYPTED.problem, _ENCRYPTED.hint))
        return
    starts = starts_of_lines(content)
    for block in _blocks(part, content, kind, state, within):
        group = block.group and block.group + state.parts * _GROUPS_OF_PART
        placed = with_lines(block, starts, {"part": name})
        state.reading.blocks.append(replace(placed, group=group))
        check_cost(len(state.reading.blocks), state.choice)


def _blocks(part: Message, content: str, kind: str, state: _State, within: str) -> list[Block]:
    if kind == "text/html":
        return answers.as_quoted_page(_page(content, state, within))
    if kind == "text/calendar":
        return list(calendar.blocks_of(content))
    if str(part.get_param("format") or "").lower() != "flowed":
        return answers.as_quoted(list(text.blocks_of(content)), content)
    passage = unflowed(content, delete_space=str(part.get_param("delsp") or "").lower() == "yes")
    blocks = answers.as_quoted(list(text.blocks_of(passage.text)), passage.text)
    return [relocate(block, passage) for block in blocks]


def _page(content: str, state: _State, within: str) -> list[Block]:
    """The blocks of an HTML body; what is written in another language is told."""
    try:
        page = html.read(content.encode("utf-8", "replace"), encoding="utf-8", choice=state.choice)
    except UnreadableDocument as error:
        state.reading.unchecked.append((f"{within}body", error.problem, error.hint))
        return []
    state.reading.notes += page.notes
    state.reading.unchecked += [(f"{within}body", problem, hint) for _, problem, hint in page.unchecked]
    state.reading.left_out.add(page.left_out)
    return page.blocks


def _content(part: Message, state: _State, name: str) -> str | None:
    """A part's text; the encoding that it names is tried first, then the usual way."""
    raw = _decoded(part, state, name)
    if raw is None:
        return None
    try:
        check_text(raw, state.choice)
        return _in_its_charset(part, raw) or decode(raw)[0]
    except UnreadableDocument as error:
        state.reading.unchecked.append((name, error.problem, error.hint))
        return None


def _in_its_charset(part: Message, raw: bytes) -> str | None:
    try:
        charset = part.get_content_charset()
        return raw.decode(charset) if charset and not why_not(charset) else None
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _decoded(part: Message, state: _State, name: str) -> bytes | None:
    try:
        raw = part.get_payload(decode=True)
    except (binascii.Error, ValueError, LookupError, errors.MessageError):
        raw = None
    broken = any(isinstance(defect, errors.InvalidBase64LengthDefect) for defect in part.defects)
    if not isinstance(raw, bytes) or broken:
        problem = "it was damaged on the way, so its text cannot be decoded"
        state.reading.unchecked.append((name, problem, "Ask for the message to be sent again."))
        return None
    return raw


# --- attachments -------------------------------------------------------------------------------------------------


def _attachment(part: Message, kind: str, state: _State, within: str) -> None:
    """Read an attachment by its name or type, or say that it was not checked."""
    given = _file_name(part)
    place = f"{within}attachment {given}" if given else f"{within}attachment"
    name = f"{within}attachment {quoted(given)}" if given else place
    path = PurePosixPath(given or "unnamed")
    if kind in _SUFFIX_OF_TYPE and not path.suffix:
        path = path.with_suffix(_SUFFIX_OF_TYPE[kind])
    if part.get_content_maintype() in _SEEN_OR_HEARD:
        state.reading.notes.append(f"{name} was not checked: it is no text ({part.get_content_maintype()})")
        return
    raw = _decoded(part, state, name)
    if raw is None or not raw.strip():
        return
    state.size += len(raw)
    if path.suffix.lower() in _CALENDARS or kind in ("text/calendar", "application/ics"):
        content = _content(part, state, name)
        blocks = list(calendar.blocks_of(content)) if content is not None else []
        _take(Reading(blocks, content), place, name, state)
        return
    try:
        reading = _reading(raw, path, state)
    except UnreadableDocument as error:
        state.reading.unchecked.append((name, error.problem, error.hint))
        return
    _take(reading, place, name, state)


def _reading(raw: bytes, path: PurePosixPath, state: _State) -> Reading:
    from langcheck.readers import READERS, format_of, unknown_format

    limits = state.choice.limits
    if state.size > limits.unpacked_megabytes * MEGABYTE:
        hint = "Save them as files and check these, or"
        raise beyond(limits, "unpacked_megabytes", "the attachments are larger than", "MB", hint=hint)
    kind = format_of(path)
    if kind is None:
        raise unknown_format(path)
    if kind == "email":
        raise UnreadableDocument("it is a message of its own", "Save it as a file and check that.")
    reading: Reading = import_module(READERS[kind]).read(raw, choice=state.choice)
    return reading


def _take(reading: Reading, place: str, name: str, state: _State) -> None:
    """Add what was read of an attachment; ``place`` is what its blocks are in, ``name`` what is told of it."""
    starts = starts_of_lines(reading.source) if reading.source is not None else None
    for block in reading.blocks:
        group = block.group and block.group + state.parts * _GROUPS_OF_PART
        if starts is not None and not block.locations:
            placed = with_lines(block, starts, {"part": place})
        else:
            placed = replace(block, location={"part": place, **_renamed(block)})
        state.reading.blocks.append(replace(placed, group=group))
        check_cost(len(state.reading.blocks), state.choice)
    state.reading.notes += [f"{name}: {note}" for note in reading.notes]
    state.reading.left_out.add(reading.left_out)
    for included in reading.included:
        problem = f"the text of {quoted(included)} is put in from another file"
        state.reading.unchecked.append((name, problem, "Check that file, too."))
    state.reading.unchecked += [(f"{name}: {part}", problem, hint) for part, problem, hint in reading.unchecked]
    state.reading.unread += [replace(item, part=f"{name}: {item.part}") for item in reading.unread]


def _renamed(block: Block) -> dict[str, int | str]:
    """A block's location inside an attachment; its part may not hide the attachment's name."""
    return {("in" if name == "part" else name): value for name, value in block.location.items()}
