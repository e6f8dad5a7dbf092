"""Offences: the name of a crime is left alone, the story of it is not."""

from __future__ import annotations

import pytest

from langcheck.analysis.offences import OffenceWords, find_offences
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Role

NAMED = [
    ("He was convicted of pimping and pandering.", ["pimping", "pandering"]),
    ("He was charged Tuesday with two felony counts of pimping.", ["pimping"]),
    ("She pleaded guilty to promoting prostitution.", ["promoting prostitution"]),
    (
        "He was sentenced today to ten years and eight months in state prison for pimping a 16-year-old girl.",
        ["pimping"],
    ),
    (
        "They were arrested on suspicion of human trafficking, pimping, and possessing child pornography.",
        ["human trafficking", "pimping", "child pornography"],
    ),
    ("One count of patronizing a prostitute was dropped.", ["patronizing a prostitute"]),
    ("The pimping charges were read.", ["pimping"]),
    ("He has priors for pandering and pimping.", ["pandering", "pimping"]),
    ("Prostitution arrests fell.", ["Prostitution"]),
    ("MAN SENTENCED FOR PIMPING WOMAN", ["PIMPING"]),
    ("Penal Code section 266h (pimping) applies.", ["pimping"]),
    (
        "Pandering is the act of persuading a person to become a prostitute.",
        ["Pandering is the act of persuading a person to become a prostitute"],
    ),
    ("Messages spoke of pimping and pandering.", ["pimping and pandering"]),
    ("The man faces 3 counts child pornography.", ["child pornography"]),
    ("The man faces felony counts child pornography.", ["child pornography"]),
    ("Counts I through III, child pornography, were dropped.", ["child pornography"]),
    (
        "He was found guilty on both counts, child pornography and pimping.",
        ["child pornography", "pimping"],
    ),
    ("The child pornography counts were dropped.", ["child pornography"]),
    ("He faces charges for child pornography.", ["child pornography"]),
    ("He was charged for child pornography and fined $40.", ["child pornography"]),
    ("He was charged with possessing over 1,000 child pornography images.", ["child pornography"]),
    ("He was convicted of 12 child pornography counts.", ["child pornography"]),
    ("He was convicted of possessing 12 images of child pornography.", ["child pornography"]),
    ("Nolan, convicted of trafficking, was then charged with pimping.", ["trafficking", "pimping"]),
    ("Classification: Sextortion / Child porn", ["Sextortion / "]),
    ("Placement: [X] Runaway  [ ] Lost", ["Runaway"]),
    ("He was convicted of having sex with a minor.", ["having sex"]),
    ("He was charged with having sex with an inmate.", ["having sex"]),
    ("He was convicted of operating a prostitution ring.", ["prostitution"]),
    ("S2 BOOKED: PIMPING, PANDERING, POSS METH.", ["PIMPING", "PANDERING"]),
    ("He was charged with travel and with using a phone to entice a minor.", ["entice a minor"]),
    ("Pimping a minor under 16 carries a longer term.", ["Pimping"]),
    ("Prostitution of a minor is punished by up to ten years.", ["Prostitution of a minor"]),
    ("Pimping out a runaway is a felony in both states.", ["Pimping"]),
    ("Could he be charged with pimping? With harboring a runaway?", ["pimping", "harboring a runaway"]),
    ("Smith was charged with pimping. In child prostitution, hotels often look away.", ["pimping"]),
    (
        "Sexual intercourse with a child younger than 10 years old",
        ["Sexual intercourse with a child younger than 10 years old"],
    ),
    ("The accused must have acted to induce her to be a prostitute.", ["be a prostitute"]),
    ("Under section 12 he must have acted to induce her to be a prostitute.", ["be a prostitute"]),
    ("Jurors must find that he caused the girl, and that he meant her, to be a prostitute.", ["be a prostitute"]),
    ("Pimping a minor carries up to ten years.", ["Pimping"]),
    ("Pimping a minor brings a long term in prison.", ["Pimping"]),
    ("He must have induced her to enter interstate commerce to be a prostitute.", ["be a prostitute"]),
    ("The state must show that he persuaded her to be a prostitute.", ["be a prostitute"]),
    ("He was tried for attempted distribution of child pornography.", ["child pornography"]),
]
TOLD = [
    "S2 was arrested: the pimp had sent her a map.",
    "He used a phone to entice a minor.",
    "He was convicted of assault in 2019 and is a career pimp.",
    "Care plan, section 2: The pimp knows where her mother lives.",
    "Count 3 (section 266h): her pimp drove off.",
    "He is accused of pimping her by arranging dates.",
    "He pimped Jane Doe at three motels.",
    "Pimping a minor made him rich, and a lawyer carries his case.",
    "Child prostitution carries a stigma for life.",
    "Child prostitution is a crime that few report.",
    "Pimping his niece for two years, he carried a gun and faced a fine.",
    "Could he be asked about it? With pimping a girl he had no trouble.",
    "He had sexual intercourse with a child younger than 10 years old.",
    "He must have told her to be a prostitute.",
    "The driver must have sought to hide the child pornography.",
    "He must have meant to leave, but the girl was forced into prostitution.",
    "The accused must have meant to leave, but the girl was forced into prostitution.",
    "The hotel must show that its staff knew of child prostitution.",
    "In this state the hotel must show that its staff knew of child prostitution.",
    "Child pornography brings a big fine and a life of pain.",
    "Child prostitution brings a child years of pain.",
    "She had to travel to be a prostitute in another state.",
    "He was arrested for driving a prostitute to a hotel.",
    "He was sentenced for murdering a prostitute in her room.",
    "At the time of his arrest, he was in possession of messages consistent with pimping Jane Doe.",
    "He was charged with assault after the pimp ran.",
    "The editor was arrested with child pornography on his phone and is charged with fraud.",
    "A relative found child pornography on his computer.",
    "They were charged in a scheme to pimp teens.",
    "The unit counts child pornography by the file.",
    "We count child pornography by the file.",
    "The unit seizes and counts child pornography.",
    "Nobody can count child pornography by the picture.",
    "Count the child pornography by the file.",
    "It counts as child pornography.",
    "Child pornography counts as abuse.",
    "The site charges for child pornography.",
    "The forum charges 40 dollars for child pornography.",
    "He charged $40 for child pornography.",
    "They charged members a fee for child pornography.",
    "He attempted to sell child pornography.",
    "The section on child pornography is long.",
    "He was convicted of hoarding 90 child pornography files in his shed.",
    "He was found guilty of storing 1,200 child porn clips.",
    "Nolan, convicted last year of kidnapping, was her pimp for two years.",
    "He was sentenced for assault on the women's pimp.",
    "Nolan, charged with kidnapping, had worked for a pimp.",
    "Classification: Child porn",
    "She was charged with laundering for a child prostitution business.",
    "He was sentenced for having sex with his 12-year-old cousin.",
    "Coach Charged With Having Sex With Team Member",
]


