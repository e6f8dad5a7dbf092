"""Who does what in a sentence, by its words alone: the group of a verb, its subject and its objects.

Nothing is parsed: a subject is the person at the head of the clause that the verb stands in, or right before it; where
that is not told by the words, there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from langcheck.facts.cases.naming import REACH, Kind, Mention, NamingWords, Sentence

_LONGEST_GROUP = 14
"""How many words before a verb may belong to it: forms of "be", adverbs, times."""
_LONGEST_LEAD = 6
"""How many words of a noun phrase may stand before the name in it."""
_MOST_PARENTHESES = 8
"""How many insertions between commas may stand between a subject and its verb."""
_MOST_JOINED = 12
"""How many people of one list are told apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """The words that belong to a verb, from ``first`` up to the verb, and what they say of it."""

    first: int
    verb: int = 0
    auxiliary: bool = False
    negated: bool = False
    modal: bool = False
    infinitive: bool = False
    singular: bool = False
    perfect: bool = False
    present: bool = False
    being: bool = False


def group_before(sentence: Sentence, verb: int, known: NamingWords) -> Group:
    """The auxiliaries, adverbs and times right before a verb."""
    first = verb
    words: list[str] = []
    while first > 0 and verb - first < _LONGEST_GROUP and sentence.joins(first):
        word = sentence.words[first - 1].text
        if first - 1 in sentence.at:
            break
        if not _belongs(sentence, first - 1, words, known):
            break
        first -= 1
        words.append(word)
        if known.has("clause-infinitives", word):
            break
    denied = [
        word
        for place, word in enumerate(words)
        if known.has("clause-negations", word) and not (place and known.has("clause-not-denied", words[place - 1]))
    ]
    return Group(
        first,
        verb,
        auxiliary=any(known.has("clause-auxiliaries", word) for word in words),
        negated=bool(denied),
        modal=any(known.has("clause-modals", word) for word in words),
        infinitive=bool(words) and known.has("clause-infinitives", words[-1]),
        singular=any(known.has("clause-singular", word) for word in words),
        perfect=any(known.has("clause-perfect", word) for word in words),
        present=any(known.has("clause-present", word) for word in words),
        being=any(known.has("clause-gerunds", word) for word in words),
    )


def _belongs(sentence: Sentence, index: int, behind: list[str], known: NamingWords) -> bool:
    """Whether a word before a verb belongs to its group; "on" and "in" do before a time."""
    word = sentence.words[index].text
    if any(
        known.has(name, word) for name in ("clause-auxiliaries", "clause-modals", "clause-negations", "clause-adverbs")
    ) or known.has("clause-infinitives", word):
        return True
    if word.endswith("ly") and not sentence.written(index)[0].isupper():
        return True
    if _is_time(word, known):
        return True
    return bool(behind) and known.has("clause-time-prepositions", word) and _is_time(behind[-1], known)


def _is_time(word: str, known: NamingWords) -> bool:
    return word.isdigit() or known.has("clause-times", word)


# --- subjects ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Subject:
    """The people a verb says something of; ``nobody`` where it is said of nobody, ``noun`` the word for somebody unnamed."""

    people: tuple[Mention, ...] = ()
    nobody: bool = False
    either: bool = False

    @property
    def first(self) -> int:
        return min((mention.first for mention in self.people), default=-1)


NOBODY_FOUND = Subject()


def subject_of(sentence: Sentence, group: Group, end: int, known: NamingWords) -> Subject:
    """Of whom the verb behind a group says something; ``end`` is where the verb ends, for clauses before their subject."""
    verb = group.first
    if group.infinitive:
        return _of_clause(sentence, verb, known)
    if verb == 0 or (not group.auxiliary and sentence.breaks(verb) and verb - 1 not in sentence.at):
        return _subject_behind(sentence, end, known)
    word = sentence.words[verb - 1].text
    if known.has("clause-relatives", word):
        return _antecedent(sentence, verb - 1, known)
    if known.has("clause-coordinators", word) and verb - 1 not in sentence.at:
        return _of_clause(sentence, verb - 1, known)
    if _introduces(word, known):
        found = _of_clause(sentence, verb - 1, known)
        return found if found.people else _subject_behind(sentence, end, known)
    if not sentence.joins(verb):
        found = _across_commas(sentence, verb, known, plural=not group.singular)
        goes_on = not (found.people or found.nobody) and group.first < group.verb
        return _of_clause(sentence, verb, known) if goes_on else found
    found = _adjacent(sentence, verb, known, plural=not group.singular)
    return found if found.people or not group.being else _of_clause(sentence, verb, known)


