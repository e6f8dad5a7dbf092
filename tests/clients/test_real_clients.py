"""Real clients, each with a server of ours: they read what they are sent as we mean it.

Each is skipped where it is missing: LibreOffice with its Python (Debian: libreoffice-writer, python3-uno), language_tool_python and
pytest-lsp (pip), Neovim and Emacs with eglot (Debian: neovim, elpa-eglot).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Any

import pytest

from langcheck.clients.languagetool_server import Server
from langcheck.settings import Settings

pytestmark = pytest.mark.model

TEXT = "The drug addict left.\n\n😀 She is a victim of child pornography.\n"
SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that Debian's LibreOffice brings its module for."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Where LanguageTool's interface answers."""
    with Server(0, Settings(), lambda told: None) as server:
        server.warm()
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server.port
        server.shutdown()
        thread.join()


# --- LanguageTool's interface ---


def has_uno() -> bool:
    line = [SYSTEM_PYTHON, "-I", "-c", "import uno"]
    return Path(SYSTEM_PYTHON).exists() and not subprocess.run(line, capture_output=True, check=False).returncode


IN_OFFICE = """
import json, sys, time, uno
from com.sun.star.lang import Locale

here = uno.getComponentContext()
resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
for _ in range(400):
    try:
        office = resolver.resolve("uno:pipe,name=" + sys.argv[1] + ";urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
make = office.ServiceManager.createInstanceWithContext
checker = make("org.openoffice.lingu.LanguageToolGrammarChecker", office)
told = []
for text in json.load(sys.stdin):
    units = text.encode("utf-16-le")
    found = checker.doProofreading("1", text, Locale("en", "US", ""), 0, len(units) // 2, ())
    for error in found.aErrors:
        end = error.nErrorStart + error.nErrorLength
        assert error.aShortComment and error.aFullComment
        told.append([units[2 * error.nErrorStart : 2 * end].decode("utf-16-le"), list(error.aSuggestions)])
print(json.dumps(told))
make("com.sun.star.frame.Desktop", office).terminate()
"""

PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="BaseURL" oor:op="fuse"><value>http://127.0.0.1:{port}/v2</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="IsEnabled" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


