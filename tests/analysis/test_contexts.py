"""Minimal pairs: for each context a sentence that must flag and its near-miss that must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.analysis.contexts import CONTEXTS, STANDARD
from langcheck.model import Report
from tests.conftest import found

pytestmark = pytest.mark.model

PAIRS: dict[str, list[tuple[str, str, str]]] = {
    "quotation": [
        ("The pimp took her phone.", "“The pimp took my phone,” she said.", "pimp"),
        ("She said that the pimp had left.", "She said, “The pimp had left.”", "pimp"),
        ("They were runaways.\n\nIt was cold.", "He wrote:\n\n> They were runaways.", "runaways"),
        ("“They [the pimp and his aunt] ran,” she said.", "“They, the pimp and his aunt, ran,” she said.", "pimp"),
        (
            "Marsh left in 2009. Prostitutes and the law were her subject.",
            "Marsh, T. (2009). Prostitutes and the law: A county study. Rural Policing, 4(2), 11–29.",
            "Prostitutes",
        ),
        (
            "Every whore in this port was somebody's daughter.\n\nThe mission closed.",
            "Every whore in this port was somebody's daughter.\n\n— Dock Street Mission, Annual Report, 1911",
            "whore",
        ),
        (
            "Q: What is a pimp?\n\nA: Somebody who keeps what a hooker earns.",
            "Q: Who was in the room?\n\nA: I was, and one more hooker.",
            "hooker",
        ),
        (
            "Place: Who keeps the inn?\n\nNarrative: I met the hooker and her pimp there.",
            "Pell: Who kept the inn?\n\nCrewe: I did.\n\nPell: Who else?\n\nCrewe: One more hooker and her pimp. I liked her.",
            "hooker",
        ),
        ("“I ran,” she said, and the pimp left.", "“I ran,” she said, “and the pimp left.”", "pimp"),
    ],
    "scare-quote": [
        ("The whore left.", "The “whore” left.", "whore"),
        ("The junkie left.", "The 'junkie' left.", "junkie"),
    ],
    "code": [
        ("The pimp site closed.", "The site pimp-my-county.example.org closed.", "pimp"),
        ("The file on the pimp was lost.", "The file pimp_report.docx was lost.", "pimp"),
    ],
    "official-name": [
        (
            "Runaway Dana Whitlow, 14, was at the mall.",
            "Runaway Bay Marina, 14 miles west, was open to the girls.",
            "runaway",
        ),
        ("A ban on modern slavery came.", "The Modern Slavery Act 2015 came.", "modern slavery"),
        (
            "A group for trafficked sex workers spoke.",
            "The Trafficked Sex Workers Outreach Project spoke.",
            "sex workers",
        ),
        (
            "They call for an end to modern slavery now.",
            "They call for End Modern Slavery Now to speak.",
            "modern slavery",
        ),
    ],
    "link-title": [
        (
            "- Read on: [Who we are](us.html), where johns say why they pay traffickers.",
            "- [Why johns pay traffickers](why.html)",
            "johns",
        ),
    ],
    "offence": [
        (
            "It is an offense against dignity, and modern slavery goes on.",
            "He faces one offense: modern slavery.",
            "slavery",
        ),
        (
            "He is charged with rape for having sex with a girl of 14.",
            "He is charged with having sex with a girl of 14.",
            "having sex with",
        ),
        (
            "He forced a girl of 14 to perform a sex act.",
            "He was convicted of forcing a girl of 14 to perform a sex act.",
            "perform a sex act",
        ),
        (
            "He was sentenced for arson in May. He showed a boy child pornography.",
            "He was sentenced for molesting nine boys in a hut on the north shore of a lake and showing a boy child pornography.",
            "child pornography",
        ),
        ("The two were pimping her before with help.", "He was charged twice before with pimping.", "pimping"),
        ("For pimping her he kept half.", "For pimping two women he was sentenced to six years.", "pimping"),
        ("He is accused of pimping her for months.", "He is charged with pimping her for months.", "pimping"),
        (
            "He kept child pornography at home.",
            "He was convicted of keeping child pornography at home.",
            "child pornography",
        ),
        ("He was sentenced for shooting a prostitute.", "He was sentenced for soliciting a prostitute.", "prostitute"),
    ],
    "mention": [
        ("The child prostitute was found.", "The term child prostitute was dropped.", "child prostitute"),
        (
            "The form gives child prostitute as work.",
            "The form gives child prostitute [sic] as work.",
            "child prostitute",
        ),
        ("Crackhead is what he called her.", "Do not use crackhead, even in a joke.", "crackhead"),
        ("Deputies met illegal aliens.", "Write noncitizens instead of “illegal aliens”.", "illegal aliens"),
    ],
    "person-name": [
        ("Sex trafficking pays because johns pay.", "Sex trafficking is studied by John Johns.", "johns"),
        ("Several Johns were held for prostitution.", "Johns was held for prostitution on Friday.", "Johns"),
    ],
    "person-is-minor": [
        ("A woman, 24, who was a prostitute, was met.", "A girl, 14, who was a prostitute, was met.", "prostitute"),
    ],
    "victim-subject": [
        ("The rape victim claimed that he hit her.", "The rape suspect claimed that he hit her.", "claimed"),
        ("The trafficking victim admitted that she ran.", "The trafficker admitted that she ran.", "admitted"),
        ("The trafficking victim refused to testify.", "The trafficker refused to testify.", "refused to testify"),
        (
            "Mara Lopes was raped in May. Lopes claimed that he had a key.",
            "Mara Lopes was arrested for rape in May. Lopes claimed that he had a key.",
            "claimed",
        ),
        (
            "The boy told of sexual abuse. He claimed that the shed was locked.",
            "The coach told of sexual abuse. He claimed that the shed was locked.",
            "claimed",
        ),
        (
            "The rape victim came. She admitted that she knew him.",
            "Ms. Diaz pleaded guilty to rape. She admitted that she knew him.",
            "admitted",
        ),
        ("Some of the trafficking victims claimed that.", "Some of the traffickers claimed that.", "claimed"),
        ("The rape victim and her mother claimed that.", "The police and the rape suspect claimed that.", "claimed"),
    ],
    "defendant-subject": [
        (
            "Trafficking victims are reluctant to testify.",
            "The defendants in the trafficking case are reluctant to testify.",
            "reluctant to testify",
        ),
    ],
    "exploitation-topic": [
        (
            "The sex trafficking case began. Officers met a hooker.",
            "The rugby case began. Officers met a hooker.",
            "hooker",
        ),
        (
            "Rape is spoken of. The survivor's nightmare went on.",
            "Traffic is spoken of. The driver's nightmare went on.",
            "The survivor's nightmare",
        ),
        (
            "The human trafficking case: victims were rescued.",
            "The drug trafficking case: victims were rescued.",
            "rescued",
        ),
    ],
    "forced": [
        (
            "Trafficking: he threatened the patient and had sex with her.",
            "The patient said she had sex with her husband.",
            "had sex with",
        ),
    ],
    "minor-object": [
        (
            "The student was 15. The coach had sex with her.",
            "The student was 25. The coach had sex with her.",
            "had sex with",
        ),
        (
            "V2 is 13. The report says that the neighbor had sex with V2 at home.",
            "V1 is 13. The report says that the neighbor had sex with V2 at home.",
            "had sex with",
        ),
        ("He had sex with the 14-year-old.", "He had sex with the 14-year-old's mother.", "had sex with"),
        ("He had sex with the eighth grader.", "He had sex with the grader operator.", "had sex with"),
        ("The coach had sex with a 15-year-old.", "The coach had sex with a colleague.", "had sex with"),
        (
            "He had a sexual relationship with a minor.",
            "He had a sexual relationship with a neighbor.",
            "sexual relationship with",
        ),
    ],
    "slang-told": [
        (
            "She was the youngest in his stable and worked the track.",
            "The filly was in his stable and worked the track.",
            "stable",
        ),
        (
            "By June he had her in his stable.\n\nShe came home from the stroll at five.",
            "By June he had her in his stable.\n\nShe came home from the stroll with the pony.",
            "stable",
        ),
        (
            "We hit the track and met two working girls.",
            "We hit the track with two working girls of the relay.",
            "track",
        ),
        (
            "A trick in a van followed her off to the stroll.",
            "A trick in a magic show made her two dates laugh.",
            "trick",
        ),
    ],
    "people-told": [
        (
            "The nightmare of these women went on for a year.",
            "The nightmare of this landlord went on for a year.",
            "The nightmare",
        ),
        (
            "The teens were brainwashed, the nurse wrote.",
            "The voters were brainwashed, the paper wrote.",
            "brainwashed",
        ),
    ],
    "harm-told": [
        (
            "The girl's story kept changing, the file says.",
            "The engine's story kept changing, the file says.",
            "kept changing",
        ),
        (
            "Two women were held captive, and the madam kept watch.",
            "Two robbers were held captive in an elevator, and the madam kept watch.",
            "madam",
        ),
        (
            "Ms. Okoro claims that her employer keeps her bank card.",
            "Ms. Okoro claims that her lawyer keeps her bank card.",
            "claims",
        ),
    ],
    "held-told": [
        (
            "Ines admitted that her employer keeps her phone in his safe.",
            "Ines admitted that her neighbor keeps her phone in his safe.",
            "admitted",
        ),
        (
            "Ines admitted that her husband locked her in at night.",
            "Ines admitted that her husband locked her in at night during the fire.",
            "admitted",
        ),
    ],
    "beside": [
        ("The clerk paid the hooker. He went home.", "The clerk paid the hooker. The scrum was reset.", "hooker"),
    ],
    "document": [
        (
            "The clerk told police that the hooker left before noon.\n\nThe mast of the chapel fair fell over. Nobody was hurt.",
            "The clerk told police that the hooker left before noon.\n\nThe mast and the hull were new. Nobody was hurt.",
            "hooker",
        ),
        (
            "The landlord said that the hooker bent over the rug.\n\nTwo rugs were sold.",
            "The landlord said that the hooker bent over the rug.\n\nIt is wool.",
            "hooker",
        ),
    ],
    "modifier-use": [
        ("A runaway was found.", "A runaway balloon was found.", "runaway"),
    ],
    "noun-use": [
        (
            "The escort was sold online by traffickers for sex.",
            "Deputies escort the sex trafficking survivors.",
            "escort",
        ),
        ("His pimp left.", "He pimps her.", "pimp"),
    ],
    "verb-use": [
        (
            "In the rape case the victim claims that he lied.",
            "In the rape case the victim's claims were true.",
            "claims",
        ),
    ],
    "official-subject": [
        (
            "Agents quickly and quietly rescued trafficking victims.",
            "Agents quickly and quietly rescued the trafficking files.",
            "rescued",
        ),
    ],
}


def cases() -> list[tuple[str, str, str, str]]:
    return [(name, *pair) for name, pairs in PAIRS.items() for pair in pairs]


def flags(report: Report, word: str) -> bool:
    return any(word.rsplit(maxsplit=1)[-1].lower() in finding.lower() for finding in found(report))


@pytest.mark.parametrize(("context", "flagged", "near_miss", "word"), cases())
def test_the_sentence_is_flagged_and_its_near_miss_is_judged_otherwise(
    context: str, flagged: str, near_miss: str, word: str, check: Callable[..., Report]
) -> None:
    if context == "person-is-minor":
        adult, minor = check(flagged).findings[0], check(near_miss).findings[0]
        assert (str(adult.level), str(minor.level)) == ("warning", "error")
        assert "child" not in adult.suggestions[0].text
        assert "child" in minor.suggestions[0].text
        return
    if (context, word) == ("noun-use", "pimp"):
        assert check(flagged).findings[0].entry == "en.trafficker.pimp"
        assert check(near_miss).findings[0].entry == "en.trafficker.pimp-verb"
        return
    markup = "markdown" if context == "link-title" else "text"
    assert flags(check(flagged, format=markup), word), flagged
    assert not flags(check(near_miss, format=markup), word), near_miss


@pytest.mark.parametrize("name", [name for name in STANDARD if name != "code"] + ["code"])
def test_every_standard_context_has_a_pair(name: str) -> None:
    assert name in PAIRS


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Harlan was convicted of human trafficking. The pimp kept it.", ["trafficker", "sexual exploiter?"]),
        (
            "Harlan was charged with human trafficking. The pimp kept it.",
            ["accused trafficker", "sexual exploiter?"],
        ),
        (
            "Harlan was convicted of fraud. The pimp kept it.",
            ["trafficker?", "accused trafficker?", "sexual exploiter?"],
        ),
        (
            "Harlan was charged with drug trafficking. The pimp kept it.",
            ["trafficker?", "accused trafficker?", "sexual exploiter?"],
        ),
    ],
)
def test_a_suggestion_says_no_more_than_the_document_establishes(
    text: str, suggestions: list[str], check: Callable[..., Report]
) -> None:
    """What the document leaves open is offered with its condition, marked "?" here."""
    (finding,) = check(text).findings
    assert [suggestion.text + "?" * bool(suggestion.when) for suggestion in finding.suggestions] == suggestions


def test_every_context_declares_what_it_reads() -> None:
    """No predicate that reads the text alone needs a parse: each is asked of a candidate without one."""
    from langcheck.analysis.contexts import Reads

    assert {context.reads for context in CONTEXTS.values()} == set(Reads)