def _introduces(word: str, known: NamingWords) -> bool:
    """Whether a word begins a clause that has its subject elsewhere: "after being", "if convicted"."""
    return any(
        known.has(name, word) for name in ("clause-conditions", "clause-until", "clause-when", "clause-subordinators")
    ) or known.has("clause-gerund-prepositions", word)


def is_boundary(sentence: Sentence, index: int, known: NamingWords) -> bool:
    """Whether a word ends the clause before it: "that", "if", "who", "said"."""
    return sentence.words[index].text in known.boundaries


def _adjacent(sentence: Sentence, verb: int, known: NamingWords, *, plural: bool) -> Subject:
    """The subject that stands right before a verb's group, or at the head of the words before it."""
    mention = sentence.at.get(verb - 1)
    if mention is None:
        return _head(sentence, verb, verb, known, plural=plural)
    start = phrase_start(sentence, mention.first, known)
    before = sentence.words[start - 1].text if start > 0 and sentence.joins(start) else ""
    if known.has("clause-saying", before) and known.has("clause-relatives", sentence.word(start - 2)):
        return NOBODY_FOUND
    if start < mention.first and _is_relative(sentence, start - 1, known):
        return _antecedent(sentence, start - 1, known)
    inside = known.has("clause-prepositions", before) and not known.has("clause-subordinators", before)
    if (
        inside
        and not (known.has("clause-conditions", before) or known.has("clause-until", before))
        and not _is_fronted(sentence, start, mention.first, known)
    ):
        head = _head(sentence, start - 1, verb, known, plural=plural)
        if head.people or start - 1 > 0:
            return head
    if (
        before
        and known.has("clause-quantity-but", before)
        and sentence.word(start - 2)
        and _is_anybody(sentence, start - 2)
    ):
        return Subject(nobody=True)
    if mention.possessive and mention.kind is not Kind.NOBODY:
        return NOBODY_FOUND
    if plural or known.has("clause-alternatives", before) or known.has("clause-negated-subjects", before):
        return _listed(sentence, mention, start, known)
    return _subject(sentence, [mention], start, known)


def _is_relative(sentence: Sentence, index: int, known: NamingWords) -> bool:
    """Whether a word begins a relative clause: "who", or "that" behind anything but a verb of saying or knowing."""
    if index < 1:
        return False
    word = sentence.words[index].text
    if known.has("clause-relatives", word):
        return True
    return known.has("clause-that", word) and not known.has("clause-saying", sentence.words[index - 1].text)


def _is_anybody(sentence: Sentence, index: int) -> bool:
    mention = sentence.at.get(index)
    return mention is not None and mention.kind in (Kind.ANYBODY, Kind.NOBODY)


def phrase_start(sentence: Sentence, first: int, known: NamingWords) -> int:
    """Where the noun phrase begins that holds a mention: behind the nearest word that is no part of one."""
    start = first
    while start > 0 and first - start < _LONGEST_LEAD and sentence.joins(start):
        word = sentence.words[start - 1].text
        if (
            start - 1 in sentence.at
            or is_boundary(sentence, start - 1, known)
            or any(
                known.has(name, word)
                for name in ("clause-prepositions", "clause-auxiliaries", "clause-modals", "clause-negations")
            )
        ):
            break
        start -= 1
        if known.has("clause-determiners", word):
            break
    return start


def _is_fronted(sentence: Sentence, start: int, first: int, known: NamingWords) -> bool:
    """ "In 2019 Diaz ...": between the preposition and the name stand times only."""
    inside = range(start, first)
    return bool(inside) and all(_is_time(sentence.words[index].text, known) for index in inside)


