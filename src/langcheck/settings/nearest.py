"""Which settings file stands in a folder; what is in it nobody has read yet."""

from __future__ import annotations

from pathlib import Path

FILE = "langcheck.toml"
PROJECT = "pyproject.toml"


def settings_in(folder: Path) -> Path | None:
    """The settings file that stands in a folder; ``langcheck.toml`` comes before a project with a section for us."""
    own = folder / FILE
    if own.is_file():
        return own
    project = folder / PROJECT
    return project if project.is_file() and _has_section(project) else None


def _has_section(project: Path) -> bool:
    try:
        return "[tool.langcheck" in project.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
