"""Whether the sentence after a change is still a sentence: verbs, articles, prepositions, capitals, blanks."""

from __future__ import annotations

import functools
import itertools
import re

from lemminflect import getAllInflections, getAllLemmas
from spacy.tokens import Span, Token

from tests.outside import words as w
from tests.outside.sentences import Pair

_BE = frozenset("be am is are was were been being 's 're 'm".split())
_FINITE_BE = frozenset("am is are was were".split())
_HAVE = frozenset("have has had having 've".split())
_DO = frozenset("do does did".split())
_MODAL = frozenset("will would can could shall should may might must wo ca 'll 'd cannot".split())
_FORMS = {"VB": "base", "VBP": "present", "VBZ": "third", "VBD": "past", "VBN": "participle", "VBG": "gerund"}
_IRREGULAR = {
    "be": {"base"},
    "am": {"present"},
    "is": {"third"},
    "are": {"present"},
    "was": {"past"},
    "were": {"past"},
    "been": {"participle"},
    "being": {"gerund"},
    "have": {"base", "present"},
    "has": {"third"},
    "had": {"past", "participle"},
    "having": {"gerund"},
    "do": {"base", "present"},
    "does": {"third"},
    "did": {"past"},
}
_ARTICLES = frozenset("a an the".split())
_OWNERS = frozenset("his her its their my our your whose this that these those each every another any some".split())


@functools.cache
def verb_forms(word: str) -> frozenset[str]:
    """Which forms of a verb a word can be; none where it is no verb."""
    word = word.lower()
    if word in _IRREGULAR:
        return frozenset(_IRREGULAR[word])
    forms = set()
    for lemma in getAllLemmas(word, upos="VERB").get("VERB", ()):
        spelt = getAllInflections(lemma, upos="VERB")
        spelt.setdefault("VBN", spelt.get("VBD", ()))
        forms |= {_FORMS[tag] for tag, spellings in spelt.items() if word in spellings and tag in _FORMS}
        if word == lemma:
            forms |= {"base", "present"} if not word.endswith("ed") else {"past", "participle"}
    return frozenset(forms)


def _is_only_verb(word: str) -> bool:
    return not {"NOUN", "ADJ", "PROPN"} & set(getAllLemmas(word.lower()))


def first_word(span: Span) -> Token | None:
    """The first word that is no adverb."""
    for token in span:
        if (
            token.pos_ == "ADV"
            or token.lower_.endswith("ly")
            or token.dep_ == "neg"
            or token.lower_ in {"not", "n't", "never"}
        ):
            continue
        return token
    return None


def _governor(pair: Pair) -> str:
    """The word before the place that says which form of a verb follows, over adverbs."""
    doc, at = pair.after.doc, pair.put.start - 1
    while at >= pair.after.start and (
        doc[at].dep_ == "neg" or doc[at].lower_ in {"not", "n't", "n’t"} or _is_adverb(doc[at])
    ):
        at -= 1
    return doc[at].lower_ if at >= pair.after.start else ""


def _is_adverb(token: Token) -> bool:
    return token.pos_ == "ADV" and (
        token.lower_.endswith("ly") or token.lower_ in {"never", "also", "already", "often", "again", "once"}
    )


def auxiliary(pair: Pair) -> str | None:
    """Helping verbs do not stand double."""
    start, end = max(pair.put.start - 1, pair.after.start), min(pair.put.end + 1, pair.after.end)
    tokens = [
        token
        for token in pair.after.doc[start:end]
        if not _is_adverb(token) and token.lower_ not in {"not", "n't", "n’t"}
    ]
    old = {(one.lower_, two.lower_) for one, two in zip(pair.before, pair.before[1:], strict=False)}
    for one, two in itertools.pairwise(tokens):
        first, second = one.lower_, two.lower_
        if (first, second) in old:
            continue
        if first in _FINITE_BE and second in (_FINITE_BE | {"be", "been"}):
            return f'"{one.text} {two.text}"'
        if (first, second) in {("been", "being"), ("be", "being"), ("being", "being"), ("been", "been"), ("be", "be")}:
            return f'"{one.text} {two.text}"'
        if first in {"be", "been", "being"} and second in _FINITE_BE | {"be", "been"}:
            return f'"{one.text} {two.text}"'
        if first in _HAVE - {"had"} and second in {"has", "have", "is", "was", "were", "are"}:
            return f'"{one.text} {two.text}"'
        if first in _MODAL - {"'d", "can", "will", "may", "might", "must"} and second in _FINITE_BE | {"has", "been"}:
            return f'"{one.text} {two.text}"'
    return _asked_twice(pair)