def _head(sentence: Sentence, stop: int, verb: int, known: NamingWords, *, plural: bool) -> Subject:
    """The person at the head of the words before a verb: "Diaz of Reno", "the man in the car"; not "Diaz's brother"."""
    begin = stop
    while begin > 0 and stop - begin < REACH and sentence.joins(begin):
        if is_boundary(sentence, begin - 1, known) and not _joins_people(sentence, begin - 1, known):
            break
        begin -= 1
    if begin > 0 and sentence.joins(begin) and known.has("clause-relatives", sentence.words[begin - 1].text):
        return _antecedent(sentence, begin - 1, known)
    mention = next(iter(sentence.between(begin, stop)), None)
    if mention is None:
        return NOBODY_FOUND
    if any(known.has("clause-prepositions", sentence.words[index].text) for index in range(begin, mention.first)):
        return NOBODY_FOUND
    following = sentence.word(mention.last) if mention.last < verb else ""
    follows = not following or known.has("clause-prepositions", following) or following.isdigit()
    if mention.possessive or not (follows or _joins_people(sentence, mention.last, known)):
        return NOBODY_FOUND
    people = [mention]
    if plural:
        people += _joined_behind(sentence, mention, stop, known)
    return _subject(sentence, people, begin, known)


def _joins_people(sentence: Sentence, index: int, known: NamingWords) -> bool:
    """Whether an "and" stands between two people."""
    return (
        index < len(sentence.words)
        and known.has("clause-coordinators", sentence.words[index].text)
        and index - 1 in sentence.at
        and (index + 1 in sentence.at or index + 2 in sentence.at)
    )


def _joined_behind(sentence: Sentence, mention: Mention, stop: int, known: NamingWords) -> list[Mention]:
    found: list[Mention] = []
    last = mention.last
    while len(found) < _MOST_JOINED and last < stop and _joins_people(sentence, last, known):
        following = sentence.at.get(last + 1) or sentence.at.get(last + 2)
        if following is None or following.possessive:
            break
        found.append(following)
        last = following.last
    return found


def _listed(sentence: Sentence, mention: Mention, start: int, known: NamingWords) -> Subject:
    """The people of a list that ends in a mention: "Diaz, Cole and Harlan"."""
    people = [mention]
    while len(people) < _MOST_JOINED and start > 0:
        step = start
        if known.has("clause-coordinators", sentence.words[step - 1].text) and sentence.joins(step):
            step -= 1
        elif "," not in sentence.gap(step):
            break
        if step > 0 and sentence.word(step - 1).isdigit() and "," in sentence.gap(step - 1):
            step -= 1
        before = sentence.at.get(step - 1)
        if before is None or before.last != step or before.possessive or before.kind in (Kind.ANYBODY, Kind.NOBODY):
            break
        begin = phrase_start(sentence, before.first, known)
        if begin > 0 and sentence.joins(begin) and known.has("clause-prepositions", sentence.words[begin - 1].text):
            break
        people.append(before)
        start = begin
    return _subject(sentence, people[::-1], start, known)


def _subject(sentence: Sentence, people: list[Mention], start: int, known: NamingWords) -> Subject:
    before = sentence.words[start - 1].text if start > 0 else ""
    nobody = any(mention.kind is Kind.NOBODY for mention in people) or known.has("clause-negated-subjects", before)
    either = len(people) > 1 and any(
        known.has("clause-alternatives", sentence.words[index].text)
        for index in range(people[0].last, people[-1].first)
    )
    return Subject(tuple(people), nobody=nobody, either=either)


def _across_commas(sentence: Sentence, verb: int, known: NamingWords, *, plural: bool) -> Subject:
    """The subject before insertions between commas: "Diaz, 34, of Reno, was", "Harlan, a friend of Diaz, was"."""
    end = verb
    unnamed = NOBODY_FOUND
    alone: list[Subject] = []
    joined = False
    for _ in range(_MOST_PARENTHESES):
        begin = _stretch_begin(sentence, end)
        if not _is_inserted(sentence.words[begin].text, known):
            found = _adjacent(sentence, end, known, plural=plural)
            named = any(mention.kind is not Kind.NOUN or mention.keys for mention in found.people)
            if named and _is_alone(sentence, begin, found, known):
                alone.append(found)
                joined = joined or known.has("clause-coordinators", sentence.words[begin].text)
            elif named:
                alone += [found] if joined or not alone else []
                break
            elif found.people or found.nobody:
                unnamed = unnamed if unnamed.people or unnamed.nobody else found
            elif alone or not known.has("clause-determiners", sentence.words[begin].text):
                break
        if begin == 0 or not any(mark in sentence.gap(begin) for mark in ",(—–"):
            break
        end = begin
    if joined:
        return Subject(tuple(mention for found in reversed(alone) for mention in found.people))
    return alone[-1] if alone else unnamed


