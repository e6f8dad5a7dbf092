"""The same sentence in many files is taken together, once, where it first stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from langcheck.boilerplate import MANY_FILES, Repeated, grouped
from langcheck.model import Finding, Level
from tests.test_redaction import finding


def found(path: str, fingerprint: str, level: Level = Level.WARNING) -> Finding:
    return finding(path=path, fingerprint=fingerprint, level=level)


MANY = [found(f"{number}.txt", "same") for number in range(MANY_FILES)]


def test_a_sentence_of_many_files_stands_where_its_first_finding_does() -> None:
    before, after = found("0.txt", "before"), found("9.txt", "after")
    assert grouped([before, *MANY, after]) == [before, Repeated(tuple(MANY)), after]


def test_a_sentence_of_fewer_files_is_shown_each_time() -> None:
    assert grouped(MANY[1:]) == MANY[1:]


def test_a_sentence_that_stands_often_in_few_files_is_shown_each_time() -> None:
    often = MANY[1:] * 3
    assert grouped(often) == often


def test_levels_are_not_mixed() -> None:
    """A sentence may be an error in a document on a child, and a warning in the rest."""
    other = found("9.txt", "same", Level.ERROR)
    assert grouped([other, *MANY]) == [other, Repeated(tuple(MANY))]


def test_findings_without_a_fingerprint_are_not_taken_for_the_same() -> None:
    unknown = [found(f"{number}.txt", "") for number in range(2 * MANY_FILES)]
    assert grouped(unknown) == unknown


def test_a_file_is_named_once() -> None:
    (group,) = grouped([*MANY, MANY[2]])
    assert isinstance(group, Repeated)
    assert list(group.in_files) == MANY


@given(
    st.lists(st.builds(found, st.sampled_from("abcdefg"), st.sampled_from(["", "one", "two"]), st.sampled_from(Level)))
)
def test_no_finding_is_lost_or_doubled(findings: list[Finding]) -> None:
    shown = grouped(findings)
    members = [member for item in shown for member in (item.findings if isinstance(item, Repeated) else [item])]
    assert sorted(map(repr, members)) == sorted(map(repr, findings))