def _asked_twice(pair: Pair) -> str | None:
    """ "Why had the victim did not report it?": a question has its helping verb before its subject already."""
    if not pair.after.text.rstrip().endswith("?") or pair.put[0].lower_ not in _DO:
        return None
    opens = [
        token for token in pair.after[:2] if token.i < pair.put.start and token.lower_ in _BE | _HAVE | _DO | _MODAL
    ]
    return f'"{opens[0].text}" and "{pair.put[0].text}" in one question' if opens else None


def verb_form(pair: Pair) -> str | None:
    """After a helping verb, "to", or a subject the verb has the form that belongs there."""
    old, new = first_word(pair.found), first_word(pair.put)
    if old is None or new is None or (old.i != pair.found.start and new.i == pair.put.start and old.pos_ == "ADV"):
        return None
    was, now = verb_forms(old.text), verb_forms(new.text)
    left = _governor(pair)
    if not was or old.pos_ not in {"VERB", "AUX"}:
        return None
    if (left in _DO or left in _MODAL or left == "to") and "base" in was and old.tag_ in {"VB", "VBP"}:
        if "base" not in now:
            return f'"{left} {new.text}"'
        if left in _DO and new.lower_ == "be" and not _is_command(pair):
            return f'"{left} be"'
        return None
    if left in _BE and was & {"gerund", "participle"} and old.tag_ in {"VBG", "VBN"}:
        return (
            f'"{left} {new.text}"' if now and not now & {"gerund", "participle"} and _is_only_verb(new.text) else None
        )
    if left in _HAVE and "participle" in was and old.tag_ in {"VBN", "VBD"}:
        return f'"{left} {new.text}"' if "participle" not in now and now else None
    if pair.left is not None and pair.left.pos_ == "ADP" and old.tag_ == "VBG":
        if now and "gerund" not in now and _is_only_verb(new.text):
            return f'"{left} {new.text}"'
        return None
    return _finite_form(pair, old, new)


def _is_command(pair: Pair) -> bool:
    return pair.after[0].lower_ in {"do", "don't"}


def _finite_form(pair: Pair, old: Token, new: Token) -> str | None:
    """A verb that has its own subject keeps tense and number."""
    if old.tag_ not in {"VBD", "VBZ", "VBP"} or not any(
        child.dep_ == "nsubj" and child.i < old.i for child in old.children
    ):
        return None
    if any(child.dep_ in {"aux", "auxpass"} for child in old.children) or not any(
        t.i < pair.found.start for t in old.children
    ):
        return None
    was, now = verb_forms(old.text), verb_forms(new.text)
    if not now or new.pos_ not in {"VERB", "AUX"}:
        return None
    wanted = {"VBD": "past", "VBZ": "third", "VBP": "present"}[old.tag_]
    if wanted not in was or wanted in now:
        return None
    if old.tag_ == "VBP" and new.lower_ in {"was", "were"} | _MODAL:
        return None
    return f'"{new.text}" where "{old.text}" stood'


