"""What is offered where the text leaves something open, and that its near-miss still gets its wording."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from langcheck.analysis.offering import AGE_IN_DOUBT, KEEP_CHARGE, KEEP_OPEN, OTHER_TITLE, QUOTE_THEM
from langcheck.model import Report

pytestmark = pytest.mark.model

GIRLS, TRAFFICKED, PERSON = "girls", "child sex trafficking victims", "person in the commercial sex trade"


@pytest.mark.parametrize(
    ("text", "entry", "instead", "near_miss", "wording"),
    [
        (
            "Agents saw underage women. Their ages were not confirmed.",
            "underage-woman",
            AGE_IN_DOUBT,
            "Agents saw underage women. Their names were not confirmed.",
            GIRLS,
        ),
        (
            "He knew two underage women whose ages are unknown to us.",
            "underage-woman",
            AGE_IN_DOUBT,
            "He knew two underage women whose addresses are unknown to us.",
            GIRLS,
        ),
        (
            "Nine child prostitutes were counted. Two were 18.",
            "child-prostitute",
            AGE_IN_DOUBT,
            "Nine child prostitutes were counted. Two were 16.",
            TRAFFICKED,
        ),
        (
            "Of nine child prostitutes, 3 were 19 or 20.",
            "child-prostitute",
            AGE_IN_DOUBT,
            "Of nine child prostitutes, 3 were in the 19th Precinct.",
            TRAFFICKED,
        ),
        (
            "Two underage women went to the clinic for an age assessment.",
            "underage-woman",
            AGE_IN_DOUBT,
            "Two underage women went to the clinic for a health assessment.",
            GIRLS,
        ),
        (
            "If she is younger, she will be treated as a child prostitute.",
            "child-prostitute",
            KEEP_OPEN,
            "If the clerk calls, the child prostitutes will be moved.",
            TRAFFICKED,
        ),
        (
            "The coach, 40, wanted to have sex with a 12-year-old girl.",
            "had-sex-with",
            KEEP_OPEN,
            "The coach, 40, had sex with a 12-year-old girl.",
            "sexually abused",
        ),
        (
            "Neighbors call her a prostitute.",
            "person.prostitute",
            QUOTE_THEM,
            "Neighbors call about a prostitute.",
            PERSON,
        ),
        (
            "Form 3, box 2 (tenant's own words): a prostitute lives in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "Form 3, box 2 (for the clerk): a prostitute lives in room 6.",
            PERSON,
        ),
        (
            "CALLER: A prostitute is in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "LOBBY: A prostitute is in room 6.",
            PERSON,
        ),
        (
            "A woman of 30, prostitute per EMS, was in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "Agents met one prostitute per night in room 6.",
            PERSON,
        ),
        (
            "A neighbor wants to know why a prostitute lives there.",
            "person.prostitute",
            QUOTE_THEM,
            "A neighbor wants to move because a prostitute lives there.",
            PERSON,
        ),
        (
            "The guest's affidavit states that a prostitute was in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "The affidavit states that a prostitute was in room 6.",
            PERSON,
        ),
        (
            "We asked the porter if a prostitute was in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "We asked the porter to call if a prostitute was in room 6.",
            PERSON,
        ),
        (
            "The inn would not confirm reports of a prostitute in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "The inn would not give the name of a prostitute in room 6.",
            PERSON,
        ),
        (
            "Clerk advised a prostitute was in room 6.",
            "person.prostitute",
            QUOTE_THEM,
            "The nurse saw a prostitute in room 6.",
            PERSON,
        ),
    ],
)
def test_nothing_is_offered_for_what_is_open(
    check: Callable[..., Report], text: str, entry: str, instead: str, near_miss: str, wording: str
) -> None:
    (finding,) = [found for found in check(text).findings if found.entry.endswith(entry)]
    assert (finding.suggestions, finding.instead) == ((), instead)
    (other,) = [found for found in check(near_miss).findings if found.entry.endswith(entry)]
    assert (other.suggestions[0].text, other.suggestions[0].when) == (wording, "")


@pytest.mark.parametrize(
    ("paper", "own"),
    [
        ("The complaint states that she was his sex slave.", "This complaint states that she was his sex slave."),
        ("She was his sex slave, the complaint says.", "She was his sex slave, the sheriff's office says."),
        (
            "According to the affidavit, the women were sex slaves.",
            "The women read an affidavit; they were sex slaves.",
        ),
    ],
)
def test_nothing_is_asked_of_what_a_paper_of_a_case_says(check: Callable[..., Report], paper: str, own: str) -> None:
    """Its words claim what nobody can answer for; of the author's own words it is asked."""
    (finding,) = [found for found in check(paper).findings if found.entry.endswith("sex-slave")]
    assert (finding.suggestions, finding.instead) == ((), QUOTE_THEM)
    (other,) = [found for found in check(own).findings if found.entry.endswith("sex-slave")]
    assert [bool(suggestion.when) for suggestion in other.suggestions[:1]] == [True]


