"""The command line as a person meets it: exit codes, help, plain errors."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from langcheck import __version__, cli
from langcheck.cli import cli as command
from tests.conftest import ROOT
from tests.editors.word_cases import p, package

pytestmark = pytest.mark.model


def run(*arguments: str, stdin: str | bytes = "", cwd: Path | None = None) -> Result:
    """The command in this process, where it is fast; ``exit_code`` is what the shell would see."""
    here = Path.cwd()
    if cwd:
        os.chdir(cwd)
    try:
        return CliRunner().invoke(command, list(arguments), input=stdin)
    finally:
        os.chdir(here)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.txt").write_text("Nothing here.\n")
    (tmp_path / "advice.txt").write_text("A runaway youth was found.\n")
    (tmp_path / "warning.txt").write_text("A pimp ran.\n")
    (tmp_path / "error.txt").write_text("A junkie ran.\n")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "broken.docx").write_bytes(b"PK")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["clean.txt"], 0),
        (["advice.txt"], 0),
        (["warning.txt"], 1),
        (["error.txt"], 1),
        (["advice.txt", "--fail-on", "advice"], 1),
        (["warning.txt", "--fail-on", "error"], 0),
        (["warning.txt", "--min-level", "error"], 0),
        (["warning.txt", "--ignore", "trafficker-label"], 0),
        (["warning.txt", "--select", "csam"], 0),
        (["clean.txt", "empty.txt"], 0),
        (["empty.txt"], 2),
        (["empty.txt", "--force-exclude"], 0),
        (["warning.txt", "broken.docx"], 2),
        (["gone.txt"], 2),
        (["."], 2),
    ],
)
def test_the_exit_code_says_what_was_found(arguments: list[str], code: int, folder: Path) -> None:
    assert run("check", *arguments, cwd=folder).exit_code == code


def test_standard_input_is_checked_under_a_name() -> None:
    result = run("check", "-", stdin="A pimp ran.\n")
    assert result.exit_code == 1
    assert "--> stdin.txt: line 1, column 3" in result.stdout


def test_the_name_of_standard_input_says_its_format() -> None:
    result = run("check", "-", "--stdin-name", "a.html", "--format", "json", stdin="<p>A <b>pi</b>mp ran.\n")
    assert [finding["found"] for finding in json.loads(result.stdout)["findings"]] == ["pimp"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "-", "a.txt"], "standard input (-) cannot be checked together with files"),
        (["check", "-", "--stdin-name", "a.xyz"], "--stdin-name must end in one of"),
        (["check"], "name files or folders to check, or - for standard input"),
        (["chekc", "a.txt"], "there is no command 'chekc'. Did you mean 'check'?"),
        (["report.docx"], "To check a file: langcheck check report.docx"),
        (["check", "a.txt", "--fail-on", "loud"], "'loud' is not one of"),
    ],
)
def test_a_wrong_call_is_told_plainly(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.output.replace("\n", " ").split())


def test_the_report_goes_to_a_file(folder: Path) -> None:
    result = run("check", "warning.txt", "--output", "out.json", "--format", "json", cwd=folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert json.loads((folder / "out.json").read_text())["summary"]["warning"] == 1


def test_a_report_that_cannot_be_written_is_told(folder: Path) -> None:
    done = main("check", "warning.txt", "--output", "no/such/folder.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Error: no/such/folder.txt cannot be written: there is no folder no/such\n")


def test_what_was_left_alone_is_shown_when_asked(folder: Path) -> None:
    (folder / "quoted.txt").write_text("“My pimp left,” she said.\n")
    assert "left alone[en.trafficker.pimp]" not in run("check", "quoted.txt", cwd=folder).stdout
    assert "left alone[en.trafficker.pimp]" in run("check", "quoted.txt", "--show-allowed", cwd=folder).stdout


def test_settings_of_the_folder_are_used(folder: Path) -> None:
    (folder / "langcheck.toml").write_text("ignore = ['trafficker-label']\n")
    assert run("check", "warning.txt", cwd=folder).exit_code == 0


def test_words_that_cannot_be_read_end_with_2_or_are_a_note(folder: Path) -> None:
    embedded = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    (folder / "object.docx").write_bytes(package(p("Nothing here.") + p(embedded)))
    result = run("check", "object.docx", cwd=folder)
    assert result.exit_code == 2
    assert (
        'object.docx: paragraph 2, embedded object: an embedded object ("Excel.Sheet.12") is not read' in result.stdout
    )
    for told, code in (('"note"', 0), ('["embedded"]', 0), ('["charts", "fonts"]', 2), ('"failure"', 2)):
        (folder / "langcheck.toml").write_text(f"unread = {told}\n")
        assert run("check", "object.docx", cwd=folder).exit_code == code


def test_a_word_that_a_forced_line_end_divides_is_found(folder: Path) -> None:
    """Which words are put together, the lexicon says."""
    (folder / "divided.docx").write_bytes(
        package(p("The pi-", "<w:r><w:br/></w:r>", "mp ran, a pre-", "<w:r><w:br/></w:r>", "war man."))
    )
    result = run("check", "divided.docx", "--format", "json", cwd=folder)
    assert [finding["found"] for finding in json.loads(result.stdout)["findings"]] == ["pimp"]


def main(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "langcheck", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_settings_mistake_is_one_plain_sentence(folder: Path) -> None:
    (folder / "langcheck.toml").write_text("fail-onn = 'error'\n")
    done = main("check", "clean.txt", cwd=folder)
    assert done.returncode == 2
    assert (
        done.stderr
        == f"langcheck: {folder / 'langcheck.toml'}: there is no setting 'fail-onn'\n  Did you mean 'fail-on'?\n"
    )


def test_a_bug_is_called_one_and_has_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(cli.cli, "main", fail)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert caught.value.code == 3
    assert capsys.readouterr().err.startswith("langcheck: this is our bug, not yours: ZeroDivisionError: oops\n")


def test_ctrl_c_has_its_own_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.cli, "main", stop)
    with pytest.raises(SystemExit) as caught:
        cli.main()
    assert (caught.value.code, capsys.readouterr().err) == (130, "Stopped.\n")


def test_version_and_help() -> None:
    assert run("--version").stdout == f"langcheck, version {__version__}\n"
    help_text = run("--help").stdout
    assert "langcheck check report.docx" in help_text
    assert "no text leaves it" in " ".join(help_text.split())
    assert "Exit code: 0 nothing" in run("check", "--help").stdout


def test_help_imports_no_verb() -> None:
    code = "import sys; from langcheck.cli import cli; cli.main(['--help'], standalone_mode=False); print(sorted(m for m in sys.modules if m.startswith('langcheck.cli.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# --- the terminal ---


def on_a_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """What the command writes to a terminal, standard output and errors together."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "langcheck", *arguments],
        stdout=child,
        stderr=child,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    os.close(child)
    pieces = []
    while True:
        try:
            piece = os.read(parent, 65536)
        except OSError:
            break
        if not piece:
            break
        pieces.append(piece)
    process.wait()
    os.close(parent)
    return b"".join(pieces).decode()


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_colours_and_progress_only_on_a_terminal(folder: Path) -> None:
    shown = on_a_terminal("check", ".", cwd=folder, TERM="xterm", NO_COLOR="")
    assert "\x1b[33m" in shown
    assert "Checking" in shown
    piped = main("check", ".", cwd=folder)
    assert "\x1b" not in piped.stdout + piped.stderr
    assert "Checking" not in piped.stdout + piped.stderr


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_no_color_is_honoured(folder: Path) -> None:
    assert "\x1b[33m" not in on_a_terminal("check", "warning.txt", cwd=folder, NO_COLOR="1")