def lost_verb(pair: Pair) -> str | None:
    """A clause does not lose its only finite verb."""
    old = [token for token in pair.found if _is_finite(token)]
    if not old or any(_is_finite(token) for token in pair.put):
        return None
    if any(verb_forms(token.text) & {"past", "present", "third"} and token.pos_ != "ADP" for token in pair.put):
        return None
    root = old[0]
    if root.lower_ in _FINITE_BE | _HAVE | _DO and any(_is_finite(token) for token in pair.after):
        return None
    verb = root.head if root.dep_ in {"aux", "auxpass"} else root
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"} and child.i < pair.found.start]
    if subjects and root.dep_ in {"ROOT", "conj", "ccomp", "relcl", "advcl", "aux", "auxpass"}:
        return f'nothing stands for "{root.text}"'
    return None


def _is_finite(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    if token.tag_ == "MD":
        return True
    return token.tag_ in {"VBD", "VBZ", "VBP"} and bool(verb_forms(token.text) & {"past", "third", "present"})


def doubled(pair: Pair) -> str | None:
    """No word, article or determiner stands twice."""
    start, end = max(pair.put.start - 1, pair.after.start), min(pair.put.end + 1, pair.after.end)
    old = {(one.lower_, two.lower_) for one, two in zip(pair.before, pair.before[1:], strict=False)}
    for one, two in zip(pair.after.doc[start:end], pair.after.doc[start + 1 : end], strict=False):
        first, second = one.lower_, two.lower_
        if (first, second) in old:
            continue
        if first == second and first.isalpha() and first not in {"had", "that"}:
            return f'"{one.text} {two.text}"'
        if first in _ARTICLES and second in _ARTICLES | _OWNERS and second != "that":
            return f'"{one.text} {two.text}"'
        if first in _OWNERS - {"that", "any", "some", "her", "this", "each"} and second in _ARTICLES:
            return f'"{one.text} {two.text}"'
        if one.pos_ == two.pos_ == "NOUN" and one.lemma_.lower() == two.lemma_.lower():
            return f'"{one.text} {two.text}"'
    return _paired(pair)


def _paired(pair: Pair) -> str | None:
    """ "X and X", "X/X", "X or X", and of the last word, which the old words did not have: "sex X and X"."""
    text = pair.after.doc.text
    left, put, right = text[: pair.put.start_char], pair.put.text, text[pair.put.end_char :]
    last = re.escape(put.strip())
    if (
        re.match(rf"(?i)(?:\s*/\s*| and | or |, (?:and |or )?)(?:human |sex |child )?{last}(?:s|es)?\b(?!\s*-)", right)
        and len(put) > 3
    ):
        return f'"{put}" stands twice'
    if (
        re.search(rf"(?i)\b(?:human |sex )?{last}(?:s|es)?(?:\s*/\s*| and | or |, (?:and |or )?)(?:other )?$", left)
        and len(put) > 3
    ):
        return f'"{put}" stands twice'
    end = pair.put[-1].lower_
    if (
        len(end) >= _LONG
        and end != pair.found[-1].lower_
        and re.match(rf"(?i) (?:and|or) {re.escape(end)}\b(?!-)", right)
    ):
        return f'"{end}" stands twice'
    return None


_LONG = 6
"""How many letters a word has at least that is heard again."""


def article(pair: Pair) -> str | None:
    """A or an by the sound that follows; an article is neither lost nor left inside a phrase."""
    start, end = max(pair.put.start - 1, pair.after.start), min(pair.put.end + 1, pair.after.end)
    for one, two in zip(pair.after.doc[start:end], pair.after.doc[start + 1 : end], strict=False):
        wanted = _wanted(two.text)
        if one.lower_ in {"a", "an"} and one.text != "A." and wanted and one.lower_ != wanted and one.whitespace_:
            return f'"{one.text} {two.text}"'
    return _lost_article(pair) or _inner_article(pair)


def _wanted(word: str) -> str | None:
    """The article that a word takes; None where that is not certain."""
    if not word[:1].isalpha():
        return "an" if re.match(r"8|1[18]\b", word) else None
    if word.isupper() and len(word) < 6:
        return None
    if w.CONSONANT_SPELT_VOWEL.match(word):
        return "an"
    if w.VOWEL_SPELT_CONSONANT.match(word):
        return "a"
    return "an" if word[0].lower() in "aeiou" else "a"


def _lost_article(pair: Pair) -> str | None:
    """ "He is trafficker"."""
    first, was = pair.put[0], pair.found[0]
    if was.lower_ not in {"a", "an"} or first.lower_ in _ARTICLES | _OWNERS or first.dep_ == "poss":
        return None
    head = pair.put.root
    left = pair.left
    if head.lower_ in w.SINGULAR and (
        left is None or left.pos_ not in {"DET", "ADJ", "PRON"} or left.lower_ in {"that", "who"}
    ):
        return f'"{was.text}" is lost before "{head.text}"'
    return None


def _inner_article(pair: Pair) -> str | None:
    """ "The 15-year-old a girl"."""
    first, left = pair.put[0], pair.left
    if first.lower_ not in {"a", "an"} or left is None or pair.found[0].lower_ in _ARTICLES:
        return None
    twin = pair.before.doc[pair.found.start - 1]
    modifies = twin.dep_ in {"amod", "compound", "det", "poss", "nummod"}
    if (
        modifies
        and twin.head.i in range(pair.found.start, pair.found.end)
        and twin.pos_ in {"ADJ", "DET", "NOUN", "PRON"}
    ):
        return f'"{left.text} {first.text}"'
    return None


def hanging(pair: Pair) -> str | None:
    """No adjective, preposition or verb is left without what belongs to it."""
    return _hanging_preposition(pair) or _hanging_verb(pair) or _hanging_adjective(pair) or _hanging_compound(pair)


_WRONG_AFTER = {
    "participate": {"with", "to", "for", "against", "on", "by"},
    "participation": {"with", "to", "for", "against"},
    "target": {"on", "upon", "with", "to"},
    "targeting": {"on", "upon", "with", "to"},
    "targeted": {"on", "upon"},
    "targets": {"on", "upon"},
    "said": {"to"},
    "has": {"from", "of"},
    "have": {"from", "of"},
    "had": {"from", "of"},
    "reported": {"with"},
    "manipulated": {"with"},
    "died": {"with"},
    "part": {"with", "to", "for"},
}


def _hanging_preposition(pair: Pair) -> str | None:
    last, right = pair.put[-1], pair.right
    if right is None or right.i - last.i != 1:
        return None
    word, next_ = last.lower_, right.lower_
    if next_ == "with" and pair.put.text.lower().endswith("sold for sex"):
        return f'"{pair.put.text} {right.text}"'
    if next_ in _WRONG_AFTER.get(word, ()):
        if word == "said" and not _is_act(right):
            return None
        return f'"{last.text} {right.text}"'
    if last.pos_ == "ADP" and right.pos_ == "ADP" and last.lower_ == right.lower_:
        return f'"{last.text} {right.text}"'
    if last.pos_ == "ADP" and right.is_punct and right.lower_ in {".", ",", ";", "!", "?"} and last.dep_ == "prep":
        old = pair.found[-1]
        if old.pos_ != "ADP" and not list(last.children):
            return f'"{last.text}" leads to nothing'
    return None


def _is_act(right: Token) -> bool:
    """Whether after "said to" an act or a thing follows, not a listener."""
    following = right.doc[right.i + 1 : right.i + 2]
    return bool(following) and following[0].tag_ == "VBG"


def _hanging_verb(pair: Pair) -> str | None:
    """A verb that needs an object has none: "charged with sexually exploiting."."""
    last, right = pair.put[-1], pair.right
    lemmas = {last.lemma_.lower(), *getAllLemmas(last.lower_, upos="VERB").get("VERB", ())}
    if not lemmas & w.TRANSITIVE:
        return None
    if last.pos_ not in {"VERB", "AUX"} and last.tag_ != "VBG" and pair.found.root.pos_ != "VERB":
        return None
    if any(child.dep_ in {"dobj", "nsubjpass", "auxpass", "agent"} for child in last.children):
        return None
    forms = verb_forms(last.text)
    if "participle" in forms and (last.tag_ == "VBN" or last.dep_ in {"amod", "acl"}):
        return None
    if last.pos_ in {"NOUN", "PROPN"} and last.i > pair.after.start and last.nbor(-1).pos_ in {"ADJ", "DET", "PRON"}:
        return None
    before = [token.lower_ for token in pair.after.doc[max(pair.after.start, last.i - 5) : last.i]]
    if "participle" in forms and (set(before) & (_BE | _HAVE | {"got", "get"})):
        return None
    if _is_asked_after(last) or last.dep_ in {"amod", "compound"}:
        return None
    if "participle" in forms and _governor(pair) in _BE:
        return None
    if "participle" in forms and "past" in forms and right is not None and right.lower_ == "by":
        return None
    if (
        right is None
        or right.is_punct
        or right.lower_ in {"with", "to", "on", "for", "in", "at", "and", "or", "from", "while", "when"}
    ):
        if right is not None and right.lower_ in {"and", "or", ",", "/", "-", "–", "(", "[", "“", '"'}:
            return None
        return f'"{last.text}" has no object'
    return None


def _is_asked_after(verb: Token) -> bool:
    """Whether the object stands before: "the girls whom he abused"."""
    return verb.dep_ == "relcl" or any(above.dep_ == "relcl" for above in verb.ancestors)


def _hanging_adjective(pair: Pair) -> str | None:
    """An adjective, owner or article before the place loses its noun."""
    old, last, right = pair.found.root, pair.put[-1], pair.right
    if old.pos_ not in {"NOUN", "PROPN"} or old.i != pair.found.end - 1:
        return None
    if pair.found.start == pair.before.start and pair.found[0].lower_ not in _ARTICLES | _OWNERS:
        return None
    twin = pair.before.doc[pair.found.start - 1] if pair.found.start else pair.found[0]
    held = pair.found[0] if pair.found[0].lower_ in {"a", "an"} | _OWNERS else twin
    if held.dep_ not in {"det", "amod", "poss"} or held.head != old or held.lower_ == "the":
        return None
    if any(token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and not _is_only_adjective(token) for token in pair.put):
        return None
    if (
        (last.pos_ in {"ADJ", "VERB", "ADV"} or _is_only_adjective(last))
        and (right is None or right.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
        and (held is twin or pair.put[0].lower_ in {"a", "an"} | _OWNERS)
    ):
        return f'"{held.text} {pair.put.text}" has no noun'
    return None


def _is_only_adjective(token: Token) -> bool:
    return set(getAllLemmas(token.lower_)) == {"ADJ"}


def _hanging_compound(pair: Pair) -> str | None:
    """A phrase with a preposition stands before the noun that a single word stood before."""
    root, right = pair.found.root, pair.before.doc[pair.found.end] if pair.found.end < pair.before.end else None
    if (
        right is None
        or root.dep_ not in {"compound", "amod", "nmod"}
        or root.head.i < pair.found.end
        or root.pos_ not in {"NOUN", "PROPN"}
    ):
        return None
    if right != root.head and not (right.dep_ == "compound" and right.head == root.head):
        return None
    if right.pos_ not in {"NOUN", "PROPN"} or right.ent_type_ == "PERSON" or pair.found[-1].whitespace_ == "":
        return None
    if (right.pos_ == "PROPN" and not pair.before.text.isupper()) or verb_forms(right.text) & {"past", "participle"}:
        return None
    if re.search(r"['’]s?$", pair.put.text):
        return None
    clause = [token for token in pair.put if token.pos_ == "ADP" or token.lower_ in {"who", "that", "which"}]
    if clause and not any(token.pos_ == "ADP" for token in pair.found):
        return f'"{pair.put.text}" stands before "{right.text}" as one word'
    return None


def possessive(pair: Pair) -> str | None:
    """A clause takes no possessive: "people in the trade's rights"."""
    text = pair.after.doc.text
    if not re.match(r"(?:['’]s?(?=\W|$))", text[pair.put.end_char :]) and not re.search(r"s?['’]s?$", pair.put.text):
        return None
    if not re.search(r"['’]s?$", pair.put.text) and text[pair.put.end_char :][:1] not in "'’":
        return None
    if any(token.pos_ == "ADP" or token.lower_ in {"who", "that", "of", "in"} for token in pair.found):
        return None
    for token in pair.put:
        if (
            token.pos_ == "ADP"
            or token.lower_ in {"who", "that", "which", "whom"}
            or token.lower_ in {"in", "of", "with", "for", "by", "from"}
        ) and token.i != pair.put.end - 1:
            return f'"{pair.put.text}" takes a possessive'
    return None


_SMALL = frozenset("a an the of in on at by for to and or with from as nor but who is".split())


def capitals(pair: Pair) -> str | None:
    """The new words are spelt as their line is: in capitals, in title case, at the start of a sentence."""
    left, right = pair.change.line
    put, found = pair.change.put, pair.change.found
    around = re.findall(r"[A-Za-z]{2,}", left + " " + right)
    letters = "".join(around)
    if letters.isupper() and len(letters) >= 8 and len(around) >= 2 and found.upper() == found:
        return None if put.upper() == put else "small letters in a line of capitals"
    if put.upper() == put and len(put) > 5 and found.upper() != found:
        return "capitals in a line of small letters"
    first, was = re.sub(r"^\W+", "", put)[:1], re.sub(r"^\W+", "", found)[:1]
    begins = not re.search(r"[A-Za-z0-9]", left) or bool(re.search(r"[.!?]['\"’”)]*\s+$", left))
    if begins and was.isupper() and first.islower():
        return f'"{put}" begins its sentence with a small letter'
    if first.isupper() and was.islower() and not put.isupper():
        return f'"{put}" has a capital inside its sentence'
    return _title(pair, put, found, around)


def _title(pair: Pair, put: str, found: str, around: list[str]) -> str | None:
    big = [word for word in around if word.lower() not in _SMALL]
    words = [word for word in re.findall(r"[A-Za-z]{2,}", found) if word.lower() not in _SMALL]
    if (
        re.search(r"[|;\t]", "".join(pair.change.line))
        or len(big) < 3
        or not words
        or not all(word[0].isupper() for word in (*big, *words))
    ):
        return None
    small = [
        word
        for word in re.findall(r"(?<![-'’])\b[A-Za-z]{2,}", put)
        if word.lower() not in _SMALL and word[0].islower()
    ]
    return f'"{small[0]}" in a line of capitalized words' if small else None


def marks(pair: Pair) -> str | None:
    """Blanks, hyphens and marks stand as they should."""
    change = pair.change
    left, right = change.text[max(0, change.start - 3) : change.start], change.text[change.end : change.end + 3]
    put, found = change.put, change.found
    joint = left[-1:] + put[:1], put[-1:] + right[:1]
    if "  " in put or (joint[0].isspace() and len(joint[0]) == 2) or (joint[1] == "  "):
        return "two blanks"
    if (re.match(r"[,.;:!?]", right) and put[-1:].isspace()) or re.search(r"\s[,.;:!?](?:\s|$)", put):
        return "a blank before a mark"
    if put[-1:] and put[-1] in ",.;:" and right[:1] and right[0] in ",.;:":
        return "two marks"
    if joint[0].isalnum() and len(joint[0]) == 2 and not (left[-1:] + found[:1]).isalnum():
        return "no blank before the new words"
    if joint[1].isalnum() and len(joint[1]) == 2 and not (found[-1:] + right[:1]).isalnum():
        return "no blank after the new words"
    for one, two in ("()", "[]", "“”", "{}"):
        if put.count(one) - put.count(two) != found.count(one) - found.count(two):
            return f'"{one}" or "{two}" alone'
    if " " in put and re.search(r"\w-$", left) and " " not in found.strip():
        return f'"{put}" after a hyphen'
    if " " in put and re.match(r"-\w", right) and " " not in found.strip():
        return f'"{put}" before a hyphen'
    return None
