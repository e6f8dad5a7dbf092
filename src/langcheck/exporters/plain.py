"""What tools that know only words can take: which entries, which forms, and which words to offer."""

from __future__ import annotations

from collections.abc import Iterator

from langcheck.lexicon.entry import Entry, Status
from langcheck.lexicon.forms import GAP, Inflections, spell_out
from langcheck.lexicon.lexicon import Lexicon
from langcheck.model import Verdict

LIMITS = (
    "Contexts are lost: quotations, names of charges, official names and other meanings are flagged too. "
    "Entries that only context makes right are left out, with claims, image texts and usage checks."
)


def entries(lexicon: Lexicon) -> list[Entry]:
    """The entries whose bare words are nearly always meant: words, always asked, free of conditions; by id."""
    finished = (Status.CANDIDATE, Status.STABLE)
    return sorted(
        (entry for entry in lexicon.entries if entry.status in finished and _stands_alone(entry)),
        key=lambda entry: entry.id,
    )


def left_out(lexicon: Lexicon) -> str:
    """Which drafts are left out for being drafts alone, and what brings them in; empty where there are none."""
    drafts = sorted(entry.id for entry in lexicon.entries if entry.status is Status.DRAFT and _stands_alone(entry))
    if not drafts:
        return ""
    told = "1 draft is" if len(drafts) == 1 else f"{len(drafts)} drafts are"
    brings = "it" if len(drafts) == 1 else "them"
    return f"{told} left out, and `status: candidate` brings {brings} in: {', '.join(drafts)}."


def _stands_alone(entry: Entry) -> bool:
    """A clause without a condition that allows says that the words are right unless something else holds."""
    left_alone = any(clause.then is Verdict.ALLOW and not clause.when for clause in entry.clauses)
    return entry.kind == "word" and entry.asked and not entry.needs and not left_alone


def forms(entry: Entry, inflections: Inflections) -> Iterator[tuple[str, str]]:
    """Every form of an entry without a gap, as it is written, with the feature of its head; each once."""
    seen = set()
    for term in entry.terms:
        for form, feature in spell_out(term.text, term.pos, inflections).items():
            if GAP not in form and form not in seen:
                seen.add(form)
                yield form, feature