# --- explain and lexicon ---


@pytest.mark.parametrize("asked", [["prostitutes"], ["en.person.prostitute"], ["sex", "slave"], ["Modern-Day Slavery"]])
def test_explain_takes_a_word_in_any_form_or_an_entry(asked: list[str]) -> None:
    result = run("explain", *asked)
    assert result.exit_code == 0
    assert "Sources:" in result.stdout
    assert "Write instead:" in result.stdout


def test_a_word_of_several_entries_is_explained_for_each() -> None:
    assert [line for line in run("explain", "pimp").stdout.splitlines() if line.startswith("  en.")] == [
        "  en.trafficker.pimp · trafficker-label · warning · stable",
        "  en.trafficker.pimp-verb · trafficker-label · warning · stable",
    ]


def test_a_word_that_is_not_there_brings_the_nearest() -> None:
    done = main("explain", "prostitut")
    assert done.returncode == 2
    assert done.stderr.startswith("langcheck: the lexicon has no entry for 'prostitut'\n  Did you mean 'prostitut")


def test_a_part_of_one_entrys_words_brings_that_entry() -> None:
    assert "en.slang.quota" in run("explain", "nightly quota").stdout.splitlines()[1]


def test_a_part_of_several_entries_words_brings_a_choice() -> None:
    done = main("explain", "relationship")
    assert done.returncode == 2
    assert done.stderr.startswith("langcheck: 'relationship' alone is no entry; it is part of ")
    assert "\n  Ask for one: en." in done.stderr