TRAFFICKING = "The shelter helps victims of trafficking."
CONVICTED = "if a court convicted {} of trafficking"


@pytest.mark.parametrize(
    ("text", "wording", "question"),
    [
        # nobody in particular: the plain word accuses nobody
        ("Pimps often move girls from town to town.", "Traffickers", ""),
        ("Victims hand the money to their pimp each night.", "trafficker", ""),
        ("Violent pimps may brand the women they sell.", "traffickers", ""),
        ("Pimps set rules, and whoever breaks one must apologize to the pimp.", "Traffickers", ""),
        ("A study of 2012 found that, on average, a girl earned her pimp $300 a night.", "trafficker", ""),
        # somebody in particular: it is asked
        ("The girls fear their pimp, who was arrested at a motel.", "trafficker", CONVICTED.format("this person")),
        ("The pimp often moves the girls from town to town.", "trafficker", CONVICTED.format("this person")),
        ("The pimps often move the girls from town to town.", "traffickers", CONVICTED.format("these people")),
        ("Pimps moved the girls from town to town in March.", "Traffickers", CONVICTED.format("these people")),
        ("Jane Doe 2 is often afraid of her pimp.", "trafficker", CONVICTED.format("this person")),
        ("The two girls are afraid of their pimp.", "trafficker", CONVICTED.format("this person")),
        # one in a crowd that is arrested is a person; of people in general and of two or more "person" tells nothing
        ("One pimp was arrested at the motel.", "person", ""),
        ("One pimp who sold girls at the motel was arrested.", "person", ""),
    ],
)
def test_people_in_general_are_asked_about_by_nobody(
    check: Callable[..., Report], text: str, wording: str, question: str
) -> None:
    """Of people in general the plain word is offered at once; of somebody a question stands, in the number of the noun."""
    finding = next(found for found in check(f"{TRAFFICKING}\n\n{text}").findings if found.entry.endswith(".pimp"))
    assert (finding.suggestions[0].text, finding.suggestions[0].when) == (wording, question)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        # in a circle
        ("The unit looks for men who exploit children, such as pimps, panderers and traffickers.", "trafficker.pimp"),
        ("They are trafficked for the purpose of sexual slavery.", "sensational.slavery"),
        # a label before a name, for a part that is played, for whom somebody visits
        ("He drove trafficking victim and prostitute Jane Doe 3 to the port.", "person.prostitute"),
        ("The trafficking study asks men whether they visit prostitutes.", "person.prostitute"),
        ("An officer posing as a pimp wrote to the trafficking suspect.", "trafficker.pimp"),
        # what one does to the other is not shared, and not counted
        ("The coach, 41, filmed sexual encounters between himself and the girl, 14.", "offender.sexual-misconduct"),
        ("The coach, 41, had several sexual encounters with the girl, 14.", "offender.sexual-misconduct"),
        ("He was tried for rape over a sexual relationship he had with the girl of 13.", "consent.sexual-relationship"),
        # nobody is made to do what is done to them
        ("He convinced the 15-year-old girl from Reno to engage in commercial sex acts.", "engaged-in-prostitution"),
        ("He forced the 15-year-old girl to engage in prostitution.", "engaged-in-prostitution"),
        ("The 15-year-old girl was forced to work as a prostitute.", "worked-as-prostitute"),
        # parlors have no buyers, and nobody uses a use
        ("He trafficked women and made them serve customers of Lotus Garden Massage Parlor.", "buyer.client"),
        ("Traffickers use drug abuse to control their victims.", "substance.drug-abuse"),
        # a figure counts who is trafficked, not who is moved
        ("Every year 40,000 people are trafficked across borders.", "crime.trafficking-as-movement"),
        # nobody of whom the text has told is a kind of people
        # nobody is asked about before a noun, and what is said of the person is said of no trade
        ("The trafficking unit was sent to the lodge on a hooker complaint.", "person.hooker"),
        ("She is a former prostitute with two sons.", "person.former-prostitute"),
        ("One of the addicts jailed with him at the fair asked for a coat.", "substance.addict"),
        ("The girl, 14, is a chronic runaway with seven reports.", "blame.runaway-blame"),
        # half of a pair
        ("He wrote that the tenant was a known prostitute and drug addict.", "person.known-prostitute"),
        ("The file calls the trafficked woman a prostitute and addict.", "substance.addict"),
        ("She was an addict and a former prostitute.", "substance.addict"),
        ("She was an addict and a former prostitute.", "person.former-prostitute"),
        # nobody is named twice, and nobody who is exploited exploits
        ("The child is a chronic runaway.", "blame.runaway-blame"),
        ("Teens on the pier engage in theft and survival sex.", "consent.survival-sex"),
        # as what somebody was used or looked at
        ("The women were exploited as farm hands or prostitutes.", "person.prostitute"),
        ("The trafficked women were treated as common prostitutes.", "person.prostitute"),
        ("The trafficker made the girls dress like prostitutes.", "person.prostitute"),
        # brought out by somebody is not found by somebody
        ("The trafficking victims were rescued by a neighbor.", "rescue.rescue"),
    ],
)
def test_nothing_is_offered_that_does_not_read_right(check: Callable[..., Report], text: str, entry: str) -> None:
    """And the finding says what to do instead."""
    finding = next((found for found in check(text).findings if found.entry.endswith(entry)), None)
    if finding is not None:
        assert finding.suggestions == ()
        assert finding.instead.endswith(".")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The coach, 40, is accused of having sex with a 12-year-old girl.", "sexually abusing"),
        ("I truly believe that nobody should live in slavery or be trafficked.", ""),
    ],
)
def test_an_accusation_keeps_its_act(check: Callable[..., Report], text: str, first: str) -> None:
    """What somebody is accused of is told as that; what the author believes is the author's own voice."""
    (finding,) = check(text).findings
    assert finding.instead != QUOTE_THEM
    assert not first or finding.suggestions[0].text == first


