"""The laws of the lexicon's data, each a function from the loaded lexicon to the problems it finds; no model needed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from langcheck.errors import Problem
from langcheck.lexicon.article import facts, gloss, plain, term_forms
from langcheck.lexicon.classes import MARK, is_class, within
from langcheck.lexicon.compact import compact
from langcheck.lexicon.draft import NO_MESSAGE
from langcheck.lexicon.entry import LIST_OPERATORS, Condition, Entry, Status, Wording
from langcheck.lexicon.forms import (
    FIGURE,
    GAP,
    GAP_WORDS,
    TermError,
    expand,
    fold,
    is_pattern,
    literal,
    marked_word,
    slots_of,
)
from langcheck.lexicon.lexicon import Lexicon
from langcheck.lexicon.overlay import Overlay
from langcheck.lexicon.yaml import Record, Trail
from langcheck.model import Level, Source

Records = Mapping[str, Record]
Law = Callable[[Lexicon, Records], Iterator[Problem]]

_FILLER = re.compile(r"\b(?:tbd|todo|unknown|fixme|n/a|xxx|lorem)\b", re.IGNORECASE)
_CLASS_USERS = 3
"""How many entries, word lists, profiles and patterns a class takes to be more than a list."""
_WORTH_A_NAME = 3
"""How many words of a class in a list are worth a name."""
_STABLE = {"sources": 2, "flag examples": 3, "allow examples": 3}


def audit(lexicon: Lexicon, records: Records) -> list[Problem]:
    """Every breach of every law, by file and line."""
    spelt = list(terms_spell_out(lexicon, records))
    if spelt:
        return sorted(spelt, key=_order)
    return sorted(chain.from_iterable(law(lexicon, records) for law in LAWS), key=_order)


def audit_records(lexicon: Lexicon, records: Records) -> list[Problem]:
    """The breaches of these records alone: the laws are asked of the whole lexicon, which needs no other records."""
    return _of_these(LAWS, lexicon, records)


def unreadable(lexicon: Lexicon, records: Records) -> list[Problem]:
    """What no example can be run with: terms and patterns that cannot be read, and conditions that are none."""
    return _of_these((terms_spell_out, patterns_can_be_read, contexts_exist), lexicon, records)


def _of_these(laws: Iterable[Law], lexicon: Lexicon, records: Records) -> list[Problem]:
    whole = {**{entry.id: Record("", None) for entry in lexicon.entries}, **records}
    paths = {record.path for record in records.values()}
    found = chain.from_iterable(law(lexicon, whole) for law in laws)
    return sorted((problem for problem in found if problem.path in paths), key=_order)


def audit_sources(record: Record, *, agency: bool = False) -> list[Problem]:
    """What a sources.yaml does not tell of its sources: who published each and when, and whether somebody has seen it.

    An agency's may leave the last two out; what it does not say to be seen carries nothing but advice.
    """
    found: list[Problem] = []
    for key, source in (record.data or {}).items():
        if not source.get("publisher"):
            found.append(record.problem((key,), f"{key}: publisher is missing; name who published it"))
        for said, unsaid, what in _TOLD_OF_SOURCES:
            told = [field for field in (said, unsaid) if source.get(field)]
            if len(told) == 2 or not (told or agency):
                wrong = f"{said} and {unsaid} stand together" if told else f"{said} is missing"
                found.append(record.problem((key,), f"{key}: {wrong}; write {said}: {what}, or {unsaid}: true"))
    return sorted(found, key=_order)


_TOLD_OF_SOURCES = (
    ("year", "undated", "the year that the document bears"),
    ("seen-on", "not-seen", "the day on which you saw it"),
)
"""What a source says of itself, or says that it cannot, and what to write."""


def _order(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.message


def terms_spell_out(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Every term can be spelt out and has a word that the screen can look for."""
    for entry in lexicon.entries:
        for number, term in enumerate(entry.terms):
            try:
                forms = compact(term.text, term.pos, lexicon.inflections)
            except TermError as error:
                yield records[entry.id].problem(("terms", number), str(error))
                continue
            for form in forms:
                if not re.search(r"[^\W_]{2,}", literal(form)):
                    yield records[entry.id].problem(
                        ("terms", number), f"{form!r} has no word of two letters to look for"
                    )