@pytest.mark.skipif(which("soffice") is None or not has_uno(), reason="there is no LibreOffice with python3-uno")
def test_libreoffice_marks_the_words_and_stays_alive(port: int, tmp_path: Path) -> None:
    """It sends texts without encoding them, and ends where an answer is less than whole."""
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "registrymodifications.xcu").write_text(PROFILE.format(port=port))
    pipe = f"langcheck-{os.getpid()}"
    line = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={tmp_path.as_uri()}"]
    office = subprocess.Popen([*line, f"--accept=pipe,name={pipe};urp;"], stderr=subprocess.DEVNULL)
    texts = [
        "R&D: a prostitute, 50% + more; x=y.",
        "café 😀 The pimp took her phone.",
        "\u200bAn underage prostitute\u00a0was found.",
        "It rained.",
        "",
    ]
    try:
        asked = subprocess.run(
            [SYSTEM_PYTHON, "-I", "-c", IN_OFFICE, pipe],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert office.wait(60) == 0
    finally:
        office.kill()
    assert json.loads(asked.stdout) == [
        ["prostitute", []],
        ["pimp", []],
        [
            "An underage prostitute",
            ["A child sex trafficking victim", "A commercially sexually exploited child"],
        ],
    ]


def test_language_tool_python_corrects_what_is_sure(port: int) -> None:
    client = pytest.importorskip("language_tool_python", reason="language_tool_python is not installed")
    with client.LanguageTool("en-US", remote_server=f"http://127.0.0.1:{port}") as tool:
        text = "café 😀 The pimp took her phone, R&D 50% + an underage prostitute."
        marked = [text[found.offset : found.offset + found.error_length] for found in tool.check(text)]
        assert marked == ["pimp", "an underage prostitute"]
        assert tool.correct(text) == "café 😀 The pimp took her phone, R&D 50% + a child sex trafficking victim."
        tool.disabled_rules = {"en.trafficker.pimp"}
        assert [found.rule_id for found in tool.check(text)] == ["en.child.child-prostitute"]
        assert tool.check("") == []


# --- the Language Server ---

IN_NEOVIM = """
local told = io.open(vim.env.LANGCHECK_TOLD, "w")
vim.cmd("edit " .. vim.env.LANGCHECK_FILE)
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({ name = "langcheck", cmd = { vim.env.LANGCHECK_PYTHON, "-m", "langcheck", "lsp" } })
vim.lsp.buf_attach_client(buffer, id)
local function marks(count)
  vim.wait(60000, function() return #vim.diagnostic.get(buffer) == count end, 50)
  for _, mark in ipairs(vim.diagnostic.get(buffer)) do
    local line = vim.api.nvim_buf_get_lines(buffer, mark.lnum, mark.lnum + 1, false)[1]
    told:write(mark.lnum .. " " .. line:sub(mark.col + 1, mark.end_col) .. "\\n")
  end
end
marks(2)
vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { "café 😀 The drug addict left." })
marks(3)
local start = { line = 0, character = 0 }
local asked = { textDocument = vim.lsp.util.make_text_document_params(buffer), range = { start = start, ["end"] = start },
  context = { diagnostics = {}, only = { "source.fixAll.langcheck" } } }
local answer = vim.lsp.buf_request_sync(buffer, "textDocument/codeAction", asked, 60000)
vim.lsp.util.apply_workspace_edit(answer[id].result[1].edit, "utf-16")
for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do told:write(line .. "\\n") end
told:close()
"""


def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    named = {"FILE": str(tmp_path / "a.txt"), "TOLD": str(tmp_path / "told"), "PYTHON": sys.executable}
    return {**os.environ, **{f"LANGCHECK_{name}": value for name, value in named.items()}}


@pytest.mark.skipif(which("nvim") is None, reason="there is no Neovim")
def test_neovim_marks_the_words_as_they_are_typed_and_mends_them(tmp_path: Path) -> None:
    (tmp_path / "script.lua").write_text(IN_NEOVIM, encoding="utf-8")
    line = ["nvim", "--headless", "-u", "NONE", "-c", f"luafile {tmp_path / 'script.lua'}", "-c", "qa!"]
    subprocess.run(line, env=environment(tmp_path), cwd=tmp_path, timeout=200, check=True, capture_output=True)
    assert (tmp_path / "told").read_text(encoding="utf-8").splitlines() == [
        "0 drug addict",
        "2 child pornography",
        "0 drug addict",
        "2 child pornography",
        "3 drug addict",
        "The drug addict left.",
        "",
        "😀 She is a victim of child sexual abuse material.",
        "café 😀 The drug addict left.",
    ]


IN_EMACS = """
(require 'eglot)
(setq eglot-server-programs `((text-mode . (,(getenv "LANGCHECK_PYTHON") "-m" "langcheck" "lsp"))) eglot-sync-connect 60
      project-find-functions (list (lambda (folder) (cons 'transient folder))))
(find-file (getenv "LANGCHECK_FILE"))
(text-mode)
(call-interactively 'eglot)
(flymake-mode 1)
(let ((tries 0) told)
  (while (and (< (setq tries (1+ tries)) 600) (not (flymake-diagnostics)))
    (flymake-start) (accept-process-output nil 0.1))
  (dolist (mark (flymake-diagnostics))
    (push (buffer-substring (flymake-diagnostic-beg mark) (flymake-diagnostic-end mark)) told))
  (with-temp-file (getenv "LANGCHECK_TOLD") (insert (mapconcat 'identity (sort told 'string<) "\\n"))))
"""


def has_eglot() -> bool:
    line = ["emacs", "--batch", "--eval", "(require 'eglot)"]
    return which("emacs") is not None and not subprocess.run(line, capture_output=True, check=False).returncode


@pytest.mark.skipif(not has_eglot(), reason="there is no Emacs with eglot")
def test_emacs_marks_the_words(tmp_path: Path) -> None:
    (tmp_path / "script.el").write_text(IN_EMACS, encoding="utf-8")
    line = ["emacs", "--batch", "-l", str(tmp_path / "script.el")]
    subprocess.run(line, env=environment(tmp_path), cwd=tmp_path, timeout=200, check=True, capture_output=True)
    assert (tmp_path / "told").read_text(encoding="utf-8").splitlines() == ["child pornography", "drug addict"]


PROFILES = {"neovim": "pull", "visual_studio_code": "push", "emacs": "push"}


@pytest.mark.skipif(find_spec("pytest_lsp") is None, reason="pytest-lsp is not installed")
@pytest.mark.parametrize("profile", PROFILES)
def test_three_editors_hear_the_same(profile: str, tmp_path: Path) -> None:
    """Each in its own way, asked or unasked, with columns in UTF-16 units."""
    import asyncio

    assert asyncio.run(heard(profile, tmp_path)) == [
        ("en.substance.addict", 0, 4, 0, 15),
        ("en.csam.child-pornography", 2, 22, 2, 39),
    ]


async def heard(profile: str, folder: Path) -> list[tuple[Any, ...]]:
    from lsprotocol import types
    from pytest_lsp import ClientServerConfig, client_capabilities

    client = await ClientServerConfig(server_command=[sys.executable, "-m", "langcheck", "lsp"]).start()
    try:
        asked = types.InitializeParams(capabilities=client_capabilities(profile), root_uri=folder.as_uri())
        await client.initialize_session(asked)
        uri = (folder / "a.txt").as_uri()
        opened = types.TextDocumentItem(uri=uri, language_id="plaintext", version=1, text=TEXT)
        client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=opened))
        text = asked.capabilities.text_document
        if text is not None and text.diagnostic is not None:
            about = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri=uri))
            found = (await client.text_document_diagnostic_async(about)).items
        else:
            await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            found = client.diagnostics[uri]
        return [
            (
                mark.code,
                mark.range.start.line,
                mark.range.start.character,
                mark.range.end.line,
                mark.range.end.character,
            )
            for mark in found
        ]
    finally:
        await client.shutdown_session()
        await client.stop()
