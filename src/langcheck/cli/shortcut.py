"""A way to start the page without a terminal: an entry among the programs of the person who asks for it, and of nobody else."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from langcheck.editors.saving import save
from langcheck.errors import LangcheckError, UnsavedDocument

LAUNCHER = "langcheck-page"
"""The program of a folder that was built with everything in it (``packaging/``) which opens the page and no terminal."""

_KINDS = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/pdf",
    "application/rtf",
    "message/rfc822",
    "text/plain",
)
"""The files of which a person is offered to open them with langcheck; it never becomes what opens them otherwise."""

_LINK = (
    "$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:LANGCHECK_LINK); "
    "$link.TargetPath = $env:LANGCHECK_PROGRAM; $link.Arguments = $env:LANGCHECK_ARGUMENTS; "
    "$link.WorkingDirectory = $env:USERPROFILE; $link.Description = $env:LANGCHECK_TOLD; $link.Save()"
)
_TOLD = "Check the words about human trafficking in a document"
_WINDOWS_WAITS = 60.0


def install() -> str:
    """Put the entry where the system looks for it; the sentence that tells where that is. Raises LangcheckError."""
    where = path_of(sys.platform)
    try:
        where.parent.mkdir(parents=True, exist_ok=True)
        _write(where, program())
    except OSError as error:
        raise LangcheckError(f"no shortcut could be made in {where.parent} ({error.strerror or error})") from None
    except UnsavedDocument as error:
        raise LangcheckError(f"no shortcut could be made at {where}: {error.problem}", error.hint) from None
    return f"langcheck is among your programs now: {where}\nTo take it out again, delete that file."


def path_of(platform: str) -> Path:
    """Where the entry of this user stands on a system."""
    if platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
        return Path(base, "Microsoft", "Windows", "Start Menu", "Programs", "langcheck.lnk")
    if platform == "darwin":
        return Path.home() / "Applications" / "langcheck.command"
    base = os.environ.get("XDG_DATA_HOME", "")
    data = Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share"
    return data / "applications" / "langcheck.desktop"


def program() -> list[str]:
    """What starts the page: the program that runs now, by its whole path, and its arguments."""
    here = Path(sys.executable)
    if getattr(sys, "frozen", False):
        launcher = here.with_name(LAUNCHER + here.suffix)
        return [str(launcher)] if launcher.exists() else [str(here), "page"]
    silent = here.with_name("pythonw.exe")  # which opens no window of its own; there is one on Windows alone
    return [str(silent if silent.exists() else here), "-P", "-m", "langcheck", "page"]


def _write(where: Path, words: list[str]) -> None:
    if sys.platform == "win32":
        _link(where, words)
        return
    is_script = where.suffix == ".command"
    save(where, (script(words) if is_script else entry(words)).encode())
    where.chmod(0o755 if is_script else 0o644)


def entry(words: list[str]) -> str:
    """A desktop entry as https://specifications.freedesktop.org/desktop-entry-spec/ has it."""
    return f"""[Desktop Entry]
Type=Application
Name=langcheck
Comment={_TOLD}
Exec={" ".join(map(_quoted, words))} %f
Path={str(Path.home()).replace(chr(92), chr(92) * 2)}
Icon=accessories-dictionary
Terminal=false
Categories=Office;
MimeType={";".join(_KINDS)};
"""


def _quoted(word: str) -> str:
    """A word of a command line as a desktop entry has it, where backslashes are read twice; raises LangcheckError."""
    if re.search(r"[\x00-\x1f\x7f]", word):
        raise LangcheckError("the path of langcheck has characters in it that no shortcut can have")
    inner = re.sub(r'(["`$\\])', r"\\\1", word)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'


def script(words: list[str]) -> str:
    """A file that macOS opens in its terminal."""
    return f"#!/bin/sh\ncd && exec {shlex.join(words)}\n"


def _link(where: Path, words: list[str]) -> None:
    """A link in the Start menu, made by Windows itself; what it is told stands in the environment, where nothing has to be quoted."""
    told = {
        "LANGCHECK_LINK": str(where),
        "LANGCHECK_PROGRAM": words[0],
        "LANGCHECK_ARGUMENTS": subprocess.list2cmdline(words[1:]),
        "LANGCHECK_TOLD": _TOLD,
    }
    line = ["powershell", "-NoProfile", "-NonInteractive", "-Command", _LINK]
    done = None
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(
            line, env={**os.environ, **told}, capture_output=True, check=False, timeout=_WINDOWS_WAITS
        )
    if done is None or done.returncode or not where.exists():
        raise LangcheckError("Windows would not make the shortcut", "Ask your IT, or start langcheck page yourself.")
