"""``langcheck fix`` as a person meets it."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from langcheck.cli import asking
from langcheck.cli.options import known_baseline
from langcheck.errors import BaselineError
from langcheck.settings import Settings
from tests.cli.test_cli import run
from tests.conftest import ROOT
from tests.word_files import paragraph, word_file

pytestmark = pytest.mark.model

TEXT = "They found child pornography.\r\nA pimp ran.\r\n\r\nA junkie ran.  \r\n"
SAFE = TEXT.replace("child pornography", "child sexual abuse material")
DIFF = """\
--- a.txt
+++ a.txt
@@ -1,4 +1,4 @@
-They found child pornography.\r
+They found child sexual abuse material.\r
 A pimp ran.\r
 \r
 A junkie ran.  \r
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    return tmp_path


def read(folder: Path, name: str = "a.txt") -> str:
    return (folder / name).read_bytes().decode()


# --- by itself ---------------------------------------------------------------------------------------------------


def test_safe_words_are_replaced_in_place(folder: Path) -> None:
    result = run("fix", "a.txt", cwd=folder)
    assert read(folder) == SAFE
    assert result.stdout == ""
    assert result.stderr == (
        "a.txt: 1 place replaced, 2 left for a person (1 error, 1 warning)\n"
        "1 file: 1 place replaced, 2 findings left for a person.\n"
    )


def test_verbose_tells_every_replacement_and_what_remains(folder: Path) -> None:
    result = run("fix", "--verbose", "a.txt", cwd=folder)
    assert result.stderr.splitlines()[1:4] == [
        "  line 1: child pornography -> child sexual abuse material",
        '  line 2: "pimp" remains; perhaps: person',
        '  line 4: "junkie" remains; perhaps: person who uses drugs',
    ]


def test_a_diff_changes_nothing(folder: Path) -> None:
    result = run("fix", "--diff", "a.txt", cwd=folder)
    assert result.stdout_bytes.decode() == DIFF
    assert read(folder) == TEXT
    assert result.exit_code == 1


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
def test_a_diff_is_what_patch_reads(folder: Path) -> None:
    (folder / "a.txt").write_bytes(("Café.\r\n" + TEXT + "The end").encode("cp1252"))
    patch = run("fix", "--diff", "a.txt", cwd=folder).stdout_bytes
    subprocess.run(["patch", "--binary", "-p0", "-s"], input=patch, cwd=folder, check=True)
    assert (folder / "a.txt").read_bytes() == ("Café.\r\n" + SAFE + "The end").encode("cp1252")


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        ("Nothing here.\n", [], 0),
        ("They found child pornography.\n", [], 0),
        ("A pimp ran.\n", [], 1),
        ("A pimp ran.\n", ["--fail-on", "error"], 0),
        ("A pimp ran.\n", ["--unsafe"], 0),
        ("A pimp ran.\n", ["--unsafe", "--level", "error"], 1),
        ("A pimp ran.\n", ["--ignore", "trafficker-label"], 0),
        ("A pimp ran.\n", ["--diff"], 0),
        ("A pimp ran.\n", ["--diff", "--unsafe"], 1),
        ("They found child pornography.\n", ["--diff"], 1),
        ("They found child pornography.\n", ["--diff", "--select", "person-label"], 0),
    ],
)
def test_the_exit_code(text: str, arguments: list[str], code: int, folder: Path) -> None:
    (folder / "a.txt").write_text(text)
    assert run("fix", *arguments, "a.txt", cwd=folder).exit_code == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["empty.md"], 2), (["a.txt", "empty.md"], 1), (["--force-exclude", "empty.md"], 0), (["--diff", "empty.md"], 2)],
)
def test_an_empty_file_is_a_note_beside_others_and_to_hooks(arguments: list[str], code: int, folder: Path) -> None:
    (folder / "empty.md").write_text("\n")
    result = run("fix", *arguments, cwd=folder)
    told = "not fixed: empty.md: the file is empty" if code == 2 else "note: empty.md: the file is empty"
    assert (result.exit_code, told in result.stderr) == (code, True)