@pytest.mark.parametrize(
    ("text", "entry", "is_offered"),
    [
        ("A man accused of pimping out his girlfriend was released.", "trafficker.pimp-out", False),
        ("The messages are consistent with pimping Jane Doe.", "trafficker.pimp-verb", False),
        ("He is suspected of possessing child pornography.", "csam.child-pornography", False),
        ("The man accused of theft pimped out two women.", "trafficker.pimp-out", True),
        ("The coach, 40, is accused of having sex with a 12-year-old girl.", "consent.had-sex-with", True),
        ("The driver is accused of hitting a child prostitute.", "child.child-prostitute", True),
        ("He pimped out two women, and his texts are consistent.", "trafficker.pimp-out", True),
    ],
)
def test_what_somebody_is_accused_of_keeps_the_name_of_the_offence(
    text: str, entry: str, is_offered: bool, check: Callable[..., Report]
) -> None:
    """Right behind the accusation; everyday words tell what was done, and whom somebody met has another word."""
    found = next(one for one in check(text).findings if one.entry.endswith(entry))
    assert bool(found.suggestions) is is_offered
    assert is_offered or found.instead == KEEP_CHARGE


@pytest.mark.parametrize(
    ("text", "is_offered"),
    [
        ("Prosecutors said Dray drugged the women, had sex with them, and took their phones.", False),
        ("The complaint alleges that Dray drugged the women and had sex with them.", False),
        ("Dray drugged the women, prosecutors allege, and had sex with them.", False),
        ("Dray drugged the women, had sex with them, and took their phones.", True),
        ("Prosecutors met the women. Dray had drugged them and had sex with them.", True),
        ("Police said that Dray drugged the women and had sex with them.", True),
    ],
)
def test_no_crime_is_asserted_in_what_prosecutors_and_papers_allege(
    text: str, is_offered: bool, check: Callable[..., Report]
) -> None:
    """The allegation is theirs; where the author tells it, the wording may say what it was."""
    found = next(one for one in check(f"The man ran a brothel. {text}").findings if one.entry.endswith("had-sex-with"))
    assert bool(found.suggestions) is is_offered


