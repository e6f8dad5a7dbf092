"""The Python API: places into exactly the string that was given, nothing guessed, nothing loaded that is not needed."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
import subprocess
import sys
from doctest import DocTestParser, DocTestRunner
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import langcheck
from langcheck.lexicon.page import explanation
from langcheck.model import Document, Place
from langcheck.readers import TEXT_FORMATS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
PROSE = ("text", "markdown", "html", "rst", "asciidoc", "latex")


def words(text: str, *, format: str = "text") -> list[tuple[str, str]]:
    """The findings of a text as the words it has there and as the report tells them."""
    report = langcheck.check_text(text, format=format)
    assert report.failures == ()
    return [(text[f.place.offset : f.place.end_offset], f.found) for f in report.findings]


# --- what is loaded ---


def loaded_by(code: str) -> str:
    """Which of the modules that cost time are there after a program, in a Python of its own."""
    told = f"import sys\n{code}\nprint(*sorted(m for m in sys.modules if m in {{'spacy', 'click', 'langcheck.api', 'langcheck.model'}}))"
    return subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_langcheck_loads_nothing() -> None:
    assert loaded_by("import langcheck") == ""


def test_a_type_is_loaded_alone() -> None:
    assert loaded_by("from langcheck import Report, Finding, Suggestion, Failure") == "langcheck.model"


def test_checking_a_clean_text_loads_neither_spacy_nor_click() -> None:
    assert loaded_by("import langcheck; langcheck.check_text('It rained.')") == "langcheck.api langcheck.model"


def test_every_public_name_is_there_and_no_other() -> None:
    assert [name for name in langcheck.__all__ if not hasattr(langcheck, name)] == []
    assert dir(langcheck) == sorted(langcheck.__all__)
    with pytest.raises(AttributeError, match="module 'langcheck' has no attribute 'checkk'"):
        _ = langcheck.checkk  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", [name for name in langcheck.__all__ if name not in ("__version__", "Level")])
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert len(inspect.getdoc(getattr(langcheck, name)) or "") > 20


# --- texts ---


@pytest.mark.parametrize("format", PROSE)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "It rained.\r\n\r\nIn the morning two officers of the county found that the sex\r\nslave was not there.",
            [("sex\r\nslave", "sex slave")],
        ),
        ("\ufeffSex slaves left, and the sex\nslave did.", [("Sex slaves", "Sex slaves"), ("sex\nslave", "sex slave")]),
        ("A lone \ud83d sign, a \udc00, then the pimp fled.", [("pimp", "pimp")]),
        ("A NUL\x00 and \x00 more, then the pimp\x00 fled.", [("pimp", "pimp")]),
        ("An é, a 😀 and the pimp fled.", [("pimp", "pimp")]),
    ],
    ids=["line ends", "byte order mark", "surrogates", "NULs", "wide letters"],
)
def test_places_lead_into_the_string_that_was_given(format: str, text: str, found: list[tuple[str, str]]) -> None:
    assert words(text, format=format) == found


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                "pimp",
                " ",
                "\r\n",
                "\n",
                "\ufeff",
                "\x00",
                "\ud800",
                "The ",
                " left.",
                "é",
                "\u2028",
                "\t",
                "&amp;",
                "<b>",
                "*",
            ]
        ),
        max_size=14,
    ).map("".join),
    st.sampled_from(PROSE),
)
def test_whatever_stands_around_them_found_words_stand_at_their_place(text: str, format: str) -> None:
    report = langcheck.check_text(text, format=format)
    assert [text[f.place.offset : f.place.end_offset].replace("\x00", "") for f in report.findings] == [
        f.found for f in report.findings
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("a\nb\nThe pimp fled.", (3, 5)), ("a\r\nb\r\nThe pimp fled.", (3, 5)), ("\ufeffThe pimp fled.", (1, 6))],
)
def test_lines_and_columns_count_every_character(text: str, lines: tuple[int, int]) -> None:
    [place] = [finding.place for finding in langcheck.check_text(text).findings]
    assert (place.line, place.column) == lines


@pytest.mark.parametrize("format", TEXT_FORMATS)
@pytest.mark.parametrize("text", ["", " \r\n", "\ufeff", "\x00"])
def test_an_empty_text_is_no_failure(format: str, text: str) -> None:
    report = langcheck.check_text(text, format=format)
    assert (report.findings, report.failures, report.notes, report.documents) == ((), (), (), 1)


def test_what_a_text_looks_like_is_not_asked() -> None:
    """A file with these bytes would be taken for a PDF, a web page, or text in Windows-1252 or UTF-16."""
    assert words("%PDF-1.7 the pimp fled.") == [("pimp", "pimp")]
    assert words("<html> the pimp fled.") == [("pimp", "pimp")]
    assert words("caf\u00e9, the p\x00i\x00m\x00p\x00 and the pimp fled.")[-1] == ("pimp", "pimp")


def test_data_without_fields_is_a_failure_and_with_fields_is_read() -> None:
    text = '{"said": "It \\u0022rained\\u0022. The pimp fled.", "id": "pimp"}'
    [failure] = langcheck.check_text(text, format="json").failures
    assert failure.problem == "nothing says which of its fields hold prose"
    report = langcheck.check_text(text, format="json", settings=langcheck.Settings(fields=("said",)))
    assert [(f.place.offset, f.place.end_offset) for f in report.findings] == [
        (text.index("pimp"), text.index("pimp") + 4)
    ]


def test_a_text_with_markup_and_no_words_is_a_failure_as_a_file_is() -> None:
    """It may not pass for one in which nothing is to be changed."""
    [failure] = langcheck.check_text("<script>pimp</script>", format="html").failures
    assert failure.problem == "the file holds no text that langcheck reads"


def test_a_text_over_the_limit_is_a_failure() -> None:
    from langcheck.limits import Limits

    small = langcheck.Settings(limits=Limits(text_megabytes=1))
    [failure] = langcheck.check_text("word " * 300_000, settings=small).failures
    assert failure.problem == "the text is larger than 1 MB (limits.text-megabytes)"


def test_a_comment_in_a_text_allows_a_word_in_it() -> None:
    text = "\ufeff<!-- langcheck: allow en.trafficker.pimp because it is a song -->\n\nThe pimp fled.\n"
    report = langcheck.check_text(text, format="markdown")
    assert (report.findings, [item.finding.found for item in report.suppressed]) == ((), ["pimp"])


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(
        ValueError, match=r"^'docx' is no format of a text; it may be text, markdown, html, csv, rst, "
    ) as told:
        langcheck.check_text("", format="docx")
    assert str(told.value).endswith(", ".join(TEXT_FORMATS))


def test_bytes_are_no_text() -> None:
    with pytest.raises(TypeError, match="a text is a str, not bytes; "):
        langcheck.check_text(b"The pimp fled.")  # type: ignore[arg-type]


# --- files ---


def test_a_file_and_a_folder_are_checked_with_the_settings_above_them(tmp_path: Path) -> None:
    (tmp_path / "langcheck.toml").write_text('ignore = ["en.trafficker.pimp"]\n')
    (tmp_path / "a.txt").write_text("The pimp and the sex slave left.\n")
    (tmp_path / "b.txt").write_text("")
    for report in (langcheck.check_file(tmp_path / "a.txt"), langcheck.check_paths([tmp_path])):
        assert [finding.found for finding in report.findings] == ["sex slave"]
        assert report.failures == ()
    assert langcheck.check_paths([str(tmp_path)]).notes == ((str(tmp_path / "b.txt"), "the file is empty"),)


def test_settings_may_be_a_path_or_settings_for_all_that_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('min-level = "error"\n')
    (tmp_path / "a.txt").write_text("The pimp and the sex slave left.\n")
    for told in (path, str(path), langcheck.Settings(min_level=langcheck.Level.ERROR)):
        found = [
            langcheck.check_text("The pimp and the sex slave left.", settings=told),
            langcheck.check_file(tmp_path / "a.txt", settings=told),
            langcheck.check_paths([tmp_path], settings=told),
        ]
        assert [[finding.found for finding in report.findings] for report in found] == [["sex slave"]] * 3


def test_a_text_is_checked_without_the_settings_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "langcheck.toml").write_text('ignore = ["en.trafficker.pimp"]\n')
    monkeypatch.chdir(tmp_path)
    assert words("The pimp left.") == [("pimp", "pimp")]


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"select": ("en.pimp",)}, "Settings: select names 'en.pimp', which is no entry or category"),
        ({"audience": "nobody"}, "Settings: audience is 'nobody'"),
        (
            {"select": ("slang",), "ignore": ("slang",)},
            "no entry is left to ask about, so nothing would be checked: Settings: select; Settings: ignore",
        ),
    ],
)
def test_settings_that_name_what_there_is_not_are_an_error(told: dict[str, object], problem: str) -> None:
    with pytest.raises(langcheck.LangcheckError) as error:
        langcheck.check_text("", settings=langcheck.Settings(**told))  # type: ignore[arg-type]
    assert error.value.problem == problem


def test_a_missing_settings_file_is_an_error_and_a_missing_file_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(langcheck.LangcheckError):
        langcheck.check_text("", settings=tmp_path / "none.toml")
    [failure] = langcheck.check_file(tmp_path / "none.txt").failures
    assert (failure.path, failure.problem) == (str(tmp_path / "none.txt"), "there is no such file")


def test_one_path_is_no_list_of_paths() -> None:
    with pytest.raises(TypeError, match="paths are several"):
        langcheck.check_paths("samples")


# --- words ---


def test_a_word_is_explained_by_each_of_its_entries() -> None:
    assert [found.entry for found in langcheck.explain("prostituting")] == ["en.agency.prostitute-verb"]
    [found] = langcheck.explain("sex slaves")
    assert found.terms[0] == "sex slave"
    assert str(found) == found.text
    assert found.text.startswith("sex slave")


def test_explain_knows_the_profiles_of_settings() -> None:
    from langcheck.lexicon.lexicon import load_lexicon

    base = load_lexicon()
    [found] = langcheck.explain("modern slavery", settings=langcheck.Settings(jurisdiction="uk"))
    assert found == explanation(base.with_profiles(["uk"]).by_id[found.entry], base, ["uk"])
    assert "Profile uk:" in found.text


def test_an_unknown_word_is_an_error_with_the_nearest() -> None:
    with pytest.raises(langcheck.LangcheckError) as error:
        langcheck.explain("prostitut")
    assert error.value.problem == "the lexicon has no entry for 'prostitut'"
    assert error.value.hint.startswith("Did you mean 'prostitute'")


# --- types ---


def test_reports_can_be_pickled_and_copied_and_stay_equal() -> None:
    report = langcheck.check_text("The pimp fled.\nThe prostitute said “pimp”.")
    assert pickle.loads(pickle.dumps(report)) == report
    assert copy.deepcopy(report) == report
    [found] = langcheck.explain("sex slave")
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize("name", ["Report", "Finding", "Suggestion", "Failure", "Place", "Settings", "Explanation"])
def test_types_are_frozen_and_slotted(name: str) -> None:
    kind = getattr(langcheck, name)
    assert kind.__dataclass_params__.frozen
    assert "__dict__" not in dir(kind)
    assert all(field.type for field in dataclasses.fields(kind))


# --- notebooks ---


def test_a_cell_shows_the_text_escaped_with_its_findings_marked() -> None:
    report = langcheck.check_text("<script>x</script> & \u202e\x07\n\nThe pimp’s “<i>money</i>”.")
    shown = report._repr_html_()
    assert "<p>&lt;script&gt;x&lt;/script&gt; &amp;</p>" in shown
    assert re.search(r"<p>The <mark [^>]*>pimp<sup>W1</sup></mark>’s “&lt;i&gt;money&lt;/i&gt;”\.</p>", shown)
    assert "\u202e" not in shown
    assert set(re.findall(r"<(\w+)", shown)) == {"div", "p", "mark", "sup", "ul", "li", "strong"}


def test_a_cell_escapes_what_no_reader_has_folded() -> None:
    finding = langcheck.check_text("The pimp fled.").findings[0]
    hostile = dataclasses.replace(
        finding,
        path="<img src=x onerror=y>",
        message='"><script>\u202e',
        place=Place("<b>"),
        suggestions=(dataclasses.replace(finding.suggestions[0], text="<i>", when="<u>"),),
    )
    document = Document("<img src=x onerror=y>", "text", langcheck.check_text("The pimp fled.").read[0].blocks)
    failure = langcheck.Failure("<s>", "<s>", "<s>")
    for read in ((), (document,)):
        shown = langcheck.Report((hostile,), failures=(failure,), documents=1, read=read)._repr_html_()
        assert set(re.findall(r"<(\w+)", shown)) <= {"div", "p", "mark", "sup", "ul", "li", "strong", "br"}
        assert "\\x202e" in shown


def test_a_cell_shows_excerpts_where_the_text_was_not_kept() -> None:
    report = langcheck.check_text("The pimp fled.")
    shown = dataclasses.replace(report, read=())._repr_html_()
    assert re.search(r"<br>The <mark [^>]*>pimp<sup>W1</sup></mark> fled\.</li>", shown)


# --- the page ---


@pytest.mark.model
def test_the_examples_of_the_page_print_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The components are imported first, as entry points do, so that an older installation will do."""
    import langcheck.clients.spacy_components  # noqa: F401

    monkeypatch.chdir(ROOT)
    told: list[str] = []
    examples = DocTestParser().get_doctest(PAGE, {}, "docs/python.md", "docs/python.md", 0)
    DocTestRunner(verbose=False).run(examples, out=told.append)
    assert "".join(told) == ""
    assert len(examples.examples) > 15


def test_the_cell_of_the_page_shows_what_the_page_shows() -> None:
    [(code, shown)] = re.findall(r"```python\n(.*?)```\n\n```html\n(.*?)```", PAGE, re.DOTALL)
    *before, last = code.strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(before), names)
    assert eval(last, names)._repr_html_() == shown