@pytest.mark.parametrize(("text", "names"), NAMED, ids=[text for text, _ in NAMED])
def test_the_name_of_an_offence_is_found(text: str, names: list[str], lexicon: Lexicon) -> None:
    found = find_offences(text, Role.PROSE, OffenceWords.of(lexicon))
    words = {text[region.start : region.end].rstrip(".") for region in found}
    assert set(names) <= words
    assert all(any(word in name or name in word for name in names) for word in words)


@pytest.mark.parametrize("text", TOLD)
def test_the_story_of_an_offence_is_not_its_name(text: str, lexicon: Lexicon) -> None:
    assert find_offences(text, Role.PROSE, OffenceWords.of(lexicon)) == []


@pytest.mark.parametrize(
    ("text", "is_charge"),
    [
        ("(2) Pimping", True),
        ("Pimping a minor over the age of 16 years", True),
        ("Count 3 – Pandering by procuring", True),
        ("Human trafficking", True),
        ("Pimping ruins lives", False),
        ("He was pimping", False),
        ("• PIMP", False),
        ("2. Panderer", False),
        ("PIMP/PANDER", True),
        # captions of charts and columns count a topic
        ("Child pornography by year", False),
        ("Child pornography, by calendar year", False),
        ("Pimping per month", False),
        ("Child pornography over time", False),
        ("Possession of child pornography by year", True),
        ("Child pornography by a person over 18 years", True),
        ("Pimping by force", True),
    ],
)
def test_a_bare_line_of_charges(text: str, is_charge: bool, lexicon: Lexicon) -> None:
    found = find_offences(text, Role.HEADING, OffenceWords.of(lexicon))
    assert bool(found) is is_charge