def _stretch_begin(sentence: Sentence, end: int) -> int:
    """Where the words between two commas begin."""
    begin = end - 1
    while begin > 0 and sentence.joins(begin) and end - begin < REACH:
        begin -= 1
    return begin


def _is_inserted(first: str, known: NamingWords) -> bool:
    """Whether a stretch between commas that begins with a word holds no subject: "of Reno", "who fled", "34"."""
    return _is_time(first, known) or any(
        known.has(name, first)
        for name in (
            "clause-relatives",
            "clause-prepositions",
            "clause-conditions",
            "naming-participles",
            "clause-negations",
            "clause-quantity-but",
        )
    )


def _is_alone(sentence: Sentence, begin: int, found: Subject, known: NamingWords) -> bool:
    """Whether a stretch between commas is a name and nothing else."""
    return all(
        index in sentence.at
        or known.has("clause-coordinators", sentence.words[index].text)
        or index >= phrase_start(sentence, found.people[0].first, known)
        for index in range(begin, found.people[0].first)
    )


def _antecedent(sentence: Sentence, relative: int, known: NamingWords) -> Subject:
    """Whom "who" means: the person right before it, also across a comma, an age or a place."""
    end = relative
    for _ in range(3):
        mention = sentence.at.get(end - 1)
        if mention is not None and mention.last == end and not mention.place:
            start = phrase_start(sentence, mention.first, known)
            before = sentence.word(start - 1) if start > 0 and sentence.joins(start) else ""
            owner = sentence.at.get(start - 2)
            if (
                known.has("clause-belonging", before)
                and owner is not None
                and owner.kind is Kind.NOUN
                and not owner.keys
            ):
                return NOBODY_FOUND
            return _subject(sentence, [mention], start, known)
        begin = _stretch_begin(sentence, end)
        first = sentence.words[begin].text
        aside = first.isdigit() or known.has("clause-prepositions", first) or known.has("clause-determiners", first)
        if begin <= 0 or "," not in sentence.gap(begin) or not aside:
            if mention is not None and mention.place:
                return _head(sentence, end, end, known, plural=False)
            return NOBODY_FOUND
        end = begin
    return NOBODY_FOUND


def _of_clause(sentence: Sentence, end: int, known: NamingWords) -> Subject:
    """The subject of the clause that goes on at a word: "Diaz was arrested and", "Diaz fled after"."""
    stop = max(0, end - REACH)
    begin = end
    closed = False
    while begin > stop:
        before = begin - 1
        word = sentence.words[before].text
        if sentence.breaks(begin) and begin < end:
            break
        if begin < end and _opens_clause(sentence, begin, known):
            break
        if known.has("clause-relatives", word):
            if not closed:
                return _antecedent(sentence, before, known)
        elif is_boundary(sentence, before, known) and not known.has("clause-coordinators", word):
            own_verb = begin == end and known.has("clause-saying", word)
            if not own_verb and not (closed and _introduces(word, known)):
                break
        closed = closed or ("," in sentence.gap(begin) and begin < end)
        begin -= 1
    for mention in sentence.between(begin, end):
        lead = range(begin, mention.first)
        at_head = not any(
            known.has("clause-prepositions", sentence.words[index].text)
            and not _is_fronted(sentence, index + 1, mention.first, known)
            and sentence.joins(index + 1)
            and not _comma_between(sentence, index, mention.first)
            for index in lead
        )
        if at_head and not mention.possessive:
            people = [mention, *_joined_behind(sentence, mention, end, known)]
            return _subject(sentence, people, begin, known)
        if at_head:
            return NOBODY_FOUND
    return NOBODY_FOUND


def _comma_between(sentence: Sentence, first: int, last: int) -> bool:
    return any("," in sentence.gap(index) for index in range(first + 1, last + 1))


