"""Official names are never flagged, however they are written; the ordinary words that some are made of still are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from langcheck.lexicon.entry import Name
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Report
from tests.conftest import found

pytestmark = pytest.mark.model

_VARIANTS = {
    r"Cal\. Penal Code § (\S+)": ("PC {0}", "{0} PC", "P.C. {0}", "Penal Code section {0}", "§{0}"),
    r"N\.Y\. Penal Law § (\S+)": ("PL {0}", "P.L. § {0}", "Penal Law {0}"),
    r"RCW (\S+)": ("RCW {0}", "R.C.W. {0}", "§ {0}"),
    r"(\d+) U\.S\.C\. § (\S+)": ("{0} USC {1}", "Title {0}, United States Code, Section {1}", "18 U.S.C. §§ {1}"),
}
"""Other ways to write a citation."""


def citations(name: Name) -> Iterator[str]:
    yield name.citation
    for pattern, variants in _VARIANTS.items():
        written = re.search(pattern, name.citation)
        if written:
            yield from (variant.format(*written.groups()) for variant in variants)


def frames(name: Name, written: str) -> Iterator[str]:
    """Sentences and lines in which a name stands as a name."""
    if name.kind == "code":
        yield f"Call type: {written}"
        yield f"UCR: {written}; time: 2210"
        yield f"NIBRS 90Z {written}"
        yield f"The deputies answered a {written} call at noon."
        yield f"It was coded as {written} and cleared by exception, {written}."
    elif name.match == "offence":
        yield f"He was convicted of {written} ({name.citation})."
    else:
        yield f"The training covered {written} in detail."
    if name.kind in ("statute", "charge"):
        for citation in citations(name):
            yield f"Count 2: {written} – {citation}"
            yield f"{citation} {written}"
            yield f"The deputy cited {citation}, {written}, in the report."


def test_a_name_is_never_flagged(lexicon: Lexicon, check: Callable[..., Report]) -> None:
    """In any case, and with its citation written in any of the usual ways; an exact name only with its capitals."""
    flagged = []
    for name in lexicon.names:
        for written in (name.name, *name.also):
            for text in frames(name, written):
                for shown in (text,) if name.match == "exact" else (text, text.upper(), text.lower()):
                    hits = [words for words in found(check(shown)) if words.lower() in written.lower()]
                    flagged += [(shown, words) for words in hits]
    assert flagged == []


def test_every_name_of_the_law_is_marked_checked_or_not(lexicon: Lexicon) -> None:
    """What nobody has looked up in a source says so, for those who would cite it."""
    from tests.conftest import ROOT

    text = (ROOT / "lexicon" / "names.yaml").read_text(encoding="utf-8")
    marks = re.findall(r"^  checked: (yes|no)$", text, re.MULTILINE)
    assert len(marks) == len(lexicon.names)
    assert {name.checked for name in lexicon.names} == {True, False}


@pytest.mark.parametrize(
    ("name", "story"),
    [
        ("Call type: RUNAWAY JUVENILE", "I responded to a report of a runaway juvenile."),
        ("NIBRS 90I Runaway", "NIBRS is the system in which we count; the runaway was found."),
        ("Incident type: Pimping/Pandering", "The incident was typed up: he was pimping her at the motel."),
        ("The case was cleared by exception, victim refused to cooperate.", "The case was cleared after the victim refused to cooperate."),
        ("Disposition: Victim uncooperative", "The disposition is open: the detective who called twice wrote that the victim was uncooperative."),
        ("Charges: 266h(a) PC Pimping; 266i(a) PC Pandering", "Charges: the man was pimping her out at a motel."),
        ("Operation Pimp Stopper ended with nine arrests.", "The operation ended when the pimp ran."),
        ("The National Day of Johns Arrests was in May.", "Dozens of Johns were cited during the prostitution detail."),
        ("Deputies answered a runaway juvenile call.", "Deputies answered; a runaway juvenile called from the lobby."),
    ],
)  # fmt: skip
def test_a_coded_field_is_a_name_and_a_story_is_not(name: str, story: str, check: Callable[..., Report]) -> None:
    assert found(check(name)) == []
    assert len(found(check(story))) == 1