def test_a_sentence_is_walked_through_question_by_question() -> None:
    done = run("explain", "--text", "He was convicted of pimping.")
    assert (
        done.stdout
        == """\
The screen finds "pimping".

"pimping" · en.trafficker.pimp-verb · line 1, column 21
  - left alone: the words are code, an address or a file name; the words are the title of
    another page? no
  - needs: the word is a verb here? yes
  - left alone: the words are quoted; the words are part of an official name? no
  - left alone: the words name a charge or a statute? yes ("pimping")
  -> left alone: This is the name of a charge or a statute (here: "pimping").
"""
    )


def test_of_alternatives_that_are_needed_the_one_that_holds_is_told_and_what_decided_nothing_is_cut() -> None:
    """An entry with some forty conditions is read on one screen; the record has all of them."""
    lines = run("explain", "--text", "The pimp met the john.").stdout.partition('"john" ·')[2].splitlines()
    assert '  - needs: the text is about trafficking or sexual violence? yes ("pimp")' in lines
    assert any(line.endswith("…? no") for line in lines)
    assert "  `langcheck lexicon show en.buyer.john` has what is cut here." in lines
    assert len(lines) <= 40


def test_a_flagged_sentence_is_walked_through_to_its_wording() -> None:
    lines = run("explain", "--text", "The 15-year-old prostitute left.").stdout.splitlines()
    assert lines[-5:] == [
        '  - case: the person is under 18? yes ("15-year-old")',
        "  `langcheck lexicon show en.person.prostitute` has what is cut here.",
        '  -> error: A person under 18 cannot consent to being sold for sex (here: "15-year-old").',
        "     write: child sex trafficking victim",
        "     write: sexually exploited child",
    ]


def test_a_sentence_without_words_of_the_lexicon_is_said_to_be_one() -> None:
    assert run("explain", "--text", "It rained.").stdout.startswith("The screen finds no words of the lexicon here")


def test_explain_needs_a_word_or_a_sentence() -> None:
    assert run("explain").exit_code == 2


def test_inference_is_said_to_be_inference() -> None:
    assert "it follows from a rule that the sources below give, so it is advice" in " ".join(
        run("explain", "prostitution ring").stdout.split()
    )


def test_the_lexicon_is_listed_by_what_is_asked() -> None:
    lines = run("lexicon", "list", "--category", "csam").stdout.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("en.")] == [
        "en.csam.child-porn-star",
        "en.csam.child-pornography",
        "en.csam.pornographic-images",
        "en.csam.revenge-porn",
        "en.csam.self-generated",
    ]


def test_an_entry_is_shown() -> None:
    assert run("lexicon", "show", "en.csam.child-pornography").stdout.startswith("kid porn")


def test_our_lexicon_is_checked() -> None:
    result = run("lexicon", "check", "--no-examples", "--folder", str(ROOT / "lexicon"))
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_broken_lexicon_is_told_by_file_and_line(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(ROOT / "lexicon", tmp_path / "lexicon")
    path = tmp_path / "lexicon" / "en" / "csam" / "child-pornography.yaml"
    path.write_text(path.read_text().replace("level: error", "level: shout", 1))
    result = run("lexicon", "check", "--no-examples", "--folder", str(tmp_path / "lexicon"))
    assert result.exit_code == 2
    assert "en/csam/child-pornography.yaml:5: level: 'shout' is none of error, warning, advice" in result.stdout


# --- reports for others ------------------------------------------------------------------------------------------


def test_a_redacted_check_says_so_and_keeps_its_exit_code(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pimp Quillon left.\n")
    result = run("check", "--redact", str(tmp_path / "a.txt"))
    assert result.exit_code == 1
    assert "Quillon" not in result.output
    assert '"[redacted]" is a word' in result.output
    assert result.output.endswith("Redacted: the words of the documents were left out of this report.\n")


def test_a_page_shows_the_text_unless_it_is_redacted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pimp Quillon left.\n")
    for arguments, shown in (((), True), (("--redact",), False)):
        page = tmp_path / "page.html"
        assert (
            run("check", "--format", "html", *arguments, "--output", str(page), str(tmp_path / "a.txt")).exit_code == 1
        )
        assert ("Quillon" in page.read_text()) is shown


def test_a_page_can_be_made_of_standard_input() -> None:
    page = run("check", "--format", "html", "-", stdin="The pimp Quillon left.\n").output
    assert " Quillon left." in page


def test_a_bug_in_a_redacted_check_does_not_quote_the_document(monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    def fail(**_: object) -> None:
        raise ValueError("Quillon")

    monkeypatch.setattr(command, "main", fail)
    for arguments, shown in (([], True), (["--redact"], False)):
        monkeypatch.setattr("sys.argv", ["langcheck", "check", *arguments])
        with pytest.raises(SystemExit):
            cli.main()
        assert ("Quillon" in capsys.readouterr().err) is shown  # type: ignore[attr-defined]
