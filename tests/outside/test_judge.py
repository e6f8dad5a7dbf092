"""The judge catches what is wrong with a change and keeps silent where nothing is, or where it cannot tell.

A sample is a text with the change in it: ``[words before=>words after]``, and behind ``|`` what the suggestion asks first.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from tests.outside.judge import CHECKS, Complaint, complaints, flagged_again
from tests.outside.sentences import Change

pytestmark = pytest.mark.model

BAD = {
    "roles": (
        "The women were made to engage in forced [sexual slavery=>sex trafficking].",
        "The girl, 14, [had sex with=>sexually abused] the bus driver, 41, behind the depot.",
        "Two men forced the 15-year-old girl to [have sex with=>sexually assault] strangers at the inn.",
        "The victim was driven to Reno to [perform a sex act on=>rape] a banker.",
        "Staff learned that a boy of the home [was intimate with=>exploited] the night guard, 50.",
        "The coach [hit=>was hit by] the referee.",
    ),
    "polarity": (
        "The clerk [did not see=>saw] the girls leave the truck stop.",
        "Ms. Orr [agreed to an interview=>did not agree to an interview] on Monday.",
        "The man [was never alone with=>was alone with] the twins.",
        "The witness did not [want to come=>the arrival] on Friday.",
        "Nurses say the woman [talks to strangers=>talks to no strangers].",
    ),
    "number": (
        "A [hooker=>women in prostitution] waved at the patrol car.",
        "Three [hookers=>person in prostitution] waved at the patrol car.",
        "The [hookers=>person selling sex] were taken to a shelter.",
        "These [fiends=>offender] were seen near the school.",
        "The [hooker=>people who sell sex] was taken to a clinic.",
        "Deputies spoke with the [working girls=>woman] at the stop.",
    ),
    "new-crime": (
        "Deputies met a [pimp=>trafficker] near the old mill on Tuesday.",
        "Marlon Teed, a [hustler=>convicted offender], rents two flats on Pine Street.",
        "The 17-year-old [had sex with=>was raped by] a classmate, also 17.",
        "The girl, 16, and her boyfriend, 17, [slept together=>sexually abused each other] in May.",
        "The [manager=>exploiter] of the salon paid the rent in cash.",
        "Police deny that he [had sex with=>sexually abused] the girl, 13.",
        "Her [pimp=>accused trafficker]'s cousin is charged with human trafficking.",
        "Curtis Bode was acquitted of trafficking; the [pimp=>trafficker] went home on Friday.",
    ),
    "new-age": (
        "Three [hookers=>sexually exploited children] were questioned after the manager's 17-year-old son called.",
        "The [runaways=>missing children] left the bus in Dover.",
        "A [sex worker=>minor] told the clinic about the raid.",
        "The list has six [teen prostitutes=>child sex trafficking victims], aged 16 to 19.",
        "The [hooker=>child sex trafficking victim], 24, has a lawyer.",
        "The [female=>woman] was found asleep by the river.",
    ),
    "new-sex": (
        "Officers found [underage boys=>girls] in the back of the van.",
        "A [hooker=>woman in prostitution] called the hotline.",
        "Teachers met the [boy=>young woman] at the gate, who was 19.",
        "The [johns=>men who bought sex] were fined on Monday.",
    ),
    "new-victim": (
        "Deputies spoke with a [hooker=>victim] outside the diner.",
        "The [sex workers=>survivors] met the mayor on Thursday.",
        "Dana Roe, 34, [worked as a prostitute=>was sold for sex] in Tulsa.",
        "Nine [illegals=>victims] rode in the trailer.",
        "Dara, 15, is not a [child prostitute=>child sex trafficking victim], whatever they write.",
    ),
    "new-state": (
        "Three [illegals=>people without legal status] slept in the shed.",
        "The [drunk=>person with an alcohol use disorder] slept in the lobby.",
        "The witness was [uncooperative=>too afraid to speak].",
        "A [known hooker=>woman with a criminal record] stood by the pump; the woman left at ten.",
        "The tenant was [crazy=>traumatized] when the deputies came.",
    ),
    "reported": (
        "Form 2, box 4 (caller's own words): [hookers=>people in prostitution] work at the inn.",
        "CALLER: She is with some [junkie=>person who uses drugs] by the bridge.",
        "A woman of 30, [prostitute=>person in prostitution] per EMS, was brought in.",
        "A caller wants to know why the inn lets [hookers=>people in prostitution] in.",
        "The defendant is accused of [pimping=>sexually exploiting] Jane Doe, a victim of exploitation.",
        "Mrs. Hale said that her niece [hung out with=>was controlled by] older men.",
        "The witness denied that she had [worked the street=>sold sex].",
        "The deputy asked whether the tenants [turned tricks=>sold sex] in the flat.",
        "He told the jury that the women [were whores=>sold sex].",
        "The girl, the neighbor claims, [ran with=>was used by] a gang.",
        "According to the aunt, the boy was [a punk=>a boy who uses drugs].",
        "Did the coach [sleep with=>sexually abuse] the girl, 13?",
    ),
    "auxiliary": (
        "Why had the victim [failed to report=>did not report] the blows?",
        "The two had been [selling themselves=>being sold for sex] at the fair when they were 15.",
        "The boy, 12, is [lured=>was approached] on a game server.",
        "She was 14 and would be [working=>being sold for sex] every night.",
        "The papers have [been=>has been] kept by the boss.",
    ),
    "verb-form": (
        "The child did not [hang out with=>met] the men.",
        "Women who [work the street=>be sold for sex] seldom call the police.",
        "The boss made her, 15, to [turn tricks=>sold for sex] in Fresno.",
        "The dancers will [strip=>stripping] at the club.",
        "She has [turned=>turning] over her pay each Friday.",
        "The clerk [helps=>help] the women at the desk.",
    ),
    "lost-verb": (
        "The driver [took=>taking] the girls to a motel in Dayton.",
        "Her uncle [pimps=>the exploitation of] the twins, police believe of the abuse and exploitation.",
        "The landlord [kept=>keeping] the passports in a drawer.",
    ),
    "doubled": (
        "The page is on [sex slavery=>sex trafficking] and trafficking.",
        "Police spoke with [pimps=>traffickers] and traffickers on a trafficking case.",
        "The clerk saw the [girls=>the girls] leave.",
        "His [driver=>a driver] waited outside.",
        "The brothel [madam=>brothel operator] paid a fine.",
        "An officer of [the=>of the] county wrote it down.",
        "Every pimp/[hustler=>pimp] in the row was warned.",
    ),
    "article": (
        "Deputies met a [hooker=>adult in prostitution] at the depot.",
        "The man is [a pimp=>offender], his felony file shows.",
        "She met an [addict=>person] in rehab.",
        "The tired [girl=>a girl] slept in the car.",
        "He spoke with a [john=>honest buyer] on Elm Street.",
    ),
    "hanging": (
        "[PROSTITUTION RING=>GROUP ACCUSED OF TRAFFICKING] LEADER JAILED IN MESA",
        "He kept what the victims got for [engaging in commercial sex=>being sold for sex] with buyers.",
        "The woman [refused to cooperate=>declined to participate] with the sheriff.",
        "Men like him [prey=>target] on students.",
        "The suspect was charged with [pimping=>sexually exploiting].",
        "He made the girls, 13 and 14, who were forced, [have sex=>sexually assault] for cash.",
        "The march was for [prostitute=>women in prostitution] rights, the women say.",
        "She is an [outlaw=>uncooperative] of the old kind.",
        "The man [admitted=>said] to taking the phones.",
    ),
    "possessive": (
        "The [hooker=>person who sells sex]'s lawyer called at noon.",
        "We read the [sex workers'=>people in the trade's] letter.",
        "The [johns'=>buyers of sex'] cars were towed.",
    ),
    "capitals": (
        "SEVEN [HOOKERS=>people in prostitution] HELD IN NIGHT SWEEP",
        "[Hookers=>people in prostitution] were seen at the ramp.",
        "Sheriff Frees Two [Hookers=>women in prostitution] From Locked Motel Room in Women's Case",
        "The [pimp=>A man] drove a gray van, and the men with him fled.",
        "Deputies saw the [hooker=>PERSON IN PROSTITUTION] at the ramp.",
    ),
    "marks": (
        "The [hooker =>person ] , it was learned, left town.",
        "The [hooker=> person] left town.",
        "The [hooker =>person]left town.",
        "The [hooker=>person (selling sex] left town.",
        "A [hooker=>person in prostitution]-turned-writer spoke.",
        "An ex-[hooker=>person in prostitution] spoke.",
        "She met the [hooker=>person,], then left.",
    ),
}

GOOD = {
    "roles": (
        "The women were held in [sexual slavery=>sex trafficking], and sex traffickers kept the money.",
        "The girl, 14, [had sex with=>was sexually abused by] the bus driver, 41, behind the depot.",
        "The bus driver, 41, [had sex with=>sexually abused] the girl, 13, behind the depot.",
        "The coach was convicted of [having sex with=>sexually abusing] a 12-year-old player at camp; he is 38.",
        "The victim was assaulted by a man who [hit=>assaulted] the clerk as well.",
        "The [kid=>child] saw the man.",
    ),
    "polarity": (
        "The witness [refused=>did not agree] to sign the form.",
        "Volunteers bring soup to the [homeless=>people without housing] at the depot.",
        "He did not [hit=>strike] the clerk.",
        "The woman was not [a hooker=>in prostitution].",
        "The family was [undocumented=>without papers].",
    ),
    "number": (
        "A [hooker=>person in prostitution] waved at the patrol car.",
        "Three [hookers=>people in prostitution] waved at the patrol car.",
        "The [hookers=>people who sell sex] were taken to a shelter.",
        "The club's [clientele=>buyers] came by train.",
        "Each of the [hookers=>people in prostitution] has a room.",
        "Two 15-year-old [hookers=>sexually exploited children] were found in Mesa.",
    ),
    "new-crime": (
        "Marlon Teed, the [pimp=>trafficker], was convicted of human trafficking in June.",
        "The [pimp=>accused trafficker] is charged with sex trafficking and was held.",
        "The stepfather, 44, [had sex with=>sexually abused] the girl, who was 12.",
        "Deputies found [child porn=>child sexual abuse material] on the laptop.",
        "Deputies met a [pimp=>trafficker] near the mill.|if the person was convicted of trafficking",
        "A [teen prostitute=>child sex trafficking victim] was found at the inn.",
        "The man [raped=>sexually assaulted] the clerk.",
        "The [johns=>sex buyers] were fined on Monday.",
    ),
    "new-age": (
        "The 15-year-old [hooker=>sexually exploited child] was found in Mesa.",
        "The [underage female=>girl] spoke with a nurse.",
        "The [female=>woman], 31, was found asleep by the river.",
        "Occupation: [prostitute=>child sex trafficking victim] | Age: 15",
        "Lena, 14, was known to staff. She [worked as a prostitute=>was sold for sex] in two towns.",
        "The [female=>woman] was found asleep.|if the person is 18 or older",
    ),
    "new-sex": (
        "Officers found [underage boys=>boys] in the back of the van.",
        "A woman, the [hooker=>woman in prostitution], called the hotline.",
        "The [females=>women], ages 23 to 38, were driven to a shelter.",
        "She is a [hooker=>woman in prostitution], the mother of two.",
    ),
    "new-victim": (
        "The victim, a [hooker=>person in prostitution], spoke with a nurse.",
        "The 14-year-old [prostitute=>child sex trafficking victim] was placed with an aunt.",
        "Dana Roe, 34, [worked as a prostitute=>sold sex] in Tulsa.",
        "Her [sex slave=>victim] fled in May.",
        "Dana Roe, 34, was forced to [work as a prostitute=>be sold for sex] in Tulsa.",
    ),
    "new-state": (
        "Three [illegals=>people without legal status] slept in the shed.|if it is known that they have none",
        "The [drunk=>intoxicated man] slept in the lobby, and the man left at six.",
        "The clinic noted an addiction; the [junkie=>patient with an addiction] came each week.",
        "The witness was afraid and [clammed up=>kept silent out of fear].",
        "The [druggie=>person who uses drugs] slept in the lobby.",
    ),
    "reported": (
        "The form has a box for the price per night of a [hooker=>person in prostitution].",
        "The caller was a [hooker=>person in prostitution].",
        "The police, who were called, want to know where the [hookers=>people in prostitution] went.",
        "He was accused of theft; he had been [pimping=>exploiting] Jane Doe, a victim of exploitation.",
        "Mrs. Hale [claims=>says] that her niece left in May.",
        "The study says that [prostitutes=>people in prostitution] seldom call.",
        "The [hooker=>person in prostitution] said that the van was gray.",
        "Police said the [hookers=>people in prostitution] were taken to a shelter.",
        "According to the study, [johns=>sex buyers] pay in cash.",
        "Whether it rained or not, [hookers=>people in prostitution] stood there.",
        "Why do [johns=>sex buyers] pay in cash?",
    ),
    "auxiliary": (
        "The victim who had fled [failed to report=>did not report] the blows.",
        "At 15 she was [working the street=>being sold for sex] in Mobile.",
        "The two have been [hookers=>in prostitution] since May.",
        "What the problem is [is unclear=>is not clear].",
        "He had had [fun=>a drink] with the clerk.",
    ),
    "verb-form": (
        "The child did not [hang out with=>meet] the men.",
        "Women who [work the street=>sell sex] seldom call the police.",
        "The boss forced her, 15, to [turn tricks=>sell sex] in Fresno.",
        "They were [trafficked=>smuggled] over the border.",
        "He admitted to [pimping=>controlling] the two sisters.",
        "The clerk [aids=>helps] the women at the desk.",
    ),
    "lost-verb": (
        "The driver [took=>brought] the two sisters to a motel in Dayton.",
        "The dancer [hooked=>sold sex] in Dayton.",
        "Two [hookers=>people in prostitution] found in Dayton motel",
        "The landlord [held=>kept] the passports in a drawer.",
    ),
    "doubled": (
        "The page is on [sex slavery=>sex trafficking] and drugs, and speaks of trafficking.",
        "Police spoke with [pimps=>sellers] and buyers.",
        "The clerk saw [the girls=>the two girls] leave.",
        "He had had [a hooker=>a person in prostitution] in the car.",
        "The sheriff of [the=>that] county wrote it down.",
    ),
    "article": (
        "Deputies met [a hooker=>an adult in prostitution] at the depot, and both adults left.",
        "It took an [eon=>hour] to reach the inn.",
        "The deputy joined a [gang=>union] in May.",
        "He is [a bum=>a person without housing].",
        "An FBI [fed=>agent] left.",
    ),
    "hanging": (
        "He kept what the victims, who were sold, got for [engaging in commercial sex=>being sold for sex] at the inn.",
        "The woman [refused to cooperate=>declined to work] with the sheriff.",
        "Men like him [prey on=>target] students.",
        "The men [preyed on=>targeted] students and nurses.",
        "The march was for [hooker=>sex seller] rights.",
        "The students were [preyed upon=>targeted].",
        "The man whom she [hit=>targeted] fled.",
        "The [johns=>sex buyers] to whom he spoke fled.",
    ),
    "possessive": (
        "The [hooker=>woman]'s lawyer, a woman, called at noon.",
        "We read the [hookers'=>people's] letter.",
        "The letter of the [hookers=>people in the trade] was read.",
        "The [hooker's=>sex seller's] lawyer called at noon.",
    ),
    "capitals": (
        "SEVEN [HOOKERS=>PEOPLE IN PROSTITUTION] HELD IN NIGHT SWEEP",
        "[Hookers=>People in prostitution] were seen at the ramp.",
        "Sheriff Frees Two [Hookers=>People in Prostitution] From Locked Motel Room",
        "Deputies saw the [hooker=>person in prostitution] at the ramp.",
        "Witness 3 | [Hooker=>Person in prostitution] | 34",
        "DANA ROE, the [hooker=>person in prostitution], left.",
    ),
    "marks": (
        "The [hooker=>person], it was learned, left town.",
        "A [pimp=>trafficker]-controlled motel was searched in a trafficking case.|if convicted",
        "The [hooker=>person] (aged 31) left town.",
        "An ex-[hooker=>dancer] spoke.",
        "She met [“the hooker”=>“the person”] there.",
    ),
}


def change(sample: str) -> Change:
    """The change that a sample shows."""
    text, _, when = sample.partition("|if ")
    match = re.search(r"\[([^\[\]]*)=>([^\[\]]*)\]", text)
    assert match is not None
    left, right = text[: match.start()], text[match.end() :]
    return Change(left + match[1] + right, match.start(), match.start() + len(match[1]), match[2], when)


def judged(sample: str) -> list[Complaint]:
    (told,) = complaints([change(sample)])
    return told


@pytest.mark.parametrize("kind, sample", [(kind, sample) for kind, samples in BAD.items() for sample in samples])
def test_what_is_wrong_is_said(kind: str, sample: str) -> None:
    """A change that spoils a sentence draws the complaint of its kind."""
    assert kind in [complaint.kind for complaint in judged(sample)]


@pytest.mark.parametrize("kind, sample", [(kind, sample) for kind, samples in GOOD.items() for sample in samples])
def test_what_is_right_is_left_alone(kind: str, sample: str) -> None:
    """A near miss of a kind draws no complaint of any kind."""
    assert judged(sample) == []


def test_each_kind_has_samples() -> None:
    """At least three changes that each check must catch, and three on which it is silent."""
    assert set(BAD) == set(GOOD) == set(CHECKS)
    assert all(len(samples) >= 3 for samples in (*BAD.values(), *GOOD.values()))


def finding(entry: str, offset: int, end_offset: int, found: str) -> dict[str, Any]:
    return {"entry": entry, "offset": offset, "end_offset": end_offset, "found": found}


TEXT = "A cop met a hooker and a junkie."
CHANGE = Change(TEXT, 12, 18, "street girl")
HOOKER, JUNKIE = finding("x.hooker", 12, 18, "hooker"), finding("x.junkie", 25, 31, "junkie")
MOVED = finding("x.junkie", 30, 36, "junkie")


@pytest.mark.parametrize(
    "after, complaint",
    [
        ([finding("x.girl", 19, 23, "girl"), MOVED], '"girl" is flagged in the new words (x.girl)'),
        ([finding("x.cop", 2, 5, "cop"), MOVED], '"cop" is flagged elsewhere (x.cop)'),
        ([MOVED, finding("x.twice", 30, 36, "junkie")], '"junkie" is flagged elsewhere (x.twice)'),
        ([MOVED], None),
        ([], None),
        ([finding("x.hooker", 12, 18, "street")], None),
    ],
)
def test_a_new_finding_is_said(after: list[dict[str, Any]], complaint: str | None) -> None:
    """What langcheck finds after a change and did not find before is told, wherever it stands; what moved is not new."""
    assert flagged_again(CHANGE, [HOOKER, JUNKIE], after) == complaint


def test_the_judge_is_an_outsider() -> None:
    """Nothing of langcheck is imported by what judges it."""
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "langcheck"], path.name
