"""Whether the sentence after a change still tells the same: who, whether, how many, which crime, age, victim, state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lemminflect import getAllLemmas
from spacy.tokens import Span, Token

from tests.outside import words as w
from tests.outside.grammar import first_word, verb_forms
from tests.outside.people import ages, child_mentions, happened, is_harmed, is_told_child, sentences, subject
from tests.outside.sentences import Pair

_BE = frozenset("am is are was were be been being".split())


def roles(pair: Pair) -> str | None:
    """The harmed person must not become the one who does harm, nor the two change places."""
    if "traffick" in pair.put.text and "traffick" not in pair.found.text and w.ENGAGED_IN.search(_sides(pair)[0]):
        return "who was made to do it becomes the one who traffics"
    old = {_key(token, pair) for token in _doers(pair.found)}
    for token in (*_doers(pair.put), *_old_doers(pair)):
        if not _is_in(token, pair) and is_harmed(token) and _key(token, pair) not in old:
            return f'"{token.text}" becomes the one who does harm'
    before, after = _parts(pair.found, pair), _parts(pair.put, pair)
    for one, role in before.items():
        for other in before:
            if (
                role == "does"
                and before[other] == "suffers"
                and after.get(one) == "suffers"
                and after.get(other) == "does"
            ):
                if is_harmed(_at(pair, one)):
                    continue
                return f'"{_at(pair, one).text}" and "{_at(pair, other).text}" change places'
    return None


def _old_doers(pair: Pair) -> Iterator[Token]:
    """Whoever did what the replaced words said, where a verb of harm takes their place in the active voice."""
    verb, first = pair.found.root, first_word(pair.put)
    if first is None or not _is_verb(verb) or _is_passive(verb) or first.lower_ in _BE:
        return
    if not w.HARM & set(getAllLemmas(first.lower_, upos="VERB").get("VERB", ())) or _is_helped(verb) or _is_by(pair):
        return
    if "participle" in verb_forms(first.text) and verb.tag_ not in {"VBD", "VBN"}:
        return
    doer = subject(verb)
    if doer is not None and not any(child.dep_ == "agent" for child in first.children):
        yield doer


def _is_helped(verb: Token) -> bool:
    return (
        any(child.dep_ in {"aux", "auxpass"} and child.lower_ in _BE for child in verb.children) and verb.tag_ != "VBG"
    )


def _is_by(pair: Pair) -> bool:
    return pair.put[-1].lower_ == "by" or (pair.right is not None and pair.right.lower_ == "by")


def _doers(region: Span) -> Iterator[Token]:
    """Whoever does what a verb of harm in the region says."""
    for token in region:
        if token.lemma_.lower() not in w.HARM or not _is_verb(token):
            continue
        agents = [word for by in token.children if by.dep_ == "agent" for word in by.children if word.dep_ == "pobj"]
        if _is_passive(token):
            yield from agents
        elif (doer := subject(token)) is not None:
            yield doer


def _is_in(token: Token, pair: Pair) -> bool:
    return token in (pair.put if token.doc is pair.after.doc else pair.found)


def _is_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"}


def _is_passive(verb: Token) -> bool:
    if any(child.dep_ in {"auxpass", "nsubjpass", "agent"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and not any(
        child.lower_ in {"has", "have", "had", "'ve", "having"} for child in verb.children
    )


def _key(token: Token, pair: Pair) -> int:
    """The place of a word that stands outside the change, the same before and after."""
    doc = token.doc
    text = pair.put if doc is pair.after.doc else pair.found
    return token.idx if token.idx < text.start_char else token.idx - len(doc.text)


def _at(pair: Pair, key: int) -> Token:
    text = pair.before.doc.text
    place = key if key >= 0 else key + len(text)
    return next(token for token in pair.before.doc if token.idx == place)


def _parts(region: Span, pair: Pair) -> dict[int, str]:
    """What persons outside the region do or suffer by the verbs in it."""
    told: dict[int, str] = {}
    for verb in region:
        if not _is_verb(verb):
            continue
        for child in verb.children:
            if child.i >= region.start and child.i < region.end and child.dep_ not in {"prep", "agent"}:
                continue
            if child.dep_ == "nsubj":
                told[_key(child, pair)] = "does"
            elif child.dep_ in {"nsubjpass", "dobj"}:
                told[_key(child, pair)] = "suffers"
            elif child.dep_ in {"prep", "agent"} and child.lower_ in {"with", "on", "by", "of", "upon"}:
                for noun in child.children:
                    if noun.dep_ == "pobj" and not region.start <= noun.i < region.end:
                        told[_key(noun, pair)] = "does" if child.lower_ == "by" and _is_passive(verb) else "suffers"
    return told


def polarity(pair: Pair) -> str | None:
    """No negation may be lost or added, and none may leave its verb."""
    old, new = _negators(pair.found), [token for token in _negators(pair.put) if not _is_of_a_noun(token)]
    if len(new) > len(old) and not old and not w.NEGATIVE_SENSE.search(pair.found.text):
        return f'"{new[0].text}" is new'
    if len(old) > len(new) and not new and not w.NEGATIVE_SENSE.search(pair.put.text):
        return f'"{old[0].text}" is lost'
    outside = pair.left
    if outside is None or outside.lower_ not in {"not", "n't", "n’t", "never"}:
        return None
    twin = pair.before.doc[pair.found.start - 1] if pair.found.start else outside
    denied = twin.head if twin.dep_ == "neg" else None
    if denied is None or denied.i not in range(pair.found.start, pair.found.end) or not _is_verb(denied):
        return None
    if any(_is_verb(token) or verb_forms(token.text) for token in pair.put):
        return None
    return f'"{outside.text}" has left its verb "{denied.text}"'


def _is_of_a_noun(token: Token) -> bool:
    """Whether a negator tells what somebody has not: "without papers", "with no fixed address"."""
    return token.lower_ == "without" or (token.lower_ == "no" and token.i > 0 and token.nbor(-1).lower_ == "with")


def _negators(span: Span) -> list[Token]:
    return [token for token in span if token.lower_ in w.NEGATORS]


def number(pair: Pair) -> str | None:
    """One stays one and many stay many, beside determiner, verb and number word."""
    new, old = _counted(pair.put), _counted(pair.found)
    if new is None:
        return None
    many = _is_many(new)
    if many is None:
        return None
    for token in _determiners(pair, new):
        asks = _asks(token)
        if asks is not None and asks != many:
            if old is not None and _is_many(old) is not None and _is_many(old) != asks:
                continue
            return f'"{token.text}" with "{new.text}"'
    verb = _finite(new)
    if verb is not None and old is not None and _agrees(verb, many=many) is False and not _is_joined(new):
        twin = _is_many(old)
        if twin is None or _agrees(verb, many=twin) is not False:
            return f'"{new.text}" with "{verb.text}"'
    if old is None or old.pos_ not in {"NOUN", "PROPN"} or _is_many(old) is not True or many or _is_joined(new):
        return None
    return f'"{old.text}" becomes one "{new.text}"' if new.lower_ in w.SINGULAR and _ends_in_s(old) else None


def _ends_in_s(token: Token) -> bool:
    return token.lower_.endswith("s") and not token.lower_.endswith("ss")


def _counted(span: Span) -> Token | None:
    """The noun that a phrase is about, if the phrase is a noun phrase."""
    root = span.root
    if root.dep_ == "compound" and root.head not in span:
        return None
    if root.pos_ in {"NOUN", "PROPN"} or root.lower_ in w.SINGULAR | w.PLURAL:
        return root
    return None


def _is_many(noun: Token) -> bool | None:
    """Whether a noun is plural; None if its form does not tell."""
    word = noun.lower_
    if word in w.PLURAL or word in {"people", "men", "women", "children"}:
        return True
    if word in w.SINGULAR:
        return False
    if noun.tag_ in {"NNS", "NNPS"} and _ends_in_s(noun):
        return True
    return None


def _determiners(pair: Pair, noun: Token) -> Iterator[Token]:
    """The words before the noun that say how many there are."""
    for child in noun.children:
        if child.i < noun.i and child.dep_ in {"det", "nummod", "amod"}:
            yield child
    left = pair.left
    if (
        left is not None
        and left.lower_ in {"a", "an", "each", "every", "one", "another"}
        and left.head.i >= pair.put.start
    ):
        yield left


def _asks(word: Token) -> bool | None:
    """Whether a determiner or number word asks for a plural; None if it takes both."""
    lower = word.lower_
    if lower in {"a", "an", "another", "each", "every", "one", "this", "either", "neither", "1"}:
        if lower in {"one", "1"} and word.dep_ not in {"nummod", "det"}:
            return None
        return False
    if lower in {"these", "those", "both", "several", "many", "few", "various", "numerous", "multiple", "dozens"}:
        return True
    if word.dep_ == "nummod" and (lower in w.NUMBERS or lower.isdigit()):
        if re.match(r"[\s-]*(?:years?|yr|%|percent)", word.doc.text[word.idx + len(word) :]):
            return None
        return True
    return None


def _finite(noun: Token) -> Token | None:
    """The finite verb of which the noun is the subject."""
    if noun.dep_ not in {"nsubj", "nsubjpass"} or not _is_verb(noun.head):
        return None
    verb = noun.head
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    first = min([*helpers, verb], key=lambda token: token.i)
    return first if first.i > noun.i else None


def _agrees(verb: Token, *, many: bool) -> bool | None:
    lower = verb.lower_
    if lower in {"is", "was", "has", "does", "'s"}:
        return not many
    if lower in {"are", "were", "have", "do"}:
        return many
    if verb.tag_ == "VBZ" and lower.endswith("s"):
        return not many
    return None


def _is_joined(noun: Token) -> bool:
    return any(child.dep_ in {"conj", "cc"} for child in noun.children)


def new_crime(pair: Pair) -> str | None:
    """No crime that the sentence does not tell, unless the suggestion says on what it depends."""
    if pair.change.when:
        return None
    for name, family in w.CRIMES.items():
        word = family.search(re.sub(r"(?i)\banti[\s-]*traffick\w+", "", pair.put.text))
        if word is None or _is_substance(name, pair) or _is_carried(name, pair):
            continue
        complaint = _doubt(name, word[0], pair)
        if complaint:
            return complaint
    return None


def _is_substance(name: str, pair: Pair) -> bool:
    return name == "abuse" and bool(re.search(r"(?i)(?:substance|drug|alcohol)\s+abus", pair.put.text))


def _is_carried(name: str, pair: Pair) -> bool:
    """Whether the sentence itself tells this crime, and not that it did not happen."""
    family = w.SAID_BY.get(name, w.CRIMES[name])
    if family.search(pair.found.text):
        return True
    told = w.CRIMES[name].search(pair.rest) if name == "trafficking" else family.search(pair.rest)
    if not told:
        return False
    return name != "trafficking" or not (_is_cleared(pair.rest) or _is_anothers(pair))


def _is_anothers(pair: Pair) -> bool:
    """Whether the sentence tells the charge of somebody who belongs to the person of the replaced words."""
    head = pair.found.root
    if head.dep_ != "poss" or head.head.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return w.CHARGING.fullmatch(head.head.head.text) is not None and bool(
        re.search(r"(?i)traffickers?\b", pair.put.text)
    )


def _is_cleared(text: str) -> bool:
    """Whether a text says that it was not trafficking."""
    return bool(
        re.search(
            r"(?i)\b(?:acquit\w*|cleared|not guilty|dismiss\w*|dropped|never|not|no|n't)\b[^.;]{0,50}\btraffick", text
        )
    )


def _doubt(name: str, word: str, pair: Pair) -> str | None:
    """Why the new word for a crime is not borne out, None where it is or where that cannot be told."""
    if name == "trafficking":
        return _doubt_trafficking(word, pair)
    if name == "abuse":
        return _doubt_abuse(word, pair)
    if name == "exploitation" and _is_sold_child(pair):
        return None
    if name == "accusation" and w.SAID_BY["accusation"].search(pair.change.text):
        return None
    if name in {"rape", "conviction"} and w.SAID_BY.get(name, w.CRIMES[name]).search(pair.change.text):
        return None
    return f'"{word}" is new'


_SALE = w.words(
    "prostitut* call_girl* working_girl* streetwalker* lot_lizard* hoe hoes ho hos thot* sex sexual sexually sold sell escort* hooker* hustl* porn* trade trick tricks stroll whore* walker*"
)


def _is_sold_child(pair: Pair) -> bool:
    """Whether a child is sold or called by a word for people in prostitution, or the judge cannot tell."""
    return bool(_SALE.search(pair.before.text)) and is_told_child(pair) is not False


def _doubt_trafficking(word: str, pair: Pair) -> str | None:
    if _is_sold_child(pair):
        return None
    found = pair.found.text
    if w.CRIMES["slavery"].search(found) and not re.search(r"(?i)traffickers?\b", pair.put.text):
        return None
    about = [
        text for text in sentences(pair.change.text) if w.CRIMES["trafficking"].search(text) and not _is_cleared(text)
    ]
    proven = [text for text in about if re.search(r"(?i)\b(?:convict|sentenc|guilty|pleaded|pled)", text)]
    charged = [
        text
        for text in about
        if re.search(r"(?i)\b(?:accus|charg|indict|arrest|alleg|suspect|count|face[sd]?\b)", text)
    ]
    borne_out = proven + charged if w.CRIMES["accusation"].search(pair.put.text) else proven
    if not borne_out:
        return f'"{word}" is new, and the text tells of nobody for whom it holds'
    head = pair.found.root
    if head.tag_ in {"NNS", "NNPS"} and not any(
        child.dep_ in {"det", "poss", "nummod", "compound"} for child in head.children
    ):
        return f'"{word}" is new and said of people in general'
    if _is_anothers(pair):
        return f'"{word}" is new, and the text tells it of "{head.head.text}"'
    names = {token.text for token in _names(head)}
    if names and not any(name in text for name in names for text in borne_out):
        return f'"{word}" is new, and the text does not tell it of {" ".join(sorted(names))}'
    return None


def _names(head: Token) -> Iterator[Token]:
    """The surname that stands beside a label."""
    for token in (*head.children, head.head):
        if (token.pos_ == "PROPN" and token.ent_type_ == "PERSON" and token.dep_ in {"appos", "compound"}) or (
            token == head.head and head.dep_ in {"compound", "appos"} and token.ent_type_ == "PERSON"
        ):
            yield token


def _doubt_abuse(word: str, pair: Pair) -> str | None:
    text = pair.found.text
    if re.search(r"(?i)porn|\berotica\b|\bC\.?P\b|\bindecent|\bexplicit", text):
        return None if is_told_child(pair) is not False else f'"{word}" is new'
    near = pair.paragraph
    if not happened(pair):
        return f'"{word}" is new, and the act is not told as having happened'
    years = [number for number, _, _ in ages(near)]
    young = [number for number in years if number < 18]
    if not young:
        child = child_mentions(pair.before.text)
        bare = re.search(r"(?i)\bchild(?:ren)?\b", pair.before.text)
        if child and bare:
            return None
        return f'"{word}" is new, and no age under 16 is told'
    held = re.search(
        r"(?i)\b(?:sold|forc\w+|coerc\w+|traffick\w+|custody|step\w+|father|teacher|coach|guardian|foster|uncle|staff|counselor)\b",
        near,
    )
    if min(young) >= 16 and not held:
        return f'"{word}" is new, and no age under 16 is told'
    grown = [number for number in years if number >= 18]
    if not grown and re.search(
        r"(?i)\b(?:boyfriend|classmate|each other|teens|another (?:teen|child|minor|boy|girl))\b", near
    ):
        return f'"{word}" is new, and no adult is told'
    if grown and min(grown) < 21 and max(young) >= 15:
        return f'"{word}" is new, and the two are close in age'
    return None


def new_age(pair: Pair) -> str | None:
    """Nobody becomes a child or an adult by a replacement."""
    if pair.change.when:
        return None
    put = pair.put.text
    young = [put[start:end] for start, end in child_mentions(put)]
    if young and is_told_child(pair) is False:
        return f'"{young[0]}" is new'
    grown = re.search(r"(?i)\b(?:woman|women|man|men|adults?)\b", put)
    if grown and not w.ADULT.search(pair.found.text):
        told = [years for years, _, _ in ages(pair.change.text)]
        if not w.ADULT.search(pair.change.text) and not any(years >= 18 for years in told):
            return f'"{grown[0]}" is new'
        if not young and is_told_child(pair) is True:
            return f'"{grown[0]}" is said of a child'
    return None


def new_sex(pair: Pair) -> str | None:
    """Nobody becomes a woman or a man by a replacement."""
    put, found = pair.put.text, pair.found.text
    for noun, same, other in ((w.FEMALE_NOUN, w.FEMALE, w.MALE_NOUN), (w.MALE_NOUN, w.MALE, w.FEMALE_NOUN)):
        word = noun.search(put)
        if word is None or same.search(found):
            continue
        if other.search(found):
            return f'"{other.search(found)[0]}" becomes "{word[0]}"'  # type: ignore[index]
        cell = r"\bF\b" if noun is w.FEMALE_NOUN else r"\bM\b"
        if not same.search(pair.change.text) and not re.search(cell, pair.before.text) and not pair.change.when:
            return f'"{word[0]}" is new'
    return None


def new_victim(pair: Pair) -> str | None:
    """Nobody becomes a victim, or sold, by a replacement."""
    if pair.change.when:
        return None
    if w.VICTIM.search(pair.put.text) and not w.VICTIM.search(pair.found.text) and _is_denied(pair):
        return "whoever is not called this is not said to be no victim"
    for new, said in ((w.VICTIM, w.SAYS_VICTIM), (w.SOLD, w.SAYS_SOLD)):
        word = new.search(pair.put.text)
        if word is None or said.search(pair.before.text):
            continue
        if _seller_is_subject(pair) and new is w.SOLD:
            continue
        if is_told_child(pair) is not False:
            continue
        return f'"{word[0]}" is new'
    return None


def _is_denied(pair: Pair) -> bool:
    """Whether the sentence says that somebody is not what the replaced words call them."""
    head = pair.found.root
    return head.dep_ == "attr" and any(child.dep_ == "neg" for child in head.head.children)


def _seller_is_subject(pair: Pair) -> bool:
    """Whether "sold" is what the person did ("sold sex"), not what was done to the person."""
    return not re.search(
        r"(?i)\b(?:be|been|being|was|were|is|are|get|got)\s+sold\b|\bsells?\s+(?:her|him|them)\b", pair.put.text
    )


def new_state(pair: Pair) -> str | None:
    """No diagnosis, record or state of mind that was not told."""
    if pair.change.when:
        return None
    for what, family in w.STATES.items():
        word = family.search(pair.put.text)
        if word is None or family.search(pair.before.text) or word[0][:5].lower() in pair.before.text.lower():
            continue
        if re.search(r"\bill\b", pair.found.text) or re.search(r"(?i)\bbelieved to\b", pair.put.text):
            continue
        return f'"{word[0]}" is {what} that is new'
    return None


def _is_numbered(speaker: Token) -> bool:
    """Whether a name is that of a part of a text: "Lesson 4 explains how ..."."""
    return any(child.like_num for child in speaker.children)


def reported(pair: Pair) -> str | None:
    """What somebody said, denied or asked keeps its words, and so does what the name of a charge accuses somebody of."""
    if handed := _handed_over(pair) or _accused(pair):
        return handed
    if any(token.lemma_.lower() in w.REPORTING for token in pair.found):
        return None
    for token in pair.found.root.ancestors:
        if token.lemma_.lower() not in w.REPORTING or not _is_verb(token) or not _is_inside(pair, token):
            continue
        speaker = _speaker(token)
        if speaker is None:
            continue
        if not w.SPEAKERS.fullmatch(speaker.lower_) and (speaker.ent_type_ != "PERSON" or _is_numbered(speaker)):
            continue
        return f'reported by "{speaker.text}" ({token.text})'
    for token in (pair.found.root, *pair.found.root.ancestors):
        for child in token.children:
            source = _source(child)
            if source is not None and source not in pair.found:
                return f'reported by "{source.text}"'
            speaker = _speaker(child) if child.dep_ == "parataxis" and child.lemma_.lower() in w.REPORTING else None
            if speaker is not None and (w.SPEAKERS.fullmatch(speaker.lower_) or speaker.ent_type_ == "PERSON"):
                return f'reported by "{speaker.text}" ({child.text})'
        asks = [
            child.lower_ for child in token.children if child.dep_ in {"mark", "advmod"} and child.i < pair.found.start
        ]
        if token.dep_ in {"ccomp", "pcomp"} and "whether" in asks and token.head.lemma_.lower() in w.ASKING:
            return 'asked ("whether")'
        if token.dep_ == "ccomp" and "if" in asks and token.head.lemma_ in w.ASKING - {"say", "tell", "decide"}:
            return 'asked ("if")'
    return _asked(pair)


def _handed_over(pair: Pair) -> str | None:
    """A label before somebody's own words ("Caller: ..."), "per EMS" behind them, or what somebody wants to know."""
    left, right = _sides(pair)
    above = pair.before.doc.text[max(0, pair.found.start_char - _TO_LABEL) : pair.found.start_char]
    found = w.OWN_WORDS.search(above) or w.PER.match(right) or w.WANTS_TO_KNOW.search(left)
    return f'somebody else\'s words ("{found[0].strip()}")' if found else None