def forms_have_one_home(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """A surface form belongs to one entry, unless both entries name each other under ``overlaps``."""
    homes: dict[str, list[Entry]] = {}
    for form, number, _ in lexicon.spelt_forms:
        entry = lexicon.entries[number]
        if entry.is_retired:
            continue
        for other in homes.setdefault(form, []):
            if other is not entry and not (other.id in entry.overlaps and entry.id in other.overlaps):
                yield records[entry.id].problem(
                    ("terms",),
                    f"{form!r} belongs to {other.id} too; name each other under overlaps, or drop it from one",
                )
        homes[form].append(entry)


def overlaps_are_real(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Entries under ``overlaps`` exist and do share a form."""
    forms: dict[str, set[str]] = {}
    for form, number, _ in lexicon.spelt_forms:
        forms.setdefault(lexicon.entries[number].id, set()).add(form)
    for entry in lexicon.entries:
        for number, other in enumerate(entry.overlaps):
            if not forms.get(other, set()) & forms[entry.id]:
                yield records[entry.id].problem(("overlaps", number), f"no form is shared with {other!r}")


def ids_are_never_reused(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """An id that was retired stays retired; the record of one that an agency retired stays, for what it says of it."""
    for entry in lexicon.entries:
        if entry.id in lexicon.retired and not entry.is_retired:
            yield records[entry.id].problem(("id",), "this id is in retired.yaml and cannot be used again")


def contexts_exist(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Every context that a record names is one of contexts.yaml."""
    for entry in lexicon.entries:
        for trail, condition in _conditions(entry):
            for name in names_in(condition):
                if name not in lexicon.contexts:
                    yield records[entry.id].problem(trail, f"there is no context {name!r}")


def contexts_are_used(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Every context of contexts.yaml is standard or named by a record."""
    used = {name for entry in lexicon.entries for _, condition in _conditions(entry) for name in names_in(condition)}
    for name, note in lexicon.contexts.items():
        if name not in used | STANDARD_CONTEXTS | OFFERED_CONTEXTS:
            yield Problem("contexts.yaml", 1, f"no entry uses the context {name!r} ({note.gloss})")


def classes_are_used(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Every class is named by enough entries, word lists and profiles to be worth a name, or held by a class that is."""
    for name, found in lexicon.classes.items():
        if not found.used_by:
            yield Problem(found.path, found.line, f"nothing names the class {MARK}{name}")
        elif len(found.used_by) < _CLASS_USERS:
            users = ", ".join(found.used_by)
            yield Problem(
                found.path,
                found.line,
                f"{MARK}{name} is named by {users} alone; a class is for {_CLASS_USERS} and more, write the words there",
            )


def lists_name_their_classes(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """A list that spells out all words of a class names the class, so that a word added to it is added everywhere."""
    for record in records.values():
        for trail, words in _listed(record.data, ()):
            for name, found in lexicon.classes.items():
                if len(found.words) >= _WORTH_A_NAME and words.issuperset(found.words):
                    yield record.problem(
                        trail, f"holds all words of the class {MARK}{name}; write {MARK}{name} for them"
                    )


def patterns_can_be_read(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """What a condition looks for has a word; the brackets of a pattern pair, and it begins and ends with a word."""
    for record in records.values():
        for trail, words in _listed(record.data, ()):
            for word in sorted(word for word in words if not is_class(word)):
                wrong = _unreadable(word, lexicon)
                if wrong:
                    yield record.problem(trail, wrong)


def _unreadable(word: str, lexicon: Lexicon) -> str:
    """Why a word or pattern of a condition cannot be looked for; empty where it can."""
    if not re.search(r"[^\W_]", word) and FIGURE not in word:
        return f"{word!r} has no word to look for"
    try:
        if is_pattern(word):
            slots_of(word)
    except ValueError as error:
        return str(error)
    spelt = within(word, lexicon.classes)
    try:
        if is_pattern(spelt):
            slots_of(spelt)
    except ValueError:
        return f"{word!r}: a class that holds patterns cannot stand inside another pattern"
    return ""


def _listed(data: Any, trail: Trail) -> Iterator[tuple[Trail, frozenset[str]]]:
    """The word lists of a record's conditions as they are written, with their trail."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _listed(item, (*trail, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            if key in LIST_OPERATORS and isinstance(value, list):
                yield (*trail, key), frozenset(word for word in value if isinstance(word, str))
            else:
                yield from _listed(value, (*trail, key))


def sources_exist(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Every source that a record cites is in sources.yaml, once a record."""
    for entry in lexicon.entries:
        seen: set[str] = set()
        for number, item in enumerate(entry.sources):
            if item.ref not in lexicon.sources:
                yield records[entry.id].problem(("sources", number), f"sources.yaml has no {item.ref!r}")
            if item.ref in seen:
                yield records[entry.id].problem(("sources", number), f"{item.ref!r} is cited twice")
            seen.add(item.ref)


def sources_are_cited(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Every source of sources.yaml is cited."""
    cited = {item.ref for entry in lexicon.entries for item in entry.sources}
    for key in lexicon.sources:
        if key not in cited:
            yield Problem("sources.yaml", 1, f"no entry cites {key!r}")


def copies_come_last(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """What somebody else reposted stands behind the sources that are no copies."""
    for entry in lexicon.entries:
        copies = [source.is_copy for source in _sources_of(entry, lexicon)]
        if copies != sorted(copies):
            yield records[entry.id].problem(
                ("sources",), "a copy stands before a source that is none; cite copies last"
            )


def unseen_carries_advice(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """An entry above advice, in any clause, rests on a source that somebody has seen."""
    for entry in lexicon.entries:
        if _highest(entry) is not Level.ADVICE and not any(item.seen_on for item in _sources_of(entry, lexicon)):
            yield records[entry.id].problem(
                ("sources",), "nobody has seen any of its sources (seen-on in sources.yaml), so the level is advice"
            )


def _sources_of(entry: Entry, lexicon: Lexicon) -> list[Source]:
    return [lexicon.sources[item.ref] for item in entry.sources if item.ref in lexicon.sources]


def _highest(entry: Entry) -> Level:
    """The highest level at which an entry speaks, in any clause."""
    return max([entry.level, *(clause.level for clause in entry.clauses if clause.level is not None)])


def stable_is_earned(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """A stable entry has at least two sources, three flag examples and three allow examples."""
    for entry in lexicon.entries:
        if entry.status is not Status.STABLE:
            continue
        has = {
            "sources": len(entry.sources),
            "flag examples": sum(not example.todo for example in entry.flag_examples),
            "allow examples": sum(not example.todo for example in entry.allow_examples),
        }
        for what, least in _STABLE.items():
            if has[what] < least:
                yield records[entry.id].problem(("status",), f"stable takes {least} {what}, there are {has[what]}")


def nothing_is_filled_in(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """No "unknown" or "TBD" stands where a fact belongs."""
    for entry in lexicon.entries:
        for field in ("message", "why", "contested"):
            found = _FILLER.search(getattr(entry, field))
            if found and not (field != "message" and found.group().lower() == "unknown"):
                yield records[entry.id].problem((field,), f"{found.group()!r} is not an answer")


def messages_are_sentences(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Messages and reasons are whole sentences."""
    for entry in lexicon.entries:
        for field in ("message", "why"):
            text: str = getattr(entry, field)
            if not text.endswith((".", "?")) or not (text[0].isupper() or text[0] in "\"'{"):
                yield records[entry.id].problem((field,), f"{field} is not a whole sentence: {text[:40]!r}")
        if entry.message == NO_MESSAGE:
            yield records[entry.id].problem(
                ("message",), "the message is still that of a new draft: say in a sentence what the word does"
            )
        for number, clause in enumerate(entry.clauses):
            if not clause.because.endswith("."):
                yield records[entry.id].problem(("clauses", number), "because is not a whole sentence")


def inference_is_advice(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """What no source names is advice, in every clause."""
    for entry in lexicon.entries:
        if entry.basis != "guidance" and _highest(entry) is not Level.ADVICE:
            yield records[entry.id].problem(("level",), f"the basis is {entry.basis}, so the level is advice")


def contested_is_advice(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """A contested entry is advice unless a clause tells a case apart on which guides agree."""
    for entry in lexicon.entries:
        if entry.contested and entry.level is not Level.ADVICE:
            yield records[entry.id].problem(("level",), "a contested entry is advice; clauses may raise agreed cases")


def dates_are_dates(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Dates are real, and no entry was reviewed before it was added."""
    for entry in lexicon.entries:
        try:
            added, reviewed = date.fromisoformat(entry.added), date.fromisoformat(entry.reviewed)
        except ValueError as error:
            yield records[entry.id].problem(("added",), f"not a date: {error}")
            continue
        if reviewed < added:
            yield records[entry.id].problem(("reviewed",), "reviewed before it was added")


def suggestions_are_not_flagged(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """No suggestion holds a term that is flagged wherever it stands."""
    always = _always_flagged(lexicon)
    pattern = _any_of(always)
    for entry in lexicon.entries:
        senses = {form for phrase in entry.other_senses for form in expand(phrase, "phrase", lexicon.inflections)}
        for trail, wording in _wordings(entry):
            found = pattern.search(fold(plain(wording)))
            if found and found.group() not in senses:
                yield records[entry.id].problem(
                    trail, f"the suggestion {wording.use!r} holds {found.group()!r} ({always[found.group()]})"
                )


def suggestions_can_inflect(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """The marked word of a suggestion has stored forms when the entry's terms inflect."""
    for entry in lexicon.entries:
        kinds = {term.pos for term in entry.terms}
        for trail, wording in _wordings(entry):
            word = marked_word(wording.use)
            if word is None:
                continue
            stored = word in lexicon.inflections.nouns or word in lexicon.inflections.verbs
            if kinds & {"noun", "verb"} and not stored:
                yield records[entry.id].problem(trail, f"no forms of {word!r} are stored in inflections.yaml")


def suggestions_agree(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """No verb behind a marked word that inflects fits one number alone, unless the suggestion is for that number."""
    for entry in lexicon.entries:
        for trail, wording in _wordings(entry):
            clause = entry.clauses[trail[1]] if trail[0] == "clauses" and isinstance(trail[1], int) else None
            wrong = _disagrees(wording, entry, lexicon, when=clause.when if clause else ())
            if wrong:
                yield records[entry.id].problem(trail, wrong)


def audit_overlay(lexicon: Lexicon, overlay: Overlay, record: Record) -> list[Problem]:
    """The suggestions of an overlay whose verb does not go with their marked word."""
    return sorted(
        (
            record.problem(("change", name, field, number), wrong)
            for name, change in overlay.change.items()
            for field, given in (("suggest_first", change.first), ("suggest", change.suggest or ()))
            for number, wording in enumerate(given)
            if name in lexicon.by_id and (wrong := _disagrees(wording, lexicon.by_id[name], lexicon))
        ),
        key=_order,
    )


def _disagrees(wording: Wording, entry: Entry, lexicon: Lexicon, *, when: Iterable[Condition] = ()) -> str:
    """What is wrong with a suggestion that would become "people who was sold"; empty where nothing is."""
    word = marked_word(wording.use)
    plural = lexicon.inflections.nouns.get(word or "")
    if word is None or plural is None or all(term.pos != "noun" for term in entry.terms):
        return ""
    given = (*when, *wording.given)
    behind = wording.use[wording.use.index("}") + 1 :].split()
    for pair in lexicon.words.get("agreeing-verbs", ()):
        for number, other, verb in zip(
            ("plural", "singular"), (plural, word), pair.strip("()").split("|"), strict=True
        ):
            relative = _relative_before(behind, verb, lexicon)
            if relative and all(_may_be(number, condition, lexicon) for condition in given):
                becomes = f'the suggestion {wording.use!r} becomes "{other} {relative} {verb}"'
                return f"{becomes}; write {pair}, or say under `if` for which form it is"
    return ""


_BETWEEN_RELATIVE = 3
"""How many words may stand between a marked word and what refers to it: "{person} under 18 who"."""


def _relative_before(behind: Sequence[str], verb: str, lexicon: Lexicon) -> str:
    """The relative pronoun between a marked word and a verb, that refers to that word; empty where there is none."""
    words = lexicon.words
    nouns = {word for name in ("articles", "possessives") for word in words.get(name, ())}
    for place, word in enumerate(behind[: _BETWEEN_RELATIVE + 1]):
        if word in words.get("relatives-of-nouns", ()):
            return word if verb in behind[place + 1 : place + 3] else ""
        if word in nouns or word.endswith(","):
            return ""
    return ""


def _may_be(number: str, condition: Condition, lexicon: Lexicon) -> bool:
    """Whether a condition may hold of a word in a number; it does not where it asks for other forms, or words in the other number."""
    if isinstance(condition, str):
        return True
    ((operator, value),) = condition.items()
    if operator == "form":
        return number in value
    if operator == "not":
        return not (isinstance(value, dict) and number in value.get("form", ()))
    if operator == "words":
        nouns = lexicon.inflections.nouns
        others = nouns.keys() if number == "plural" else frozenset(nouns.values())
        return not all(word.split()[-1] in others for word in value)
    if operator == "all":
        return all(_may_be(number, part, lexicon) for part in value)
    return operator != "any" or any(_may_be(number, part, lexicon) for part in value)


_MOST_WORDS = 12
"""How many words a question to a reader has at most, its "if" included."""


def conditions_are_questions(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """What a document may leave open is asked in at most 12 words: by the wording's own `ask`, or by its contexts."""
    for entry in lexicon.entries:
        for trail, wording in _wordings(entry):
            asked = [fact for given in wording.given for fact in facts(given)]
            if wording.ask or not asked:
                continue
            question = f"if {' and '.join(gloss(fact, lexicon.contexts) for fact in asked)}"
            if any(not isinstance(fact, str) for fact in asked) or len(question.split()) > _MOST_WORDS:
                yield records[entry.id].problem(trail, f"{wording.use!r} needs an `ask` of its own; now: {question!r}")


_FOUNDED = {
    "act": {"forced", "person-was-trafficked", "trafficking-convicted", "trafficking-established", "person-is-minor", "minor-object", "subject-under-16", "object-under-16"},
    "offender": {"trafficking-convicted", "trafficking-charged", "trafficking-established", "people-in-general"},
    "victim": {"person-was-trafficked", "person-is-minor", "minor-object"},
    "age": {"person-is-minor", "minor-object", "person-is-adult", "people-in-general"},
    "health": set[str](),
    "mind": set[str](),
}  # fmt: skip
"""What a wording may assert, each to the contexts of which one must be asked, or hold by a clause.

The words that assert stand in contexts.yaml as ``asserting-act`` and so on.
"""


_ASSERTED = {
    "act": "that somebody did this to a person",
    "offender": "that somebody is guilty or was charged",
    "victim": "that somebody was harmed",
    "age": "how old somebody is",
    "health": "how somebody's health is",
    "mind": "what somebody feels or wants",
}
"""What a wording of each kind says as a fact."""


def _asserted(kind: str, word: str) -> str:
    """What a kind of assertion says, and what to write where the words found do not say it."""
    conditions = sorted(_FOUNDED[kind])
    given = f"; or offer it only under `if:` with one of {', '.join(conditions)}" if conditions else ""
    return (
        f"{word!r} says {_ASSERTED[kind]}, which the text may not; "
        f"write a plainer word that leaves it open, or a question with `ask:`{given}"
    )


def suggestions_are_founded(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """A wording that names a crime, an offender, a victim, an age, a diagnosis or a state of mind asks for it.

    It need not where the record says that the words found tell it (``tells``), where they hold such a word in every
    form that the wording is for, or where the clause establishes it.
    """
    patterns = {kind: _any_of({fold(word): "" for word in lexicon.word_list(f"asserting-{kind}")}) for kind in _FOUNDED}
    for entry in lexicon.entries:
        forms = [fold(form) for term in entry.terms for form in term_forms(term)]
        for trail, wording in _wordings(entry):
            conditions = list(wording.given)
            if trail[0] == "clauses" and isinstance(trail[1], int):
                conditions += entry.clauses[trail[1]].when
            known = {name for condition in conditions for name in names_in(condition)}
            held = [
                condition["words"] for condition in conditions if isinstance(condition, dict) and "words" in condition
            ]
            for kind, contexts in _FOUNDED.items():
                asserts = patterns[kind]
                found = asserts.search(fold(plain(wording)))
                if kind in entry.tells or wording.ask or known & contexts or not found:
                    continue
                if any(all(asserts.search(fold(word)) for word in words) for words in [*held, forms]):
                    continue
                yield records[entry.id].problem(
                    trail,
                    f"{wording.use!r} asserts more than the words found ({kind}): {_asserted(kind, found.group().strip())}",
                )


def examples_hold_the_term(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Marked words are a form of the entry; an allow example is a near-miss that holds one too."""
    owned: dict[int, list[str]] = {}
    for form, owner, _ in lexicon.spelt_forms:
        owned.setdefault(owner, []).append(form)
    for number, entry in enumerate(lexicon.entries):
        forms = owned.get(number, [])
        for index, example in enumerate(entry.flag_examples):
            for region in example.marked:
                marked = example.text[region.start : region.end]
                if not any(found.group() == fold(marked) for found in _with_forms(fold(marked), forms, "$")):
                    yield records[entry.id].problem(("examples", "flag", index), f"[{marked}] is no form of this entry")
        for index, example in enumerate(entry.allow_examples):
            if not any(_with_forms(fold(example.text), forms)):
                yield records[entry.id].problem(
                    ("examples", "allow", index), f"holds no form of the entry, so it can never fail: {example.text!r}"
                )


def _with_forms(folded: str, forms: Iterable[str], end: str = "") -> Iterator[re.Match[str]]:
    """Where a folded text first holds each form as whole words up to an end; a form that it lacks costs no pattern."""
    for form in forms:
        if form.split(GAP)[0].strip() in folded:
            found = re.search(rf"(?<!\w)(?:{_loosely(form)})(?!\w){end}", folded)
            if found:
                yield found


def suggestions_are_shown(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """An entry with suggestions shows at least one of them in a sentence (``becomes``)."""
    for entry in lexicon.entries:
        if entry.suggest and not any(example.becomes for example in entry.flag_examples):
            yield records[entry.id].problem(("examples", "flag"), "no example says what its sentence becomes")


def names_are_whole(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """Names stand once, each in a jurisdiction; statutes, charges and coded fields have a citation."""
    seen: set[tuple[str, str]] = set()
    for name in lexicon.names:
        key = (fold(name.name), name.jurisdiction)
        if key in seen:
            yield Problem("names.yaml", 1, f"{name.name!r} stands twice for {name.jurisdiction or 'no jurisdiction'}")
        seen.add(key)
        if not name.jurisdiction:
            yield Problem("names.yaml", 1, f"the {name.kind} {name.name!r} has no jurisdiction")
        if name.kind in ("statute", "charge", "code") and not name.citation:
            yield Problem("names.yaml", 1, f"the {name.kind} {name.name!r} has no citation")


def profiles_are_sound(lexicon: Lexicon, records: Records) -> Iterator[Problem]:
    """A profile's suggestions have stored forms and hold no flagged term, as those of records."""
    always = _always_flagged(lexicon)
    pattern = _any_of(always)
    for name, profile in lexicon.profiles.items():
        for entry, change in profile.change.items():
            for wording in (*change.first, *(change.suggest or ())):
                word = marked_word(wording.use)
                found = pattern.search(fold(plain(wording)))
                if word and word not in lexicon.inflections.nouns and word not in lexicon.inflections.verbs:
                    yield Problem(f"profiles/{name}.yaml", 1, f"{entry}: no forms of {word!r} are stored")
                if found:
                    yield Problem(f"profiles/{name}.yaml", 1, f"{entry}: {wording.use!r} holds {found.group()!r}")
                wrong = _disagrees(wording, lexicon.by_id[entry], lexicon) if entry in lexicon.by_id else ""
                if wrong:
                    yield Problem(f"profiles/{name}.yaml", 1, f"{entry}: {wrong}")


def _always_flagged(lexicon: Lexicon) -> dict[str, str]:
    """The forms that are flagged wherever they stand, with their entry."""
    return {
        form: lexicon.entries[number].id
        for form, number, _ in lexicon.spelt_forms
        if GAP not in form
        and lexicon.entries[number].asked
        and not any(need != "exploitation-topic" for need in lexicon.entries[number].needs)
    }


def _any_of(forms: Mapping[str, str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


LAWS: tuple[Law, ...] = (
    forms_have_one_home,
    overlaps_are_real,
    ids_are_never_reused,
    contexts_exist,
    contexts_are_used,
    classes_are_used,
    lists_name_their_classes,
    patterns_can_be_read,
    sources_exist,
    sources_are_cited,
    copies_come_last,
    unseen_carries_advice,
    stable_is_earned,
    nothing_is_filled_in,
    messages_are_sentences,
    inference_is_advice,
    contested_is_advice,
    dates_are_dates,
    suggestions_are_not_flagged,
    suggestions_can_inflect,
    suggestions_agree,
    conditions_are_questions,
    suggestions_are_founded,
    examples_hold_the_term,
    suggestions_are_shown,
    names_are_whole,
    profiles_are_sound,
)
"""All laws but the first, terms_spell_out, without which the others cannot be asked."""

STANDARD_CONTEXTS = frozenset({"code", "quotation", "official-name", "link-title", "offence", "mention", "scare-quote"})
"""The contexts of the standard clauses; a test keeps them equal to the judge's."""

OFFERED_CONTEXTS = frozenset(
    {
        "minor-subject",
        "adult-subject",
        "victim-or-minor-subject",
        "object-under-16",
        "object-is-16-or-17",
        "object-in-custody",
        "close-in-age",
    }
)
"""Contexts that records may name and need not yet; a test takes out those that one names."""


# --- walking a record --------------------------------------------------------------------------------------------


def names_in(condition: Condition) -> Iterator[str]:
    """The context names in a condition."""
    if isinstance(condition, str):
        yield condition
        return
    ((operator, value),) = condition.items()
    if operator == "not":
        yield from names_in(value)
    elif operator in ("any", "all"):
        for part in value:
            yield from names_in(part)


def _conditions(entry: Entry) -> Iterator[tuple[Trail, Condition]]:
    for number, need in enumerate(entry.needs):
        yield ("needs", number), need
    for number, clause in enumerate(entry.clauses):
        for condition in clause.when:
            yield ("clauses", number, "when"), condition
    for trail, wording in _wordings(entry):
        for condition in wording.given:
            yield (*trail, "if"), condition


def _wordings(entry: Entry) -> Iterator[tuple[Trail, Wording]]:
    for number, wording in enumerate(entry.suggest):
        yield ("suggest", number), wording
    for index, clause in enumerate(entry.clauses):
        for number, wording in enumerate(clause.suggest or ()):
            yield ("clauses", index, "suggest", number), wording


def _loosely(form: str) -> str:
    """A pattern for a folded form with its gaps."""
    return rf"(?:,? [\w'/]+){{0,{GAP_WORDS}}}?,? ".join(re.escape(part.strip()) for part in form.split(GAP))