@pytest.mark.parametrize(
    ("text", "entry", "is_offered"),
    [
        ("Police still record girls of 14 and 15 as prostitutes.", "person.prostitute", False),
        ("Officers listed the boys as child prostitutes.", "child.child-prostitute", False),
        ("The girl, 15, was treated as a common prostitute.", "person.prostitute", False),
        ("Agents identified Dray as Jane Doe's pimp. Dray was convicted of sex trafficking.", "trafficker.pimp", False),
        ("The newspaper called her a child prostitute.", "child.child-prostitute", False),
        ("The girls were labelled child prostitutes by the press.", "child.child-prostitute", False),
        ("The report called the girls child prostitutes.", "child.child-prostitute", False),
        ("Officers described them as child prostitutes.", "child.child-prostitute", False),
        ("This report calls the girls child prostitutes.", "child.child-prostitute", True),
        ("The man was called by a child prostitute.", "child.child-prostitute", True),
        ("The boys were called, and a child prostitute answered.", "child.child-prostitute", True),
        ("Officers called the child prostitute at noon.", "child.child-prostitute", True),
        ("Officers listed the boys as victims. A child prostitute hid upstairs.", "child.child-prostitute", True),
        ("Agents identified Dray as he met a child prostitute.", "child.child-prostitute", True),
        ("Officers recorded the girls of the house as victims of a child prostitute.", "child.child-prostitute", True),
        ("The girl was treated at the clinic, as a child prostitute had called.", "child.child-prostitute", True),
        # what joins clauses or things says no role
        ("Agents booked two men on Monday as the child prostitute ran out.", "child.child-prostitute", True),
        ("Agents booked the driver as a child prostitute watched.", "child.child-prostitute", True),
        ("Agents booked the driver as a child prostitute opened the door.", "child.child-prostitute", True),
        ("Agents identified buyers as well as child prostitutes.", "child.child-prostitute", True),
        ("Agents identified runaways such as child prostitutes.", "child.child-prostitute", True),
        ("Agents identified as many buyers as child prostitutes.", "child.child-prostitute", True),
        ("Agents booked as many child prostitutes as buyers.", "child.child-prostitute", True),
        ("Agents recorded as many as nine girls as child prostitutes.", "child.child-prostitute", False),
        ("Agents recorded the girls as child prostitutes arrested in the raid.", "child.child-prostitute", False),
        ("Agents recorded the girls as child prostitutes arrested the same night.", "child.child-prostitute", False),
    ],
)
def test_a_label_that_others_give_is_told(
    text: str, entry: str, is_offered: bool, check: Callable[..., Report]
) -> None:
    """As what somebody is recorded, listed or treated is what the sentence tells; who is met meanwhile is another's word."""
    found = next(one for one in check(text).findings if one.entry.endswith(entry))
    assert bool(found.suggestions) is is_offered


TITLES = "The inn was closed on Monday, the county said in a release.\n\n{}\n\nPress\n\nNight Clerk Sent to Prison for Hiding Prostitutes\n\n"


def test_titles_of_other_documents_stay(check: Callable[..., Report]) -> None:
    """What stands below "Recent posts" is a title, up to the next sentence of prose; so is a link in title case."""
    for text, kept in (
        (TITLES.format("Recent Posts"), True),
        (TITLES.format("Two Held"), False),
        (TITLES.format("Related News") + "Agents met two prostitutes at the inn on Friday, eight weeks later.", False),
    ):
        finding = [one for one in check(text).findings if one.entry == "en.person.prostitute"][-1]
        assert (finding.instead == OTHER_TITLE) is kept
        assert bool(finding.suggestions) is not kept
    title = "Case of the Harbor Sex Slaves"
    for shown, kept in ((f"<a href='https://example.org/b'>{title}</a>", True), (title, False)):
        report = check(f"<p>Victims of Sex Trafficking: {shown}</p>", format="html")
        (finding,) = [one for one in report.findings if one.entry == "en.person.sex-slave"]
        assert (finding.instead == OTHER_TITLE) is kept