_TO_LABEL = 80
"""How many characters before somebody's words their label stands at most."""


def _accused(pair: Pair) -> str | None:
    """ "accused of pimping": the name of the charge becomes another accusation."""
    left, _ = _sides(pair)
    if not w.NAMES_OF_CHARGES.search(pair.found.text) or w.NAMES_OF_CHARGES.search(pair.put.text):
        return None
    found = w.ACCUSED_OF.search(left)
    return f'the charge is named ("{found[0].strip()}")' if found else None


def _sides(pair: Pair) -> tuple[str, str]:
    """The sentence before and behind the words found."""
    text, start = pair.before.text, pair.before.start_char
    return text[: pair.found.start_char - start], text[pair.found.end_char - start :]


def _source(token: Token) -> Token | None:
    """The person of "according to the aunt"."""
    if token.lower_ != "according":
        return None
    nouns = [word for word in token.subtree if word.dep_ == "pobj"]
    return next((word for word in nouns if w.SPEAKERS.fullmatch(word.lower_) or word.ent_type_ == "PERSON"), None)


def _is_inside(pair: Pair, verb: Token) -> bool:
    """Whether the words stand in the clause that the verb of saying reports."""
    token = pair.found.root
    while token.head != token:
        if token.head == verb:
            return (
                token.dep_ in {"ccomp", "pcomp"} and verb.i not in range(token.left_edge.i + 1, pair.found.start)
            ) or (token.dep_ == "ccomp" and verb.i > pair.found.end)
        token = token.head
    return False


def _speaker(verb: Token) -> Token | None:
    """The one person who says it, if the sentence tells."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            return child
        if child.dep_ in {"auxpass", "expl"}:
            return None
    return None


def _asked(pair: Pair) -> str | None:
    """A direct question whose verb becomes a crime."""
    if not pair.before.text.rstrip().endswith("?"):
        return None
    for token in pair.put:
        if token.lemma_.lower() in w.HARM and _is_verb(token) and token.dep_ not in {"amod", "compound"}:
            known = {word.lemma_.lower() for word in pair.before}
            if token.lemma_.lower() not in known:
                return f'asked, and "{token.text}" answers'
    return None
