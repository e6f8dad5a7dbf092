"""Where the root of a repository is, and what a file is called from there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from langcheck.model import Checked, Failure, Report
from langcheck.repository import CHECKOUTS, located, root_of


@pytest.mark.parametrize("variable", CHECKOUTS)
def test_the_folder_of_the_checkout_is_the_root(variable: str, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert root_of(tmp_path / "a" / "b", {variable: str(tmp_path)}) == tmp_path.resolve()


@pytest.mark.parametrize(
    ("git", "variable", "root"),
    [
        ([], None, None),
        (["."], None, "."),
        ([], "elsewhere", None),
        (["a"], ".", "a"),
        (["."], "a", "a"),
        (["."], "a/b/c", "."),
    ],
)
def test_the_root_is_the_nearest_of_checkout_and_repository_around_the_run(
    git: list[str], variable: str | None, root: str | None, tmp_path: Path
) -> None:
    """A checkout of a server may hold several repositories; a folder that the run is not in tells nothing."""
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    for folder in git:
        (tmp_path / folder / ".git").mkdir()
    environment = {"GITHUB_WORKSPACE": str(tmp_path / variable)} if variable else {}
    found = root_of(tmp_path / "a" / "b", environment)
    assert found == (None if root is None else (tmp_path / root).resolve())


@pytest.mark.parametrize(
    ("text", "root"), [("gitdir: ../../.git/modules/a\n", "."), ("gitdir: /x/.git/worktrees/a\n", "a")]
)
def test_a_submodule_is_a_part_and_a_worktree_a_whole(text: str, root: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / ".git").write_text(text)
    assert root_of(tmp_path / "a", {}) == (tmp_path / root).resolve()


@pytest.mark.parametrize(("path", "root"), [("a", "."), ("parts/a", "a")])
def test_a_submodule_with_books_of_its_own_is_a_part_where_the_list_names_it(
    path: str, root: str, tmp_path: Path
) -> None:
    for folder in (tmp_path, tmp_path / "a"):
        (folder / ".git").mkdir(parents=True)
    (tmp_path / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = {path}\n\turl = ../x\n')
    assert root_of(tmp_path / "a", {"GITHUB_WORKSPACE": str(tmp_path)}) == (tmp_path / root).resolve()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such pipes")
def test_only_a_file_in_a_repository_can_list_submodules(tmp_path: Path) -> None:
    """A pipe of that name is not waited for, and a list outside of a repository tells nothing."""
    for folder in (tmp_path / "a", tmp_path / "a" / "b"):
        (folder / ".git").mkdir(parents=True)
    (tmp_path / ".gitmodules").write_text("\tpath = a/b\n")
    os.mkfifo(tmp_path / "a" / ".gitmodules")
    (tmp_path / "a" / "b" / "c").mkdir()
    os.mkfifo(tmp_path / "a" / "b" / "c" / ".git")
    assert root_of(tmp_path / "a" / "b" / "c", {}) == (tmp_path / "a" / "b").resolve()


def test_a_checkout_that_is_named_by_a_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "real" / "docs").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    assert root_of(tmp_path / "link" / "docs", {"WORKSPACE": str(tmp_path / "link")}) == (tmp_path / "real").resolve()


def test_the_first_folder_that_holds_the_run_counts(tmp_path: Path) -> None:
    environment = {"GITHUB_WORKSPACE": str(tmp_path / "other"), "WORKSPACE": str(tmp_path)}
    assert root_of(tmp_path, environment) == tmp_path.resolve()


def test_links_within_lead_to_the_file_and_what_is_outside_keeps_its_name(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "a.md").write_text("x")
    (root / "link.md").symlink_to("docs/a.md")
    (tmp_path / "b.md").write_text("x")
    (root / "out.md").symlink_to(tmp_path / "b.md")
    names = [str(root / "link.md"), str(root / "out.md"), str(tmp_path / "b.md"), str(root / "gone.md")]
    report = located(Report(checked=tuple(map(Checked, names))), root)
    assert [item.path for item in report.checked] == ["docs/a.md", "out.md", str(tmp_path / "b.md"), "gone.md"]


def test_a_part_of_a_file_that_was_not_checked_is_no_file(tmp_path: Path) -> None:
    """The file is named, and the part in what is the matter; a colon in a file's own name divides nothing."""
    mail, odd = str(tmp_path / "a.eml"), str(tmp_path / "b: c.txt")
    failures = (
        Failure(f"{mail}: attachment scan: 2.tif", "is a picture", "Check it."),
        Failure(odd, "is damaged", "Save it."),
    )
    report = located(Report(failures=failures, checked=(Checked(mail, is_whole=False),)), tmp_path)
    assert report.failures == (
        Failure("a.eml", "attachment scan: 2.tif: is a picture", "Check it."),
        Failure("b: c.txt", "is damaged", "Save it."),
    )
