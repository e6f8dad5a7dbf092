"""``langcheck explain``: why a word is flagged, what to write instead, when it is right, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from langcheck.cli.printing import show
from langcheck.harmless import printable
from langcheck.lexicon.article import gloss
from langcheck.lexicon.compiled import overlay_folders
from langcheck.lexicon.lexicon import Lexicon, load_lexicon
from langcheck.lexicon.page import explanation, find_entries, held_form, wrap
from langcheck.model import Verdict
from langcheck.settings import Settings
from langcheck.settings.finder import SettingsFinder

if TYPE_CHECKING:
    from langcheck.analysis.judge import Step

_LONGEST = 400
"""How many characters of a condition that holds are shown."""
_LONGEST_NO = 120
"""How many characters of one that does not hold."""


@click.command()
@click.argument("word", nargs=-1, metavar="WORD | ENTRY")
@click.option("--text", metavar="SENTENCE", help="Walk through how this sentence is judged, question by question.")
@click.option(
    "--facts",
    "facts_of",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Show what is known of a document (- is text on standard input): persons with ages and roles, charges, whose words, the topic.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), help="How to show facts.  [default: text]")
@click.option("--profile", "profiles", multiple=True, metavar="NAME", help="As this profile has it; may be repeated.")
def explain(
    word: tuple[str, ...], text: str | None, facts_of: Path | None, format_: str | None, profiles: tuple[str, ...]
) -> None:
    """Say why a word is flagged, what to write instead and when it is right.

    \b
    langcheck explain prostitute
    langcheck explain "sex slave"
    langcheck explain en.person.prostitute
    langcheck explain "modern slavery" --profile uk
    langcheck explain --text "He was convicted of pimping."
    langcheck explain --facts report.docx
    langcheck explain --facts report.docx --format json
    """
    if facts_of is not None:
        if word or text is not None:
            raise click.UsageError("--facts shows what is known of a file; ask for a word or a sentence by itself")
        show_facts(facts_of, format_ or "text")
        return
    if format_ is not None:
        raise click.UsageError("--format is for --facts FILE")
    settings = SettingsFinder().resolve(Path.cwd()).settings
    if text is None and not word:
        raise click.UsageError('name a word or an entry, or a sentence with --text "..."')
    base = load_lexicon(overlay_folders(settings.lexicons, settings.folder))
    lexicon = base.with_profiles(profiles or settings.profiles)
    if text is not None:
        for line in walk_through(text, settings, lexicon):
            click.echo(printable(line))
        return
    entries = find_entries(" ".join(word), lexicon)
    asked = " ".join(word)
    held = "" if asked in lexicon.by_id or lexicon.entry_numbers(asked) else held_form(asked, lexicon)
    if held:
        click.echo(printable(f'No entry has "{asked}" as it stands; it holds "{held}".'), err=True)
    for number, entry in enumerate(entries):
        if number:
            click.echo()
        click.echo(explanation(entry, base, profiles or settings.profiles).text, nl=False)


def show_facts(path: Path, format: str) -> None:
    """What the layers tell of a file, with the settings that hold for it."""
    from langcheck.analysis.told import as_data
    from langcheck.cli import facts
    from langcheck.reporters.as_json import dumps

    document, told = facts.read(path, SettingsFinder().of(path))
    show(
        dumps(as_data(document, told), indent=1) + "\n"
        if format == "json"
        else "\n".join(facts.lines(document, told)) + "\n"
    )


def walk_through(text: str, settings: Settings, lexicon: Lexicon) -> Iterator[str]:
    """A sentence as the screen, the contexts and the judge see it."""
    from langcheck.checker import Checker
    from langcheck.readers import read_bytes

    document = read_bytes(text.encode(), name="text", format="text")
    plain = replace(settings, jurisdiction="", audience="", house_style="", immigration="")
    traces = Checker(plain, lexicon=lexicon).trace(document)
    if not traces:
        yield "The screen finds no words of the lexicon here, so nothing is parsed and nothing is asked."
        return
    words = ", ".join(dict.fromkeys(f'"{trace.finding.found}"' for trace in traces))
    yield from wrap(f"The screen finds {words}.", indent=0)
    for trace in traces:
        finding = trace.finding
        yield ""
        yield f'"{finding.found}" · {finding.entry} · {finding.place}'
        yield from _steps(trace.steps, finding.entry, lexicon)
        if not trace.kept:
            yield "  -> gives its place to longer words"
        elif finding.verdict is Verdict.FLAG:
            yield from wrap(f"-> {finding.level}: {finding.because}")
            for suggestion in finding.suggestions:
                yield from wrap(f"write: {suggestion.text} {suggestion.when}".rstrip(), indent=5)
        else:
            yield from wrap(f"-> left alone: {finding.because}")


def _steps(steps: Sequence[Step], entry: str, lexicon: Lexicon) -> Iterator[str]:
    """The questions that were asked, with their answers; long ones are cut, the sooner where the answer is no."""
    from langcheck.analysis.contexts import Holds
    from langcheck.analysis.judge import NEEDS_PART, STANDARD_PART

    is_cut = False
    for (part, is_no), group in groupby(steps, key=lambda step: (step.part, step.answer.holds is Holds.NO)):
        asked = [(_asked(step, lexicon), step.answer) for step in group]
        if part == STANDARD_PART and is_no:
            yield from wrap(f"- {part}: {'; '.join(question for question, _ in asked)}? no")
            continue
        for question, answer in asked:
            shown = shorten(question, _LONGEST_NO if is_no else _LONGEST, placeholder=" …")
            is_cut = is_cut or shown != question
            evidence = f' ("{" ".join(answer.evidence.split())}")' if answer.evidence else ""
            yield from wrap(f"- {part}: {shown}? {answer.holds.value}{evidence}")
    if is_cut:
        why_not = (
            f", and `langcheck lexicon why-not {entry} --text` what this lacks" if steps[-1].part == NEEDS_PART else ""
        )
        yield from wrap(f"`langcheck lexicon show {entry}` has what is cut here{why_not}.")


def _asked(step: Step, lexicon: Lexicon) -> str:
    return " and ".join(gloss(condition, lexicon.contexts) for condition in step.asked) or "anything else"