def test_a_talk_keeps_its_words(check: Callable[..., Report]) -> None:
    """Nothing is offered for what a speaker says to an audience; a bracket in prose makes no talk."""
    talk = "We met a prostitute in Reno.\n\n{}\n\nShe had two sons."
    for direction, kept in (("(Laughter)", True), ("[Applause]", True), ("(Photo)", False), ("(Music)", False)):
        (finding,) = check(talk.format(direction)).findings
        assert (finding.instead == QUOTE_THEM and not finding.suggestions) is kept


@pytest.mark.parametrize(
    ("heading", "opening", "is_talk"),
    [
        ("Remarks by Sheriff Dana Cole at the Harbor Forum", "Good evening, and welcome.", True),
        ("REMARKS GIVEN BY THE MAYOR", "Thank you all for coming.", True),
        ("Mayor Dana Cole's Harbor Day Speech", "Ladies and gentlemen, we meet again.", True),
        ("Remarks by Sheriff Dana Cole at the Harbor Forum", "The sheriff spoke for an hour.", False),
        ("Sheriff opens the Harbor Forum", "Good evening, and welcome.", False),
        ("The mayor gave a speech.", "Thank you all for coming.", False),
    ],
)
def test_a_speech_keeps_its_words(heading: str, opening: str, is_talk: bool, check: Callable[..., Report]) -> None:
    """A heading that names a speech and a greeting behind it make a talk; neither of them does alone."""
    report = check(f"{heading}\n\n{opening}\n\nWe met a prostitute in Reno.")
    (finding,) = [one for one in report.findings if one.entry == "en.person.prostitute"]
    assert (finding.instead == QUOTE_THEM and not finding.suggestions) is is_talk


CAPTIONS = (
    "and so I went to the harbor\nwhere we had met a prostitute\nand you know how it is\nwhen nobody answers you\n"
)


@pytest.mark.parametrize(
    ("text", "is_talk"),
    [
        (CAPTIONS * 12, True),
        (CAPTIONS * 2, False),
        (CAPTIONS.replace("\n", ".\n") * 12, False),
        ("We met a prostitute in Reno.\n\n" + "About us\n\nWhat we do for you\n\n" * 30, False),
        (CAPTIONS.replace("I ", "Lee ").replace("we ", "they ").replace("you", "Lee") * 12, False),
    ],
)
def test_captions_are_a_talk(text: str, is_talk: bool, check: Callable[..., Report]) -> None:
    """Many narrow lines without full stops that say "I" and "you" are what somebody said."""
    found = [one for one in check(text).findings if one.entry == "en.person.prostitute"]
    assert (not found[0].suggestions) is is_talk


