"""A new record as a valid draft, with every field explained where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

NO_MESSAGE = '"{found}" needs a second look.'
"""The message of a draft whose curator has not written one yet; `lexicon check` tells of it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a curator says about a new term."""

    word: str
    topic: str
    pos: str
    category: str
    harm: str
    instead: str
    source: str
    flagged: str
    near_miss: str
    level: str = "advice"
    message: str = ""


def entry_id(word: str, topic: str) -> str:
    """The id of a new record: its topic and its word, in lower case with hyphens."""
    return f"en.{_slug(topic)}.{_slug(word)}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "term"


def mark(sentence: str, word: str) -> str:
    """A sentence with the word in brackets, where it holds the word and has no brackets yet."""
    if "[" in sentence:
        return sentence
    return re.sub(rf"(?i)\b({re.escape(word)}\w*)", r"[\1]", sentence, count=1)


def reworded(sentence: str, word: str, instead: str, article_for: Callable[[str], str]) -> str:
    """A sentence with the suggestion in the place of the word, and the article before it made to fit."""
    text = instead.replace("{", "").replace("}", "")

    def put(found: re.Match[str]) -> str:
        article = found.group(1)
        if not article:
            return text
        fitting = article_for(text)
        return f"{fitting.capitalize() if article[0].isupper() else fitting} {text}"

    plain = sentence.replace("[", "").replace("]", "")
    return re.sub(rf"(?i)(?:\b(an?) )?\b{re.escape(word)}\w*", put, plain, count=1)


def record(answers: Answers, today: date, article_for: Callable[[str], str]) -> str:
    """The YAML of a draft; it keeps the laws, so that `lexicon check` asks for nothing but a message that was left open."""
    basis, says = ("usage", "uses") if answers.level == "advice" else ("guidance", "discourages")
    instead = becomes = ""
    if answers.instead:
        instead = f'suggest:                      # in order; mark the word that inflects: "{{person}} in need"\n  - use: {_quoted(answers.instead)}\n    # if: person-is-adult      # only where it depends on a fact; lexicon/README.md lists the conditions\n'
        sentence = reworded(answers.flagged, answers.word, answers.instead, article_for)
        becomes = f"\n      becomes: {_quoted(sentence)}   # with the first suggestion in its place"
    return f"""\
id: {entry_id(answers.word, answers.topic)}
terms:                        # (a|b) alternatives, {{word}} the word that inflects, * up to four words
  - {_quoted(answers.word)}
pos: {answers.pos}                     # noun, verb, phrase
category: {answers.category}
level: {answers.level:<7}                # error and warning take a source that names the wording
status: draft                 # draft -> candidate -> stable, on evidence (PRINCIPLES.md)
basis: {basis:<8}               # guidance: a source names this wording; inference: it gives the rule; usage: it uses the word
message: {_quoted(_sentence(answers.message or NO_MESSAGE))}   # one sentence; explain, do not scold
why: >                        # in your own words, one to three sentences
  {_sentence(answers.harm)}
# contested: >                # only where guides differ: both sides, by name
# needs: [exploitation-topic] # for words that mean something else elsewhere
# other_senses: [a phrase with another sense]
{instead}sources:
  - {{ref: {answers.source}, says: {says}}}
examples:
  flag:                       # [brackets] around exactly what must be found
    - text: {_quoted(mark(answers.flagged, answers.word))}{becomes}
  allow:                      # the false alarm that you fear most; it must hold the word
    - {_quoted(answers.near_miss)}
added: {today.isoformat()}
reviewed: {today.isoformat()}
"""


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?")) else f"{text}."


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
