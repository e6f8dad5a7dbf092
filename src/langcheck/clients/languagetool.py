"""The answers of LanguageTool's HTTP interface: what a client asks, as plain data, to what it reads; no socket is known here.

The interface is described at https://languagetool.org/http-api/. What real clients need beyond it stands beside the code that
gives it: LibreOffice 7.4 ends when a key is missing, and sends texts without encoding them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from langcheck import __version__
from langcheck.clients.loopback import Refused
from langcheck.clients.offers import Offer, offers_of, told
from langcheck.clients.utf16 import length, places, whole
from langcheck.model import CATEGORIES, Region, Report
from langcheck.settings import names

MOST_CHARACTERS = 1_000_000
"""How long a text may be."""

LANGUAGES = {
    "en": "English",
    "en-US": "English (US)",
    "en-GB": "English (GB)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
    "en-IE": "English (Irish)",
}
"""The languages that are offered, by their long code; LibreOffice sends paragraphs of exactly these."""
_USUAL = "en-US"

_MOST_WAYS = 10
_CONTEXT = 40
_STYLE = "STYLE"
"""The one category of all rules: LibreOffice underlines it in blue and nothing else, so that it is not taken for spelling."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client wants checked: the text, where its characters begin and end for the client, and which entries count."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    language: str
    detects: bool = False
    disabled: frozenset[str] = frozenset()
    enabled: frozenset[str] = frozenset()
    enabled_only: bool = False
    _names: dict[tuple[str, str], bool] = field(default_factory=dict)

    @property
    def is_english(self) -> bool:
        return self.language.lower().split("-")[0] == "en"

    def wants(self, entry: str, category: str) -> bool:
        """Whether the client left an entry on."""
        key = entry, category
        if key not in self._names:
            off = any(item == _STYLE or names(item, *key) for item in self.disabled)
            on = not self.enabled_only or any(item == _STYLE or names(item, *key) for item in self.enabled)
            self._names[key] = on and not off
        return self._names[key]


# --- what is asked -----------------------------------------------------------------------------------------------

_UNENCODED = re.compile(
    rb"text=(?P<text>.*)&language=(?P<language>[A-Za-z]{2,3}(?:-\w+)*)(?:&(?:username|apiKey)=[^&]*)*", re.DOTALL
)
_NEVER_ENCODED = re.compile(rb'[ ",:?=&\n\r\x80-\xff]')


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form: as forms are encoded, or as LibreOffice 7.4 writes them, with the text as it stands.

    A text that holds a character which every encoding replaces was not encoded: there "&", "+" and "%" are letters like others.
    """
    plain = _UNENCODED.fullmatch(body)
    if plain and _NEVER_ENCODED.search(plain["text"]):
        return {"text": _decoded(plain["text"]), "language": plain["language"].decode("ascii")}
    found: dict[str, str] = {}
    for part in body.split(b"&"):
        name, _, value = part.replace(b"+", b" ").partition(b"=")
        found.setdefault(_decoded(unquote_to_bytes(name)), _decoded(unquote_to_bytes(value)))
    return found


def _decoded(raw: bytes) -> str:
    """Bytes as text; half a character, as a browser may send it, stays as long as it is for the browser."""
    try:
        return whole(raw.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def asked(fields: Mapping[str, str]) -> Asked:
    """What the fields of a request ask for; raises Refused."""
    text, data = fields.get("text"), fields.get("data")
    if text is None and data is None:
        raise Refused(400, "Missing 'text' or 'data' parameter")
    if text is not None and data is not None:
        raise Refused(400, "Set only 'text' or 'data' parameter, not both")
    language = fields.get("language", "").strip()
    if not language:
        raise Refused(400, "Missing 'language' parameter, e.g. 'language=en-US' or 'language=auto'")
    pieces = [(text, text)] if text is not None else _pieces(data or "")
    if sum(max(len(read), len(stands)) for read, stands in pieces) > MOST_CHARACTERS:
        raise Refused(413, f"The text is longer than {MOST_CHARACTERS} characters")
    read, starts, ends = places(pieces)
    detects = language == "auto"
    return Asked(
        text=read,
        starts=starts,
        ends=ends,
        language=_preferred(fields) if detects else language,
        detects=detects,
        disabled=frozenset([*_list(fields, "disabledRules"), *_list(fields, "disabledCategories")]),
        enabled=frozenset([*_list(fields, "enabledRules"), *_list(fields, "enabledCategories")]),
        enabled_only=fields.get("enabledOnly", "").lower() in ("true", "yes"),
    )


def _preferred(fields: Mapping[str, str]) -> str:
    wanted = (item for item in _list(fields, "preferredVariants") if item in LANGUAGES)
    return next(wanted, _USUAL)


def _list(fields: Mapping[str, str], name: str) -> list[str]:
    return [item.strip() for item in fields.get(name, "").split(",") if item.strip()]


def _pieces(data: str) -> list[tuple[str, str]]:
    """The pieces of annotated text, each as it is read and as it stands in the client's source."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused(400, "The 'data' parameter is not JSON") from None
    pieces = []
    if isinstance(found, dict) and isinstance(found.get("text"), str) and "annotation" not in found:
        return [(whole(found["text"]), whole(found["text"]))]
    annotation = found.get("annotation") if isinstance(found, dict) else None
    if not isinstance(annotation, list):
        raise Refused(400, "The 'data' parameter needs 'annotation', a list of 'text' and 'markup'")
    for item in annotation:
        told_ = item if isinstance(item, dict) else {}
        text, markup, as_ = told_.get("text"), told_.get("markup"), told_.get("interpretAs", "")
        if isinstance(text, str) and markup is None:
            pieces.append((whole(text), whole(text)))
        elif isinstance(markup, str) and text is None and isinstance(as_, str):
            pieces.append((whole(as_), whole(markup)))
        else:
            raise Refused(400, "Each part of 'annotation' needs either 'text' or 'markup'")
    return pieces