def _opens_clause(sentence: Sentence, index: int, known: NamingWords) -> bool:
    """Whether a person with a verb of their own stands behind "and", "but" or a comma."""
    mention = sentence.at.get(index)
    if mention is None or mention.first != index or mention.possessive:
        return False
    before = sentence.words[index - 1].text
    coordinated = known.has("clause-coordinators", before)
    if not coordinated and "," not in sentence.gap(index):
        return False
    following = sentence.word(mention.last)
    if not known.has("clause-auxiliaries", following) or not sentence.joins(mention.last):
        return False
    earlier = sentence.at.get(index - 2 if coordinated else index - 1)
    return earlier is None or known.has("clause-singular", following)


def _subject_behind(sentence: Sentence, end: int, known: NamingWords) -> Subject:
    """The subject that follows a clause set before it: "Convicted of human trafficking, Diaz fled"."""
    for index in range(end, min(len(sentence.words), end + REACH)):
        if sentence.breaks(index):
            break
        if "," not in sentence.gap(index):
            continue
        for start in range(index, min(index + _LONGEST_LEAD, len(sentence.words))):
            mention = sentence.at.get(start)
            if mention is not None:
                if mention.possessive or not mention.is_person:
                    return NOBODY_FOUND
                people = [mention, *_joined_behind(sentence, mention, len(sentence.words), known)]
                return _subject(sentence, people, mention.first, known)
            if _ends_phrase(sentence, start, known):
                break
    return NOBODY_FOUND


# --- objects -----------------------------------------------------------------------------------------------------


def object_of(sentence: Sentence, verb_end: int, known: NamingWords) -> Subject:
    """The people right behind a verb: "convicted the motel owner John Diaz and Cole of"."""
    start = verb_end
    while start < len(sentence.words) and start - verb_end < _LONGEST_LEAD and sentence.joins(start):
        mention = sentence.at.get(start)
        if mention is not None:
            if mention.place:
                return NOBODY_FOUND
            people = [mention, *_list_behind(sentence, mention, known)]
            if people[-1].possessive:
                return Subject((Mention(Kind.NOUN, mention.first, mention.first, mention.last),))
            return _subject(sentence, people, start, known)
        ends = _ends_phrase(sentence, start, known) or _is_time(sentence.words[start].text, known)
        if ends and not known.has("clause-determiners", sentence.words[start].text):
            return NOBODY_FOUND
        start += 1
    return NOBODY_FOUND


def _list_behind(sentence: Sentence, mention: Mention, known: NamingWords) -> list[Mention]:
    """The others of a list that a mention begins, unless the last of them has a verb of its own."""
    found: list[Mention] = []
    last = mention.last
    while len(found) < _MOST_JOINED and last < len(sentence.words):
        step = last
        comma = "," in sentence.gap(step)
        if comma and sentence.word(step).isdigit():
            step += 1
        coordinated = step < len(sentence.words) and known.has("clause-list-coordinators", sentence.words[step].text)
        if coordinated:
            step += 1
        if not (coordinated or comma or "," in sentence.gap(step)):
            break
        following = next((sentence.at[index] for index in range(step, step + 4) if index in sentence.at), None)
        if following is None or following.possessive or following.kind is Kind.ANYBODY:
            break
        if any(_ends_phrase(sentence, index, known) for index in range(step, following.first)):
            break
        found.append(following)
        last = following.last
    if last < len(sentence.words) and known.has("clause-complements-of-objects", sentence.words[last].text):
        return found
    if (found and last < len(sentence.words) and sentence.joins(last) and not _ends_phrase(sentence, last, known)) or (
        found and last < len(sentence.words) and known.has("clause-auxiliaries", sentence.words[last].text)
    ):
        found.pop()
    return found


def _ends_phrase(sentence: Sentence, index: int, known: NamingWords) -> bool:
    """Whether a word ends a noun phrase: a boundary of clauses, or a small word of a verb."""
    word = sentence.words[index].text
    return is_boundary(sentence, index, known) or any(
        known.has(name, word)
        for name in ("clause-prepositions", "clause-auxiliaries", "clause-modals", "clause-negations")
    )
