"""LanguageTool's interface as plain data: what clients send is read as they mean it, what they read is all there."""

from __future__ import annotations

import json
import random
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest

import langcheck
from langcheck import __version__
from langcheck.clients.languagetool import (
    LANGUAGES,
    MOST_CHARACTERS,
    Refused,
    asked,
    checked,
    fields_of,
    languages,
)
from langcheck.clients.utf16 import Units, length, places, whole
from langcheck.model import Report
from langcheck.settings import Settings
from langcheck.tasks import checker_of

MATCH = {
    "message": str,
    "shortMessage": str,
    "replacements": list,
    "offset": int,
    "length": int,
    "context": dict,
    "sentence": str,
    "type": dict,
    "rule": dict,
    "ignoreForIncompleteSentence": bool,
    "contextForSureMatch": int,
}
"""What each match has, whatever it is of: LibreOffice 7.4 ends where one of them is missing."""


def check(text: str) -> Report:
    return checker_of(Settings(), keep_documents=True).check_string(text, name="text", format="text")


def answer(**fields: str) -> dict[str, Any]:
    made = checked(asked({"language": "en-US", **fields}), check, "2026.11")
    back: dict[str, Any] = json.loads(json.dumps(made))
    assert back == made
    return made


def marked(text: str, made: dict[str, Any]) -> list[str]:
    """The words of a text that a client would mark, which counts in UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [
        raw[2 * item["offset"] : 2 * (item["offset"] + item["length"])].decode("utf-16-le", "surrogatepass")
        for item in made["matches"]
    ]


def corrected(text: str, made: dict[str, Any]) -> str:
    """A text with the first replacement of every match, as clients do that accept all at once."""
    raw = text.encode("utf-16-le")
    for item in reversed(made["matches"]):
        if item["replacements"]:
            end = 2 * (item["offset"] + item["length"])
            raw = raw[: 2 * item["offset"]] + item["replacements"][0]["value"].encode("utf-16-le") + raw[end:]
    return raw.decode("utf-16-le")


# --- what clients send ---


@pytest.mark.parametrize(
    "text",
    [
        "R&D at 100% + a=b; “x”.",
        "R&D: a prostitute, 50% + more; x=y.",
        "Two.  Double  spaces & a  prostitute &language=de-DE",
        "%41 is no A here",
        "\u200bThe pimp left.",
        "😀 left,\r\nall of us",
    ],
)
def test_the_form_of_libreoffice_7_4_is_read_as_it_was_meant(text: str) -> None:
    raw = f"text={text}&language=en-US".encode()
    assert fields_of(raw) == {"text": text, "language": "en-US"}
    named = f"text={text}&language=en-US&username=ann&apiKey=k".encode()
    assert fields_of(named) == {"text": text, "language": "en-US"}


@pytest.mark.parametrize("text", ["R&D at 100% + a=b; “x”.", "a prostitute &language=de-DE", "one", "", "%41", "é😀\n"])
def test_an_encoded_form_is_read_as_forms_are(text: str) -> None:
    assert fields_of(urlencode({"language": "en-US", "text": text}).encode()) == {"language": "en-US", "text": text}
    assert fields_of(f"text={quote_plus(text)}&language=en-US".encode()) == {"language": "en-US", "text": text}


def test_halves_of_characters_keep_their_length() -> None:
    assert fields_of(b"text=a+%ED%A0%BD+b&language=en") == {"text": "a \ufffd b", "language": "en"}
    assert length(whole("\ud83d x")) == length("\ufffd x")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"language": "en"}, 400),
        ({"language": "en", "text": "a", "data": "{}"}, 400),
        ({"text": "a"}, 400),
        ({"text": "a", "language": ""}, 400),
        ({"language": "en", "data": "no"}, 400),
        ({"language": "en", "data": "[" * 100_000}, 400),
        ({"language": "en", "data": "[]"}, 400),
        ({"language": "en", "data": '{"annotation": [{"text": "a", "markup": "b"}]}'}, 400),
        ({"language": "en", "data": '{"annotation": [{"text": null}]}'}, 400),
        ({"language": "en", "data": '{"annotation": [1]}'}, 400),
        ({"language": "en", "text": "a" * (MOST_CHARACTERS + 1)}, 413),
    ],
)
def test_what_cannot_be_answered_is_refused(fields: dict[str, str], status: int) -> None:
    with pytest.raises(Refused) as refused:
        asked(fields)
    assert refused.value.status == status


# --- positions ---


def test_units_count_as_utf_16_does() -> None:
    chosen = random.Random(7)
    for _ in range(200):
        text = "".join(chosen.choice("a é😀\U0001f3fd\u200b") for _ in range(chosen.randrange(12)))
        units = Units(text)
        for offset in range(len(text) + 1):
            at = len(text[:offset].encode("utf-16-le")) // 2
            assert (units.at(offset), units.character(at)) == (at, offset)
    assert Units("a😀b").character(2) == 1


def test_annotated_text_is_counted_with_its_markup() -> None:
    text, starts, ends = places([("", "<p>"), ("a😀", "a😀"), ("\n\n", "<br>"), ("b", "b")])
    assert text == "a😀\n\nb"
    assert list(zip(starts, ends, strict=True)) == [(3, 4), (4, 6), (6, 10), (6, 10), (10, 11)]


@pytest.mark.model
def test_marks_of_annotated_text_stand_at_its_words() -> None:
    source = "<p>A <b>prostitute</b> 😀 and a pimp.</p>"
    parts = [
        {"markup": "<p>"}, {"text": "A "}, {"markup": "<b>"}, {"text": "prostitute"}, {"markup": "</b>"},
        {"text": " 😀 and a pimp."}, {"markup": "</p>", "interpretAs": "\n\n"},
    ]  # fmt: skip
    made = answer(data=json.dumps({"annotation": parts}))
    assert marked(source, made)[-1] == "pimp"
    assert [(item["offset"], item["length"]) for item in made["matches"]][-1] == (32, 4)
    assert "prostitute" in marked(source, made)[0]
    assert all("</b>" not in words or words.startswith(("A ", "a ")) for words in marked(source, made))


# --- answers ---

TEXT = "café 😀 An underage prostitute\u00a0was found. The pimp took her phone. The drug addict was found in the motel."


@pytest.mark.model
def test_every_key_that_a_client_reads_is_there() -> None:
    made = answer(text=TEXT)
    assert list(made) == ["software", "warnings", "language", "matches", "sentenceRanges", "extendedSentenceRanges"]
    assert len(made["matches"]) == 3
    for item in made["matches"]:
        assert {key: type(value) for key, value in item.items()} == MATCH
        assert item["shortMessage"].endswith(".")
        assert item["message"].endswith(".")
        assert 0 <= len(item["replacements"]) <= 10
        assert set(item["rule"]) == {"id", "description", "issueType", "urls", "category", "isPremium"}
        assert item["rule"]["description"] != ""
        assert (item["rule"]["issueType"], item["rule"]["category"]["id"]) == ("style", "STYLE")
        context = item["context"]["text"].encode("utf-16-le")
        start, end = item["context"]["offset"], item["context"]["offset"] + item["context"]["length"]
        assert context[2 * start : 2 * end].decode("utf-16-le") in marked(TEXT, made)


@pytest.mark.model
def test_an_answer_is_exactly_this() -> None:
    text = "She was 😀 an underage prostitute."
    (finding,) = langcheck.check_text(text).findings
    language = {"name": "English (GB)", "code": "en-GB"}
    assert answer(text=text, language="en-GB") == {
        "software": {
            "name": "langcheck",
            "version": __version__,
            "buildDate": "2026.11",
            "apiVersion": 1,
            "premium": False,
            "premiumHint": "",
            "status": "",
        },
        "warnings": {"incompleteResults": False},
        "language": {**language, "detectedLanguage": {**language, "confidence": 1.0, "source": "langcheck"}},
        "matches": [
            {
                "message": finding.message,
                "shortMessage": finding.message,
                "replacements": [{"value": suggestion.text} for suggestion in finding.suggestions],
                "offset": 11,
                "length": 22,
                "context": {"text": text, "offset": 11, "length": 22},
                "sentence": text,
                "type": {"typeName": "Other"},
                "rule": {
                    "id": finding.entry,
                    "description": finding.why,
                    "issueType": "style",
                    "urls": [{"value": next(source.url for source in finding.sources if source.url)}],
                    "category": {"id": "STYLE", "name": "Labels for children"},
                    "isPremium": False,
                },
                "ignoreForIncompleteSentence": False,
                "contextForSureMatch": 0,
            }
        ],
        "sentenceRanges": [],
        "extendedSentenceRanges": [],
    }


@pytest.mark.model
def test_a_match_reaches_as_far_as_its_wording_and_accepting_all_leaves_questions_alone() -> None:
    made = answer(text=TEXT)
    assert marked(TEXT, made) == ["An underage prostitute", "pimp", "drug addict"]
    pimp = made["matches"][1]
    assert pimp["replacements"] == []
    assert '"trafficker" if a court convicted this person of trafficking' in pimp["message"]
    fixed = corrected(TEXT, made)
    assert fixed.startswith(
        "café 😀 A child sex trafficking victim\u00a0was found. The pimp took her phone. The person with"
    )


@pytest.mark.model
def test_no_replacement_has_an_open_question() -> None:
    for text in (
        TEXT,
        "The john paid the madam. He is an illegal alien.",
        "The prostitute was arrested by the deputy.",
    ):
        for item in answer(text=text)["matches"]:
            (finding,) = [
                found
                for found in langcheck.check_text(text).findings
                if found.entry == item["rule"]["id"] and found.message in item["message"]
            ]
            asked_first = {suggestion.text for suggestion in finding.suggestions if suggestion.when}
            assert asked_first.isdisjoint(value["value"] for value in item["replacements"])
            if finding.ready is not None:
                assert item["replacements"][0]["value"].endswith(finding.ready.text)


@pytest.mark.model
def test_words_that_may_be_somebody_elses_are_not_replaced() -> None:
    (item,) = answer(text="Ann: He met an underage prostitute there.")["matches"]
    assert item["replacements"] == []
    assert "Only if these are your own words, write" in item["message"]


@pytest.mark.model
def test_clients_choose_among_entries() -> None:
    def entries(**fields: str) -> list[str]:
        return [item["rule"]["id"] for item in answer(text=TEXT, **fields)["matches"]]

    every = entries()
    assert entries(disabledRules="MORFOLOGIK_RULE_EN_US, en.trafficker.pimp") == [every[0], every[2]]
    assert entries(disabledCategories="trafficker-label,TYPOS") == [every[0], every[2]]
    assert entries(disabledCategories="STYLE") == []
    assert entries(enabledRules="en.trafficker", enabledOnly="yes") == [every[1]]
    assert entries(enabledRules="en.trafficker", enabledOnly="false", level="picky", motherTongue="de") == every
    assert entries(enabledCategories="STYLE", enabledOnly="true") == every
    assert entries(enabledRules="OTHER", enabledOnly="true") == []


@pytest.mark.parametrize("text", ["", "  \n", "\0", "\ufeff", "It rained."])
def test_nothing_to_find_is_an_answer(text: str) -> None:
    assert answer(text=text)["matches"] == []


@pytest.mark.model
@pytest.mark.parametrize("before", ["\ufeff", "\0 ", "\ufffd ", "\u200b", "\u2028", "\x0c"])
def test_odd_characters_shift_nothing(before: str) -> None:
    text = f"{before}The girl said that the pimp left."
    assert "pimp" in marked(text, answer(text=text))


def test_other_languages_have_no_matches() -> None:
    assert answer(text=TEXT, language="de-DE")["matches"] == []
    assert answer(text=TEXT, language="fr")["language"]["name"] == "fr"


@pytest.mark.parametrize(("fields", "code"), [({}, "en-US"), ({"preferredVariants": "de-DE,en-GB"}, "en-GB")])
def test_a_language_that_is_to_be_found_out_is_english(fields: dict[str, str], code: str) -> None:
    made = answer(text="It rained.", language="auto", **fields)
    assert made["language"]["code"] == code


def test_languages_are_kinds_of_english() -> None:
    assert languages()[:2] == [
        {"name": "English", "code": "en", "longCode": "en"},
        {"name": "English (US)", "code": "en", "longCode": "en-US"},
    ]
    assert {item["longCode"] for item in languages()} == set(LANGUAGES)


def test_a_text_that_was_not_checked_to_its_end_says_so() -> None:
    failed = langcheck.Failure("text", "too much", "less")
    made = checked(asked({"text": "a", "language": "en"}), lambda _: Report(failures=(failed,)), "1")
    assert made["warnings"] == {"incompleteResults": True}