def test_a_folder_that_was_passed_over_with_documents_in_it_is_told(folder: Path) -> None:
    (folder / "build").mkdir()
    (folder / "build" / "b.txt").write_text(TEXT)
    result = run("fix", ".", cwd=folder)
    assert result.exit_code == 2
    assert "not fixed: build: the folder was passed over because of its name" in result.stderr
    assert read(folder, "build/b.txt") == TEXT


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with links out of it, to a file and to a folder, directly and behind a folder; and links within."""
    for name in ("drafts/a.txt", "drafts/sub/b.txt", "evidence/c.txt", "evidence/deep/d.txt", "drafts-2/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(TEXT.encode())
    (tmp_path / "drafts" / "folder").symlink_to(tmp_path / "evidence")
    (tmp_path / "drafts" / "sub" / "file.txt").symlink_to("../../evidence/c.txt")
    (tmp_path / "drafts" / "beside").symlink_to(tmp_path / "drafts-2")
    (tmp_path / "drafts" / "within.txt").symlink_to("sub/b.txt")
    return tmp_path


@pytest.mark.parametrize("named", ["drafts", "./drafts/", "link"])
def test_links_that_lead_out_of_a_folder_are_not_followed(named: str, linked: Path) -> None:
    """Nothing outside is edited, also where the folder itself was named by a link; what lies inside is."""
    (linked / "link").symlink_to("drafts")
    result = run("fix", named, cwd=linked)
    outside = ("evidence/c.txt", "evidence/deep/d.txt", "drafts-2/e.txt")
    assert [name for name in outside if read(linked, name) != TEXT] == []
    assert [read(linked, f"drafts/{name}") for name in ("a.txt", "sub/b.txt")] == [SAFE, SAFE]
    assert result.exit_code == 1
    (note,) = [line for line in result.stderr.splitlines() if line.startswith("note: ")]
    assert note.count("(a link that leads out of the folder)") == 3


def test_links_of_a_folder_that_is_itself_outside_stay_in_it(linked: Path) -> None:
    assert run("fix", "--diff", "evidence", cwd=linked).stdout.count("+++ evidence/") == 2


def test_a_link_that_is_named_is_followed(linked: Path) -> None:
    run("fix", "drafts/sub/file.txt", cwd=linked)
    assert read(linked, "evidence/c.txt") == SAFE
    assert (linked / "drafts" / "sub" / "file.txt").is_symlink()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with links out of it, and within it."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "sub").mkdir()
    (tmp_path / "evidence").mkdir()
    for name in ("repository/a.txt", "repository/sub/b.txt", "evidence/c.txt"):
        (tmp_path / name).write_bytes(TEXT.encode())
    (root / "out.txt").symlink_to("../evidence/c.txt")
    (root / "sub" / "out.txt").symlink_to(tmp_path / "evidence" / "c.txt")
    (root / "folder").symlink_to(tmp_path / "evidence")
    (root / "within.txt").symlink_to("sub/b.txt")
    return root


@pytest.mark.parametrize(
    ("below", "named"),
    [
        (".", ["out.txt"]),
        (".", ["sub/out.txt"]),
        (".", ["folder/c.txt"]),
        (".", ["./sub/../out.txt"]),
        ("sub", ["out.txt"]),
        ("sub", ["../out.txt"]),
    ],
)
def test_a_hook_changes_no_file_that_a_link_leads_to_out_of_the_repository(
    below: str, named: list[str], repository: Path
) -> None:
    """A hook names every file, so that nobody chose this one; by hand it is followed."""
    result = run("fix", "--force-exclude", *named, cwd=repository / below)
    assert read(repository.parent, "evidence/c.txt") == TEXT
    why = "it was not changed: it is a link that leads out of the repository, or out of this folder where there is none"
    assert result.stderr == f"note: {Path(named[0])}: {why}\nNothing was checked.\n"
    assert result.exit_code == 0
    run("fix", *named, cwd=repository / below)
    assert read(repository.parent, "evidence/c.txt") == SAFE


def test_a_hook_changes_what_lies_in_the_repository(repository: Path) -> None:
    result = run("fix", "--force-exclude", "a.txt", "within.txt", "out.txt", cwd=repository)
    assert [read(repository, name) for name in ("a.txt", "sub/b.txt")] == [SAFE, SAFE]
    assert read(repository.parent, "evidence/c.txt") == TEXT
    assert result.stderr.count("leads out of the repository") == 1
    assert (repository / "within.txt").is_symlink()


def test_a_repository_that_is_reached_by_a_link_is_inside(repository: Path) -> None:
    (repository.parent / "link").symlink_to(repository)
    run("fix", "--force-exclude", str(repository.parent / "link" / "a.txt"), cwd=repository.parent / "link")
    assert read(repository) == SAFE


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["empty"], "not fixed: empty: there is no document in this folder to check\n"),
        (["b.docx"], "not fixed: b.docx: docx files are not changed in place\n"),
        (["--force-exclude", "empty.md"], "note: empty.md: the file is empty\n"),
        (["figures.csv"], "not fixed: figures.csv: the file holds no words, only figures and signs\n"),
        (["app.html"], "not fixed: app.html: its words are put in by a script, so that none could be read\n"),
    ],
)
def test_where_nothing_was_looked_at_no_file_is_counted(named: list[str], told: str, folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.md").write_text("")
    (folder / "figures.csv").write_text("1,2\n")
    (folder / "b.docx").write_bytes(word_file(paragraph("Words.")))
    (folder / "app.html").write_text("<div id=app></div><script>render()</script>")
    result = run("fix", *named, cwd=folder)
    assert told in result.stderr
    assert result.stderr.endswith("Nothing was checked.\n")
    assert result.exit_code == (0 if "--force-exclude" in named else 2)
    assert "replaced" not in result.stderr


def test_a_file_and_a_link_to_it_are_one_file(folder: Path) -> None:
    (folder / "link.txt").symlink_to("a.txt")
    result = run("fix", ".", cwd=folder)
    assert result.stderr.splitlines()[-1].startswith("1 file: 1 place replaced, ")


def test_a_check_follows_links_that_a_fix_does_not(linked: Path) -> None:
    assert "drafts/folder/deep/d.txt" in run("check", "--format", "json", "drafts", cwd=linked).stdout


CHAT = "[12/03/2025, 21:14:09] Bo: you have child pornography\n[12/03/2025, 21:15:44] Kit: delete it\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CHAT, "chat.txt: 0 places replaced; what somebody said or wrote was left as it stands (1 quotation)\n"),
        ("It rained.\n", ""),
        ("He was charged with possessing child pornography.\n", ""),
    ],
)
def test_a_file_of_others_words_says_why_it_stays(text: str, told: str, tmp_path: Path) -> None:
    """A pure chat holds nothing that is left for a person; without this line it would look as if nothing was found."""
    (tmp_path / "chat.txt").write_text(text)
    result = run("fix", "chat.txt", cwd=tmp_path)
    assert result.stderr == f"{told}1 file: 0 places replaced, 0 findings left for a person.\n"
    assert read(tmp_path, "chat.txt") == text


def test_a_second_run_changes_nothing(folder: Path) -> None:
    run("fix", "--unsafe", "a.txt", cwd=folder)
    fixed = read(folder)
    assert fixed != TEXT
    result = run("fix", "--unsafe", "a.txt", cwd=folder)
    assert read(folder) == fixed
    assert result.stderr == "1 file: 0 places replaced, 0 findings left for a person.\n"


def test_standard_input_goes_to_standard_output(folder: Path) -> None:
    result = run("fix", "-", stdin=TEXT.encode(), cwd=folder)
    assert result.stdout_bytes == SAFE.encode()
    assert result.stderr.startswith("stdin.txt: 1 place replaced")


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04\x00\x00\x00 child pornography"])
def test_standard_input_that_cannot_be_fixed_is_passed_on(raw: bytes, folder: Path) -> None:
    result = run("fix", "-", stdin=raw, cwd=folder)
    assert result.stdout_bytes == raw
    assert result.exit_code == 2


def test_other_formats_are_left_to_review(folder: Path) -> None:
    before = word_file(paragraph("A pimp ran."))
    (folder / "b.docx").write_bytes(before)
    result = run("fix", ".", cwd=folder)
    assert "not fixed: b.docx: docx files are not changed in place\n  Use `langcheck review`" in result.stderr
    assert (folder / "b.docx").read_bytes() == before
    assert read(folder) == SAFE
    assert result.exit_code == 2


def test_what_cannot_be_edited_is_told(folder: Path) -> None:
    (folder / "a.md").write_text("They found child *pornography*.\n")
    result = run("fix", "a.md", cwd=folder)
    assert result.stderr.splitlines()[:2] == [
        "a.md: 0 places replaced, 1 skipped, 1 left for a person (1 error)",
        '  line 1: "child pornography" was left: there is markup among the words; change them by hand',
    ]


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_disk_that_is_full_is_a_plain_sentence(call: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fail)
        result = run("fix", "a.txt", cwd=folder)
    assert "not fixed: a.txt: the disk is full; the file is as it was\n  Make room and try again.\n" in result.stderr
    assert result.exit_code == 2
    assert read(folder) == TEXT
    assert [item.name for item in folder.iterdir()] == ["a.txt"]


def test_terminal_commands_in_a_file_are_shown_and_not_sent(folder: Path) -> None:
    (folder / "a.txt").write_text("A junkie/\x1b[31mpimp ran. A trafficker/pimp ran.\n")
    assert "\x1b" not in run("fix", "--verbose", "a.txt", cwd=folder).stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--interactive", "a.txt"], "--interactive needs a terminal"),
        (["--interactive", "-"], "--interactive needs a terminal"),
        (["--interactive", "--unsafe", "a.txt"], "--unsafe does not go with it"),
        (["-", "a.txt"], "standard input (-) cannot be fixed together with files"),
        (["-", "--stdin-name", "a.xyz"], "--stdin-name must end in one of"),
    ],
)
def test_what_does_not_go_together_is_said(arguments: list[str], words: str, folder: Path) -> None:
    result = run("fix", *arguments, cwd=folder)
    assert words in " ".join(result.stderr.split())
    assert result.exit_code == 2
    assert read(folder) == TEXT


# --- one by one --------------------------------------------------------------------------------------------------


def ask(folder: Path, keys: str, *arguments: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setattr("langcheck.cli.fix.is_terminal", lambda: True)
    return run("fix", "--interactive", *(arguments or ["a.txt"]), stdin=keys, cwd=folder)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("111", ("child sexual abuse material", "person", "person who uses drugs")),
        ("sss", ("child pornography", "pimp", "junkie")),
        ("s1s", ("child pornography", "person", "junkie")),
        ("su1ss", ("child sexual abuse material", "pimp", "junkie")),
        ("11uu1ss", ("child sexual abuse material", "pimp", "junkie")),
        ("u1ss", ("child sexual abuse material", "pimp", "junkie")),
        ("s?x1s", ("child pornography", "person", "junkie")),
        ("1qy\n", ("child sexual abuse material", "pimp", "junkie")),
        ("1qn\n", ("child pornography", "pimp", "junkie")),
        ("q", ("child pornography", "pimp", "junkie")),
        ("sseman\n", ("child pornography", "pimp", "man")),
        ("sse\ns", ("child pornography", "pimp", "junkie")),
        ("11", ("child pornography", "pimp", "junkie")),
        ("\x03", ("child pornography", "pimp", "junkie")),
    ],
)
def test_keys(keys: str, words: tuple[str, str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the answers end before the findings do, nothing is written."""
    result = ask(folder, keys, monkeypatch=monkeypatch)
    assert read(folder) == (f"They found {words[0]}.\r\nA {words[1]} ran.\r\n\r\nA {words[2]} ran.  \r\n"), (
        result.stderr
    )


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", " "])
def test_a_pasted_answer_comes_with_the_end_of_its_line(
    end: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal hands on at once what was pasted or dictated at once; Enter alone is no answer and no fault."""
    keys = iter([f"s{end}", end, f"1{end}", f"s{end}"])
    monkeypatch.setattr("langcheck.cli.asking.click.getchar", lambda: next(keys))
    result = ask(folder, "", monkeypatch=monkeypatch)
    assert "A person ran." in read(folder)
    assert "\\x0" not in result.stderr


def test_a_finding_is_shown_with_its_words_marked_and_its_options(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("She was a prostitute.\n")
    shown = ask(folder, "s", monkeypatch=monkeypatch).stderr.splitlines()
    assert shown[1] == "[1/1] a.txt: line 1, column 11: warning[en.person.prostitute]"
    assert shown[3] == "    She was a [prostitute]."
    assert shown[4].startswith("  1  ")
    assert shown[4].endswith("  in the commercial sex trade")


def test_an_entry_is_skipped_for_the_rest_of_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("A pimp ran. A junkie ran. A pimp ran.\n")
    ask(folder, "a11", ".", monkeypatch=monkeypatch)
    for name in ("a.txt", "b.txt"):
        assert read(folder, name) == "A pimp ran. A person who uses drugs ran. A pimp ran.\n"


def test_skipping_an_entry_can_be_undone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.txt").write_text("A pimp ran. A junkie ran. A pimp ran.\n")
    ask(folder, "au1s1", monkeypatch=monkeypatch)
    assert read(folder) == "A person ran. A junkie ran. A person ran.\n"


@pytest.mark.parametrize(
    ("own", "expected"),
    [("man", "A man ran.\n"), ("An older man", "An older man ran.\n"), ("the man", "the man ran.\n")],
)
def test_own_words_with_an_article_take_its_place(
    own: str, expected: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("A pimp ran.\n")
    ask(folder, f"e{own}\n", monkeypatch=monkeypatch)
    assert read(folder) == expected


def test_own_words_that_are_flagged_are_taken_back_and_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = ask(folder, "seprostitute\n1", monkeypatch=monkeypatch)
    assert read(folder) == TEXT.replace("junkie", "person who uses drugs")
    assert '"pimp" was left: the new wording would bring a new finding here' in result.stderr


def test_quitting_leaves_the_files_that_follow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "b.txt").write_text("A pimp ran.\n")
    ask(folder, "1ssq", ".", monkeypatch=monkeypatch)
    assert read(folder) == SAFE
    assert read(folder, "b.txt") == "A pimp ran.\n"


def test_words_that_cannot_be_edited_are_not_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.md").write_text("They found child *pornography*.\n")
    result = ask(folder, "", "a.md", monkeypatch=monkeypatch)
    assert "there is markup among the words" in result.stderr
    assert "[1/1]" not in result.stderr


def test_a_choice_can_be_shown_as_a_diff(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = ask(folder, "1ss", "--diff", "a.txt", monkeypatch=monkeypatch)
    assert result.stdout_bytes.decode() == DIFF
    assert read(folder) == TEXT


def test_a_pipe_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading) as stdin, os.fdopen(writing, "w"):
        monkeypatch.setattr("sys.stdin", stdin)
        assert not asking.is_terminal()


# --- what a baseline knows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_in_settings", [False, True])
def test_what_a_baseline_knows_is_left_alone(folder: Path, is_in_settings: bool) -> None:
    run("baseline", "create", ".", cwd=folder)
    if is_in_settings:
        (folder / "langcheck.toml").write_text('baseline = "langcheck-baseline.json"\n')
    told = [] if is_in_settings else ["--baseline", "langcheck-baseline.json"]
    done = run("fix", *told, "a.txt", cwd=folder)
    assert (done.exit_code, read(folder)) == (0, TEXT)
    assert done.stderr == "1 file: 0 places replaced, 0 findings left for a person, 3 known from the baseline.\n"
    (folder / "a.txt").write_bytes(f"{TEXT}Child pornography again.\r\n".encode())
    done = run("fix", *told, "a.txt", cwd=folder)
    assert (done.exit_code, read(folder)) == (0, f"{TEXT}Child sexual abuse material again.\r\n")
    assert run("fix", *told, "--diff", "--unsafe", "a.txt", cwd=folder).stdout == ""


def test_both_hooks_pass_the_first_commit_of_a_project_with_a_baseline(folder: Path) -> None:
    """The commands of .pre-commit-hooks.yaml, on every file."""
    (folder / "langcheck.toml").write_text('baseline = "langcheck-baseline.json"\n')
    run("baseline", "create", ".", cwd=folder)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    commands = [hook["entry"].split()[1:] for hook in hooks]
    assert [run(*words, "a.txt", cwd=folder).exit_code for words in commands] == [0, 0]
    assert read(folder) == TEXT


def test_checks_and_fixes_know_the_same_baseline(folder: Path) -> None:
    run("baseline", "create", ".", cwd=folder)
    path = folder / "langcheck-baseline.json"
    assert known_baseline(None, Settings()) is None
    of_settings = known_baseline(None, Settings(baseline=str(path)))
    assert of_settings is not None
    assert of_settings == known_baseline(path, Settings(baseline="gone.json"))
    with pytest.raises(BaselineError):
        known_baseline(Path("gone.json"), Settings(baseline=str(path)))


def test_a_baseline_that_is_not_there_is_told_before_anything_is_changed(folder: Path) -> None:
    done = run("fix", "--baseline", "gone.json", "a.txt", cwd=folder)
    assert "gone.json" in str(done.exception)
    assert read(folder) == TEXT