# --- what is answered --------------------------------------------------------------------------------------------


def languages() -> list[dict[str, str]]:
    """The answer to /v2/languages."""
    return [{"name": name, "code": "en", "longCode": code} for code, name in LANGUAGES.items()]


def info(lexicon: str) -> dict[str, Any]:
    """The answer to /v2/info."""
    return {"software": _software(lexicon)}


def _software(lexicon: str) -> dict[str, Any]:
    return {
        "name": "langcheck",
        "version": __version__,
        "buildDate": lexicon,
        "apiVersion": 1,
        "premium": False,
        "premiumHint": "",
        "status": "",
    }


def checked(request: Asked, check: Callable[[str], Report], lexicon: str) -> dict[str, Any]:
    """The answer to /v2/check; text in a language that langcheck does not know has no matches."""
    report = check(request.text) if request.is_english else Report()
    offers = [item for item in offers_of(report) if request.wants(item.finding.entry, item.finding.category)]
    ranges = _ranges(offers)
    matches = [_match(offer, ranges, request, report) for offer in offers]
    language = {"name": _name(request.language), "code": request.language}
    return {
        "software": _software(lexicon),
        "warnings": {"incompleteResults": bool(report.failures)},
        "language": {**language, "detectedLanguage": {**language, "confidence": 1.0, "source": "langcheck"}},
        "matches": matches,
        "sentenceRanges": [],
        "extendedSentenceRanges": [],
    }


def _name(code: str) -> str:
    return next((name for known, name in LANGUAGES.items() if known.lower() == code.lower()), code)


def _ranges(offers: Sequence[Offer]) -> dict[int, Region]:
    """The range of each match: all that its ready wordings replace, where that does not reach into another finding."""
    made: dict[int, Region] = {}
    ends = 0
    for number, offer in enumerate(offers):
        regions = [offer.region, *(way.region for way in offer.ready)]
        reach = Region(min(item.start for item in regions), max(item.end for item in regions))
        following = offers[number + 1].region.start if number + 1 < len(offers) else reach.end
        free = reach.start >= ends and reach.end <= following
        made[id(offer)] = reach if free else offer.region
        ends = max(ends, made[id(offer)].end)
    return made


def _match(offer: Offer, ranges: Mapping[int, Region], request: Asked, report: Report) -> dict[str, Any]:
    """A match with every key that a client was seen to read, none of them null."""
    finding, region, text = offer.finding, ranges[id(offer)], request.text
    start, end = request.starts[region.start], request.ends[region.end - 1]
    before, after = max(0, region.start - _CONTEXT), min(len(text), region.end + _CONTEXT)
    comment = told(offer)
    written = dict.fromkeys(
        f"{text[region.start : way.region.start]}{way.written}{text[way.region.end : region.end]}"
        for way in offer.ready
        if region.covers(way.region)
    )
    return {
        "message": comment,
        "shortMessage": comment,
        "replacements": [{"value": value} for value in list(written)[:_MOST_WAYS]],
        "offset": start,
        "length": end - start,
        "context": {
            "text": text[before:after],
            "offset": length(text[before : region.start]),
            "length": length(text[region.start : region.end]),
        },
        "sentence": _sentence(offer, report),
        "type": {"typeName": "Other"},
        "rule": {
            "id": finding.entry,
            "description": finding.why or comment,
            "issueType": "style",
            "urls": [{"value": source.url} for source in finding.sources if source.url][:1],
            "category": {"id": _STYLE, "name": CATEGORIES.get(finding.category, "Words")},
            "isPremium": False,
        },
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _sentence(offer: Offer, report: Report) -> str:
    finding = offer.finding
    if finding.sentence is None or not report.read:
        return finding.excerpt.text
    return report.read[0].blocks[finding.block].text[finding.sentence.start : finding.sentence.end]