@pytest.mark.parametrize(
    ("text", "entry", "wording"),
    [
        ("Why had the victim failed to report the assault?", "refused-to-cooperate", ""),
        ("The victim who had fled failed to report the assault.", "refused-to-cooperate", "did not report"),
        ("Are any of the 16-year-old's johns named in the file?", "buyer.john", "sex buyers"),
        ("The page tells of sex slavery and trafficking.", "sensational.slavery", ""),
        ("The page tells of sex slavery or of trafficking rings.", "sensational.slavery", "sex trafficking"),
        ("The page on trafficking tells of sex slavery and debts.", "sensational.slavery", "sex trafficking"),
        (
            "Two prostitutes asked the trafficking unit for a coat.",
            "person.prostitute",
            "people in the commercial sex trade",
        ),
        ("A prostitute and a porter met the trafficker.", "person.prostitute", "person in the commercial sex trade"),
        (
            "He met a prostitute and left with the trafficker.",
            "person.prostitute",
            "person in the commercial sex trade",
        ),
        ("The addict lived with two sons.", "substance.addict", "person with an addiction"),
        ("Deputies met a chronic runaway, 14, at the fair.", "blame.runaway-blame", "child who is often missing"),
        (
            "The teens on the pier face theft and survival sex.",
            "consent.survival-sex",
            "commercial sexual exploitation",
        ),
        (
            "The trafficking unit met six women. One of the prostitutes asked for a coat.",
            "person.prostitute",
            "child sex trafficking victims",
        ),
        ("(U) Pimps may move from inn to inn, the guide on trafficking says.", "trafficker.pimp", "Traffickers"),
        ("The inn advertised two girls, 15 and 16, and promoted the girls as prostitutes.", "person.prostitute", ""),
        # what follows is told of the noun, and not of the end of a wording
        ("Two addicts arrested at the trafficking raid were ill.", "substance.addict", ""),
        ("Two addicts arrested the clock at the trafficking raid.", "substance.addict", "people with an addiction"),
        ("The trafficker is an addict with two cars.", "substance.addict", ""),
        ("The trafficker is an addict in two towns.", "substance.addict", "a person with an addiction"),
        ("The trafficker is an addict and a mother.", "substance.addict", ""),
        ("The trafficker is an addict and was ill.", "substance.addict", "a person with an addiction"),
        ("The trafficker is a mother and addict.", "substance.addict", ""),
        ("Hookers and runaways slept at the motel.", "person.hooker", "Child sex trafficking victims"),
        ("Hookers and their clients slept at the motel.", "person.hooker", "People in the commercial sex trade"),
        ("Sex tourists and punters come to the town.", "buyer.sex-tourist", ""),
        (
            "Women work in the sex industry (including strip clubs) here, the trafficking page says.",
            "worked-as-prostitute",
            "",
        ),
        # who is meant is named once
        ("The child, 15, met a chronic runaway.", "runaway-blame", "child who is often missing"),
        # what is done to somebody is no way to do something
        ("The girl, 15, paid him by engaging in prostitution.", "engaged-in-prostitution", ""),
        ("The girl, 15, ran after engaging in prostitution.", "engaged-in-prostitution", "being sexually exploited"),
        ("The task force on human trafficking tells of unpaid labor or slavery on farms.", "sensational.slavery", ""),
        (
            "The task force on human trafficking tells of unpaid work or slavery on farms.",
            "sensational.slavery",
            "forced labor",
        ),
        # a label as a stage of a life
        ("From Hooker to Baker: A Trafficking Survivor Speaks", "person.hooker", ""),
        ("Trafficking Survivor, a Hooker Turned Baker, Speaks", "person.hooker", ""),
        ("He took a phone from a hooker at the motel.", "person.hooker", "person in the commercial sex trade"),
        # a sentence begins behind its marker
        ("(U) Pimps often set a quota.", "trafficker.pimp", "Traffickers"),
        ("Pimps pay little. [b] Pimps often set a quota.", "trafficker.pimp", "Traffickers"),
    ],
)
def test_a_wording_reads_right_or_is_not_offered(
    text: str, entry: str, wording: str, check: Callable[..., Report]
) -> None:
    """A question has its verb once, an owned label is given to nobody, and no word stands beside itself."""
    found = [one for one in check(text).findings if one.entry.endswith(entry)]
    assert [one.suggestions[0].text if one.suggestions else "" for one in found[:1]] == [wording]


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Mara is 15. She had two bags. The clerk saw a prostitute there.", {"if the person is under 18"}),
        ("Mara is 34. She had two bags. The clerk wrote of a hooker's bags.", set()),
        ("The girl is 15. The escort said that a man kept her phone.", {"if the person is under 18"}),
        (
            "Dana is 24. The escort said that a man kept her phone.",
            {"if the person is 18 or older and was advertised", "if the person is under 18"},
        ),
        ("He took a 15-year-old and a 26-year-old woman to Ohio, and sold both females.", set()),
    ],
)
def test_nobody_asks_what_the_sentences_before_tell(
    text: str, questions: set[str], check: Callable[..., Report]
) -> None:
    """Where only minors, or only adults, are told of close by, the question about the other side is not asked."""
    asked = {one.when for finding in check(text).findings for one in finding.suggestions if "18" in one.when}
    assert asked <= questions


