"""Fictional press releases and reports for benchmarks: as many words of the lexicon per 1,000 words as real ones have.

On the corpus at hand, press releases hold 2.7 findings and 6.9 words that are left alone per 1,000 words, and a quarter
of them neither. About a quarter of the sentences with a word of the lexicon are the same in many documents.
"""

from __future__ import annotations

import random
from pathlib import Path

NAMES = (
    "Ruiz Okafor Lindqvist Haddad Moreau Tanaka Novak Brandt Silva Keller Osei Dunn Varga Petrov Castillo Abara".split()
)
TOWNS = "Marlow Eastvale Pinehurst Corran Belmore Waverly Dunmore Ashby Larkfield Stonebridge Hartwell Quarry".split()
STREETS = ("Alder Street", "Route 9", "Mill Road", "Cedar Avenue", "Fifth Street", "Canyon Drive", "Orchard Lane")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

CLEAN = (
    "Detective {name} wrote the plate number in a notebook and waited beside the car on {street}.",
    "A neighbor in {town} told {name} that the gate had been open since {day} evening.",
    "The council of {town} will vote on the budget of {number} thousand dollars at its next meeting.",
    "Investigator {name} testified for {number} minutes before the court took a recess until {day}.",
    "The hearing was put off until {day} because {name} was ill, a clerk of the court in {town} said.",
    "Officers met {name} near {street} at {number} minutes past nine and took a statement at the station.",
    "The task force of {town} works with {number} agencies, among them the state police and two counties.",
    "Records of the hotel on {street} show that the room was paid for with a card that belonged to {name}.",
    "Anyone with information is asked to call Detective {name} of the {town} Police Department.",
    "Prosecutor {name} thanked the patrol officers who had found the car on {street} that {day}.",
    "A search of the apartment on {street} led to {number} telephones, a ledger and a rented car.",
    "The judge fixed bail at {number} thousand dollars and told {name} to stay away from {street}.",
    "{name} was arrested on {day} near {street} and is being held in the county jail in {town}.",
    "An advocate met with her at the hospital in {town} and was there until {day} morning.",
    "The library in {town} has {number} desks and lends maps to readers from other counties.",
    "She told Officer {name} that the man owned a gray truck and lived somewhere off {street}.",
    "According to the complaint, {name} rented rooms along {street} for {number} weeks.",
    "The department trains {number} officers a year to ask open questions and to listen.",
    "Deputy {name} found the child asleep in the back seat and called for a nurse from {town}.",
    "A jury in {town} heard {number} witnesses before it began to deliberate on {day}.",
)
"""Sentences without a word of the lexicon, of which no skim makes more."""

FLAGGED = (
    "Deputies spoke to a prostitute near {street} who knew {name} by sight.",
    "Detective {name} said that an underage prostitute was found in a room on {street}.",
    "The pimp took her telephone and drove off toward {town} with {name}.",
    "On {day} the victim refused to cooperate with Detective {name} of {town}.",
    "Officers arrested a john on {street} after {name} had called the station.",
    "The unit rescued {number} women from a motel on {street} in {town}.",
    "He had child pornography on a telephone that {name} found on {day}.",
)
"""Sentences in which something is flagged."""

PARSED = (
    "The girl, 15, had been working as a prostitute in {town} for {number} days.",
    "The defendant kept {number} sex slaves in a house on {street}, {name} said.",
    "She claimed that {name} had taken her papers and her money on {day}.",
)
"""Sentences in which something is flagged only after a parse: one document in eight has one, as real ones do."""

BOILERPLATE = (
    "Many victims are prostituted by somebody whom they trusted.",
    "Pimps often promise a job, a home or love.",
)
"""Sentences with a finding that stand in many documents."""

LEFT_ALONE = (
    "{name}, {number}, of {town} was convicted of pimping and pandering by a jury on {day}.",
    "{name} is charged with one count of promoting prostitution in the second degree.",
    "A judge sentenced {name} to {number} years for possession of child pornography, a felony.",
    "“He told me to call myself his whore,” the woman said to Detective {name} on {day}.",
    "Officer John {name} of {town} met Detective Johns on {street} that {day}.",
    "The charges against {name} include patronizing a prostitute in the third degree.",
    "The search was led by the Child Exploitation and Human Trafficking Task Force of {town}.",
    "The word “pimp” should not be used in a report, the handbook of {town} says.",
)
"""Sentences with words of the lexicon that are not the author's to change."""

TOPIC = "{name} of {town} was charged with human trafficking after detectives searched a house on {street}."


def write_documents(folder: Path, *, count: int, size: int, clean: bool = False, seed: int = 1) -> int:
    """Write this many text files of about ``size`` bytes each into folders of a hundred; their size in bytes."""
    random_ = random.Random(seed)
    written = 0
    for number in range(count):
        place = folder / f"{number // 100:02}"
        place.mkdir(parents=True, exist_ok=True)
        text = document(random_, size=size, clean=clean or random_.random() < 0.25)
        (place / f"release-{number:04}.txt").write_text(text, encoding="utf-8")
        written += len(text.encode())
    return written


def document(random_: random.Random, *, size: int, clean: bool) -> str:
    """One document of about ``size`` characters, in paragraphs of one to five sentences."""
    paragraphs: list[str] = []
    length = 0
    topic = not clean
    while length < size:
        sentences = []
        for _ in range(random_.randint(1, 5)):
            sentences.append(_filled(random_, TOPIC if topic else _template(random_, clean=clean)))
            topic = False
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs) + "\n"


def _template(random_: random.Random, *, clean: bool) -> str:
    at = 1.0 if clean else random_.random()
    if at < 0.003:
        return random_.choice(PARSED)
    if at < 0.05:
        return random_.choice(FLAGGED)
    if at < 0.06:
        return random_.choice(BOILERPLATE)
    if at < 0.16:
        return random_.choice(LEFT_ALONE)
    return random_.choice(CLEAN)


def _filled(random_: random.Random, template: str) -> str:
    return template.format(
        name=random_.choice(NAMES),
        town=random_.choice(TOWNS),
        street=random_.choice(STREETS),
        day=random_.choice(DAYS),
        number=random_.randint(2, 59),
    )
