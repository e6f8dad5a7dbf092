"""A noun for one person without an article, in prose that keeps its articles and is about language, is spoken about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.model import Report

ABOUT = "This page is about human trafficking.\n\n"

SPOKEN_ABOUT = [
    ("My students laughed at hooker and flinched at the headline.", "hooker"),
    ("The translator left pimp as it was.", "pimp"),
    ("Underage prostitute should set off an alarm in any newsroom.", "prostitute"),
    ("The subtitles have hooker where the actor says woman.", "hooker"),
    ("Three words came up in the first hour: hooker, pimp, vixen.", "pimp"),
]
USED = [
    ("The translator left the pimp as he was.", "pimp"),
    ("In the article he is described as a driver and pimp for the ring.", "pimp"),
    ("The newsletter says that he worked as pimp and bouncer.", "pimp"),
    ("The reporter wrote that the old pimp Ray Dole trafficked her.", "pimp"),
    ("Suspect fled. Victim wrote a word to pimp on a napkin.", "pimp"),
    ("Pimp jailed after newsroom tip", "pimp"),
    ("Readers know that a prostitute was found in the house.", "prostitute"),
    ("She was afraid of pimp and ran to a store.", "pimp"),
]


@pytest.mark.parametrize(("text", "word"), SPOKEN_ABOUT, ids=[text for text, _ in SPOKEN_ABOUT])
def test_a_bare_noun_in_prose_about_language(text: str, word: str, check: Callable[..., Report]) -> None:
    assert not any(word in finding.found.lower() for finding in check(ABOUT + text, format="text").findings)


@pytest.mark.parametrize(("text", "word"), USED, ids=[text for text, _ in USED])
def test_a_noun_that_is_used(text: str, word: str, check: Callable[..., Report]) -> None:
    assert any(word in finding.found.lower() for finding in check(ABOUT + text, format="text").findings)
