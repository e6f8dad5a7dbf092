"""What a check passes over may not look checked: folders with names of generated ones, hidden ones, settings that leave nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from langcheck import passed_over
from langcheck.errors import SettingsError
from langcheck.files import Listing, list_files
from langcheck.passed_over import GENERATED
from langcheck.settings import Settings
from langcheck.settings.finder import SettingsFinder

FOLDERS = sorted(GENERATED - {"__pycache__"})


def tree(folder: Path, *names: str, **texts: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("It rained.\n")
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


def listed(*paths: Path, force: bool = False) -> Listing:
    return list_files(paths, SettingsFinder().of, force_exclude=force)


def problems(listing: Listing) -> list[str]:
    return [failure.problem for failure in listing.failures]


PASSED = "the folder was passed over because of its name, and there are documents in it"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_its_name_alone_passes_over_is_named_where_it_holds_documents(name: str, tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", f"sub/{name}/deep/letter.docx")
    listing = listed(tmp_path)
    assert [(failure.path, failure.problem) for failure in listing.failures] == [(str(tmp_path / "sub" / name), PASSED)]
    assert f'extend-exclude = ["{name}"]' in listing.failures[0].hint
    assert listing.files == [tmp_path / "ok.txt"]


def test_without_a_document_nothing_is_said_of_it(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", "build/main.o", "node_modules/a/index.js", "dist/data.json", "target/.hidden.txt")
    listing = listed(tmp_path)
    assert (listing.failures, listing.notes, listing.skipped) == ([], [], 0)


def test_a_folder_that_is_named_is_looked_into(tmp_path: Path) -> None:
    tree(tmp_path, "build/letter.txt")
    assert listed(tmp_path / "build") == ([tmp_path / "build" / "letter.txt"], [], 0, [])


@pytest.mark.parametrize(
    "patterns",
    [
        '"build"',
        '"build/*"',
        '"build/**"',
        '"build/**/*"',
        '"**/build/*"',
        '"build/*.txt"',
        '"*.txt"',
        '"build/a", "build/*.txt"',
    ],
)
def test_what_the_settings_exclude_is_one_line(patterns: str, tmp_path: Path) -> None:
    """By its name, or by patterns that cover every document in it."""
    tree(tmp_path, "ok.md", "build/letter.txt", "build/a/b/letter.txt", langcheck__toml=f"exclude = [{patterns}]")
    listing = listed(tmp_path)
    assert (listing.files, listing.failures) == ([tmp_path / "ok.md"], [])
    assert listing.notes == [
        (str(tmp_path), "holds documents that were not looked at: build (the settings exclude it)")
    ]


@pytest.mark.parametrize("patterns", ['"build/a/*"', '"build/*.md"', '"dist/*"', '"build/letter.txt"'])
def test_patterns_that_leave_a_document_in_a_folder_do_not_excuse_it(patterns: str, tmp_path: Path) -> None:
    tree(tmp_path, "ok.md", "build/letter.txt", "build/a/b/letter.txt", langcheck__toml=f"exclude = [{patterns}]")
    listing = listed(tmp_path)
    assert [(failure.path, failure.problem) for failure in listing.failures] == [(str(tmp_path / "build"), PASSED)]
    assert listing.notes == []


@pytest.mark.parametrize(
    ("folder", "mark", "content", "meant"),
    [
        ("env", "pyvenv.cfg", "home = /usr/bin\n", "an environment of programs"),
        ("venv", "conda-meta/history", "", "an environment of programs"),
        ("build", "CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n", "marked as a cache"),
    ],
)
def test_environments_and_caches_are_one_line(folder: str, mark: str, content: str, meant: str, tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", f"{folder}/lib/notes.txt", f"{folder}/{mark}")
    (tmp_path / folder / mark).write_text(content)
    listing = listed(tmp_path)
    assert listing.failures == []
    assert listing.notes == [(str(tmp_path), f"holds documents that were not looked at: {folder} ({meant})")]


def test_a_tag_that_says_something_else_marks_no_cache(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", "build/letter.txt", "build/CACHEDIR.TAG")
    assert problems(listed(tmp_path)) == [PASSED]


def test_site_packages_of_an_environment_by_another_name_are_part_of_it(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", "tools/pyvenv.cfg", "tools/lib/site-packages/a/LICENSE.txt")
    listing = listed(tmp_path)
    assert listing.failures == []
    assert listing.notes[0][1].endswith(": tools/lib/site-packages (an environment of programs)")


def test_several_are_still_one_line(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", *(f"{number}/build/a.txt" for number in range(9)), langcheck__toml='exclude = ["build"]')
    (note,) = listed(tmp_path).notes
    assert note[1].count("(the settings exclude it)") == 5
    assert note[1].endswith(" and 4 more")


# --- git ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def test_what_git_ignores_is_one_line(repository: Path) -> None:
    tree(repository, "ok.txt", "build/a.txt", "sub/dist/b.txt", "sub/target/c.txt", __gitignore="build/\nsub/di*\n")
    (repository / ".gitignore").write_text("build/\nsub/di*\n")
    listing = listed(repository)
    assert [failure.path for failure in listing.failures] == [str(repository / "sub" / "target")]
    assert listing.notes == [
        (str(repository), "holds documents that were not looked at: build (git ignores it), sub/dist (git ignores it)")
    ]


def test_git_is_asked_from_a_folder_below_the_top_too(repository: Path) -> None:
    tree(repository, "sub/ok.txt", "sub/build/a.txt")
    (repository / ".gitignore").write_text("build\n")
    assert listed(repository / "sub").failures == []


def test_a_repository_within_another_answers_for_its_own(repository: Path) -> None:
    """One path in a repository of its own does not keep git from answering for the others."""
    tree(repository, "ok.txt", "build/a.txt", "inner/build/a.txt", "inner/dist/b.txt")
    (repository / ".gitignore").write_text("build\n")
    subprocess.run(["git", "init", "--quiet", str(repository / "inner")], check=True)
    (repository / "inner" / ".gitignore").write_text("dist\n")
    inner = ["git", "-C", str(repository / "inner"), "-c", "user.name=Test", "-c", "user.email=test@example.org"]
    subprocess.run([*inner, "add", "."], check=True)
    subprocess.run([*inner, "commit", "--quiet", "--message", "Everything"], check=True)
    subprocess.run(["git", "-C", str(repository), "add", "inner"], check=True, capture_output=True)
    assert [failure.path for failure in listed(repository).failures] == [str(repository / "inner" / "build")]


def test_without_git_nothing_is_ignored(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(repository, "ok.txt", "build/a.txt")
    (repository / ".gitignore").write_text("build\n")
    monkeypatch.setattr(passed_over, "_GIT", ("no-such-command",))
    assert problems(listed(repository)) == [PASSED]


def test_settings_of_a_repository_start_no_program(repository: Path) -> None:
    """A repository that somebody sent may name programs in its settings; asking git starts none of them."""
    tree(repository, "ok.txt", "build/a.txt")
    marker = repository / "started"
    hook = repository / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {marker}\n")
    hook.chmod(0o755)
    subprocess.run(["git", "-C", str(repository), "add", "ok.txt"], check=True)
    subprocess.run(["git", "-C", str(repository), "config", "core.fsmonitor", str(hook)], check=True)
    listed(repository)
    assert not marker.exists()


# --- hidden ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ["a.docx", "deep/b.md", "deep/er/c.txt", "d.doc"])
def test_a_hidden_folder_is_named_where_it_holds_documents(document: str, tmp_path: Path) -> None:
    """Whether langcheck reads them, or knows that it cannot."""
    tree(tmp_path, "ok.txt", f"sub/.drafts/{document}")
    listing = listed(tmp_path)
    assert [(failure.path, failure.problem) for failure in listing.failures] == [
        (str(tmp_path / "sub" / ".drafts"), PASSED)
    ]
    assert 'extend-exclude = [".drafts"]' in listing.failures[0].hint
    assert listing.files == [tmp_path / "ok.txt"]


def test_a_hidden_file_is_one_line_and_no_failure(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", ".note.md", ".~lock.ok.txt", "._ok.txt", ".editorconfig")
    listing = listed(tmp_path)
    assert (listing.files, listing.failures, listing.skipped) == ([tmp_path / "ok.txt"], [], 0)
    assert listing.notes == [(str(tmp_path), "holds documents that were not looked at: .note.md (hidden)")]


def test_books_caches_and_environments_of_programs_are_not_missed(tmp_path: Path) -> None:
    """Nor where a hidden folder holds nothing but these."""
    tree(
        tmp_path,
        "ok.txt",
        *(f"{name}/description.txt" for name in (".git", ".hg", ".svn", ".tox", ".ipynb_checkpoints", ".cache")),
        ".venv/pyvenv.cfg",
        ".venv/a.txt",
        ".tools/venv/pyvenv.cfg",
        ".tools/venv/lib/a.txt",
        ".tools/.git/b.txt",
        ".settings/c.toml",
    )
    listing = listed(tmp_path)
    assert (listing.files, listing.failures, listing.notes) == ([tmp_path / "ok.txt"], [], [])


def test_hidden_documents_that_git_ignores_or_settings_exclude_are_not_told(repository: Path) -> None:
    tree(repository, "ok.txt", ".work/a.txt", ".other/b.txt", langcheck__toml='exclude = [".other"]')
    (repository / ".gitignore").write_text(".work\n")
    listing = listed(repository)
    assert (listing.failures, listing.notes) == ([], [])


def test_a_hidden_folder_whose_documents_are_all_excluded_is_one_line(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", ".other/b.md", langcheck__toml='exclude = [".other/*"]')
    listing = listed(tmp_path)
    assert listing.failures == []
    assert listing.notes == [
        (str(tmp_path), "holds documents that were not looked at: .other (the settings exclude it)")
    ]


def test_a_hidden_folder_that_is_named_is_looked_into(tmp_path: Path) -> None:
    tree(tmp_path, ".drafts/letter.txt")
    assert listed(tmp_path / ".drafts") == ([tmp_path / ".drafts" / "letter.txt"], [], 0, [])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked for this user")
def test_a_locked_folder_may_hold_documents(tmp_path: Path) -> None:
    tree(tmp_path, "ok.txt", "build/a.o")
    (tmp_path / "build").chmod(0)
    assert problems(listed(tmp_path)) == [PASSED]
    (tmp_path / "build").chmod(0o755)


def test_a_folder_of_very_many_files_is_taken_to_hold_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passed_over, "MOST_LOOKED_AT", 3)
    tree(
        tmp_path, "ok.txt", *(f"build/{number}.o" for number in range(5)), *(f"dist/{number}.o" for number in range(3))
    )
    assert [failure.path for failure in listed(tmp_path).failures] == [str(tmp_path / "build")]


# --- settings that leave nothing ---------------------------------------------------------------------------------


def test_a_folder_whose_documents_are_all_excluded_names_the_settings(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.txt", langcheck__toml='exclude = ["*.txt"]')
    (failure,) = listed(tmp_path).failures
    file = tmp_path / "langcheck.toml"
    assert failure.problem == f"there is no document in this folder to check but those that {file} excludes"


def test_hooks_are_told_in_a_note_that_all_they_named_is_left_out(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.txt", langcheck__toml='exclude = ["*.txt"]')
    listing = listed(tmp_path / "a.txt", tmp_path / "b.txt", force=True)
    says = "nothing was checked: exclude leaves out all that was named (2)"
    assert listing == ([], [], 0, [(str(tmp_path / "langcheck.toml"), says)])


@pytest.mark.parametrize("pattern", ["*", "**", "**/*", "./*"])
def test_a_pattern_for_everything_would_check_nothing_ever(pattern: str, tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", langcheck__toml=f'exclude = ["{pattern}"]')
    (failure,) = listed(tmp_path / "a.txt", force=True).failures
    assert (failure.path, failure.problem) == (
        str(tmp_path / "langcheck.toml"),
        "exclude leaves out everything, so nothing was checked",
    )


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('select = ["slang"]\nextend-ignore = ["en"]\n', ["select", "extend-ignore"]),
        ('ignore = ["en"]\n', ["ignore"]),
        ('ignore = ["slang"]\nextend-ignore = ["en"]\n', ["ignore", "extend-ignore"]),
    ],
)
def test_the_keys_that_leave_no_entry_are_named_as_they_are_written(text: str, keys: list[str], tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", langcheck__toml=text)
    (failure,) = listed(tmp_path).failures
    assert failure.problem.split(" checked: ")[1].split("; ") == [
        f"{tmp_path / 'langcheck.toml'}: {key}" for key in keys
    ]
    assert failure.hint.startswith("Take something out of these settings;")


@pytest.mark.parametrize(
    "text",
    [
        'ignore = ["en"]\n',
        'select = ["csam"]\nignore = ["csam"]\n',
        'select = ["slang"]\nextend-ignore = ["en"]\n',
        'min-level = "error"\nselect = ["immigration"]\n[levels]\nimmigration = "advice"\n',
        '[per-path."*"]\nignore = ["en"]\n',
    ],
)
def test_settings_that_leave_no_entry_cannot_be_used(text: str, tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", langcheck__toml=text)
    for named in (tmp_path, tmp_path / "a.txt"):
        (failure,) = listed(named).failures
        assert failure.problem.startswith("no entry is left to ask about, so nothing would be checked: ")
        assert str(tmp_path / "langcheck.toml") in failure.problem
        assert failure.hint


@pytest.mark.parametrize(
    "text",
    [
        'ignore = ["en.person"]\n',
        'select = ["csam"]\nmin-level = "error"\n',
        'select = ["en.child.teenager"]\n',
        '[levels]\nen = "advice"\n',
        'min-level = "error"\n[levels]\nen = "advice"\n',
        'audience = "press"\nselect = ["slang"]\n',
    ],
)
def test_settings_that_leave_an_entry_can_be_used(text: str, tmp_path: Path) -> None:
    """The fifth: a case that is graver than usual never sinks below its own level, so errors are left."""
    tree(tmp_path, "a.txt", langcheck__toml=text)
    assert listed(tmp_path).failures == []


def test_options_that_leave_no_entry_are_named(tmp_path: Path) -> None:
    from langcheck.settings import Layer

    options = (Layer("--select", {"select": ("csam",)}), Layer("--ignore", {"extend-ignore": ("csam",)}))
    with pytest.raises(SettingsError) as caught:
        SettingsFinder(options).of(tmp_path)
    assert caught.value.problem.endswith(": --select; --ignore")


def test_settings_that_leave_no_entry_can_still_be_shown(tmp_path: Path) -> None:
    tree(tmp_path, langcheck__toml='ignore = ["en"]\n')
    assert SettingsFinder().resolve(tmp_path).settings.ignore == ("en",)


def test_a_reviewed_copy_is_passed_over_where_its_draft_lies_beside_it(tmp_path: Path) -> None:
    for name in ("a.docx", "a.reviewed.docx", "b.reviewed.docx", "a.reviewed.md", ".reviewed.txt", "c.txt"):
        (tmp_path / name).write_text("x")
    listed = list_files([tmp_path], lambda _: Settings())
    assert [path.name for path in listed.files] == ["a.docx", "a.reviewed.md", "b.reviewed.docx", "c.txt"]
    assert (
        str(tmp_path),
        "1 copy of `langcheck review` was passed over; the drafts beside them are checked",
    ) in listed.notes
    assert list_files([tmp_path / "a.reviewed.docx"], lambda _: Settings()).files == [tmp_path / "a.reviewed.docx"]