def unasked(text: str, check: Callable[..., Report]) -> set[str]:
    """What is offered for a text as true as it stands."""
    report = check(f"{text}\n\nA man is charged with human trafficking.\n")
    return {one.text for finding in report.findings for one in finding.suggestions if not one.when}


@pytest.mark.parametrize(
    "text",
    [
        "A rent rise forced her to work in prostitution that spring.",
        "The mine's closing forced the women to prostitute themselves.",
        "A court's order forced the woman to sell herself at the port.",
        "The agent wrote that he forced her to work in prostitution.",
        "The rumor that he forced her to work as a prostitute was false.",
        "Dana, 41, has a son who is 15. Dana engaged in prostitution.",
    ],
)
def test_nobody_is_told_to_have_sold_somebody_where_the_text_names_no_seller(
    text: str, check: Callable[..., Report]
) -> None:
    assert {wording for wording in unasked(text, check) if "sold" in wording or "exploit" in wording} == set()


@pytest.mark.parametrize(
    ("text", "is_general"),
    [
        ("Pimps often set a quota.", True),
        ("My neighbors are pimps and often eat here.", False),
        ("Those are pimps, who often wait by the gate.", False),
        ("Pimps in Harbor Street often set a quota.", False),
    ],
)
def test_only_people_in_general_are_called_traffickers_unasked(
    text: str, is_general: bool, check: Callable[..., Report]
) -> None:
    assert any(wording.lower() == "traffickers" for wording in unasked(text, check)) is is_general


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Unit 2 tells the desk what to do when child porn shows up on a laptop.", True),
        ("The clip tells the nurses whom to call when a prostitute is hurt.", True),
        ("She told the nurse whom the prostitute had called.", False),
        ("Can a trafficking victim who is an illegal alien get a T visa?", True),
        ("Did she tell the nurse that her cousin is an illegal alien?", False),
        ("Can Mara, who is an illegal alien, get a T visa?", False),
    ],
)
def test_what_is_taught_or_asked_of_nobody_in_particular_is_no_report(
    text: str, offers: bool, check: Callable[..., Report]
) -> None:
    (finding,) = check(text).findings
    assert bool(finding.suggestions) is offers


@pytest.mark.parametrize(("job", "is_asked"), [("escorts", True), ("prostitutes", False)])
def test_what_an_adult_did_as_an_escort_is_asked(job: str, is_asked: bool, check: Callable[..., Report]) -> None:
    """An escort need not have sold sex; whoever is called a prostitute is said to have."""
    text = f"The pimping trial ended in an acquittal. The women, aged 30 and 34, worked as {job} for the defendant."
    offered = [
        suggestion
        for finding in check(text).findings
        if finding.entry == "en.agency.worked-as-prostitute"
        for suggestion in finding.suggestions
        if suggestion.text == "sold sex"
    ]
    assert [bool(suggestion.when) for suggestion in offered] == [is_asked]


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("Forced prostitution is a crime in many countries.", False),
        ("Traffickers of girls often rely on forced prostitution.", False),
        ("Deputies found forced prostitution at the spa.", True),
    ],
)
def test_no_court_has_spoken_of_what_is_said_in_general(
    text: str, is_asked: bool, check: Callable[..., Report]
) -> None:
    asked = {one.when for finding in check(text).findings for one in finding.suggestions}
    assert any("court" in question for question in asked) is is_asked


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Deputies saw a male prostitute, 30, near the motel.", ("man in the commercial sex trade", "")),
        (
            "Deputies saw a male prostitute near the motel.",
            ("man in the commercial sex trade", "if the person is 18 or older"),
        ),
        ("Deputies saw a prostitute near the motel.", ("person in the commercial sex trade", "")),
        ("Deputies saw a male prostitute, 15, near the motel.", ("child sex trafficking victim", "")),
    ],
)
def test_a_man_stays_a_man(text: str, first: tuple[str, str], check: Callable[..., Report]) -> None:
    """And nobody is called one whose age the text leaves open, unasked."""
    (finding,) = check(text).findings
    assert (finding.suggestions[0].text, finding.suggestions[0].when) == first
