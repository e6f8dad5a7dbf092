"""The Language Server, asked over standard input and output as editors ask it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from langcheck.clients import editor_drafts
from langcheck.clients.editor_drafts import Checked, Draft
from langcheck.errors import how_to_install
from langcheck.settings.finder import SettingsFinder

pytestmark = pytest.mark.model

TEXT = (
    "café 😀 The pimp met the drug addict.\r\nOn page\u2028one\x0cand\x85two an underage prostitute\u00a0was found.\r\n"
)


class Editor:
    """A client of the server: messages go out as they are, answers are waited for, notifications are kept."""

    def __init__(self, folder: Path, capabilities: dict[str, Any], code: str = "") -> None:
        command = [sys.executable, "-c", code, "lsp"] if code else [sys.executable, "-m", "langcheck", "lsp", "--stdio"]
        self.running = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.folder = folder
        self.told: list[dict[str, Any]] = []
        self.errors = b""
        self._read: Queue[dict[str, Any]] = Queue()
        self._number = 0
        Thread(target=self._reads, daemon=True).start()
        self._listener = Thread(target=self._listens, daemon=True)
        self._listener.start()
        self.about = self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})

    def _reads(self) -> None:
        assert self.running.stdout is not None
        while head := self.running.stdout.readline():
            size = int(head.split(b":")[1]) if head.startswith(b"Content-Length") else 0
            while self.running.stdout.readline().strip():
                pass
            self._read.put(json.loads(self.running.stdout.read(size)))

    def _listens(self) -> None:
        assert self.running.stderr is not None
        while piece := self.running.stderr.readline():
            self.errors += piece

    def _send(self, message: dict[str, Any]) -> None:
        assert self.running.stdin is not None
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.running.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))
        self.running.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def start(self, method: str, params: Any) -> int:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> Any:
        message = self._wait(lambda found: found.get("id") == number and "method" not in found)
        return message.get("result", message.get("error"))

    def ask(self, method: str, params: Any) -> Any:
        return self.answer(self.start(method, params))

    def _wait(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = self._read.get(timeout=30)
            if is_it(message):
                return message
            self.told.append(message)

    def quiet(self, seconds: float = 0.6) -> list[dict[str, Any]]:
        """What is told until nothing more comes."""
        try:
            while True:
                self.told.append(self._read.get(timeout=seconds))
        except Empty:
            found, self.told = self.told, []
        return found

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext", version: int = 1) -> str:
        uri = self.uri(name)
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def close(self, uri: str) -> None:
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def published(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """The next diagnostics of a draft that the editor is told without asking."""

        def is_it(found: dict[str, Any]) -> bool:
            return (
                found.get("method") == "textDocument/publishDiagnostics"
                and found["params"]["uri"] == uri
                and version in (None, found["params"].get("version"))
            )

        message = next((found for found in self.told if is_it(found)), None)
        if message is not None:
            self.told.remove(message)
        else:
            message = self._wait(is_it)
        items: list[dict[str, Any]] = message["params"]["diagnostics"]
        return items

    def actions(self, uri: str, range_: dict[str, Any], only: list[str] | None = None) -> list[dict[str, Any]]:
        context = {"diagnostics": []} | ({"only": only} if only else {})
        made: list[dict[str, Any]] = self.ask(
            "textDocument/codeAction", {"textDocument": {"uri": uri}, "range": range_, "context": context}
        )
        return made

    def end(self) -> tuple[int, bytes]:
        self.ask("shutdown", None)
        self.tell("exit", None)
        code = self.running.wait(timeout=20)
        self._listener.join()
        return code, self.errors


def at(text: str, words: str) -> dict[str, Any]:
    """The range of words, as the protocol counts: lines end at CR and LF alone, columns are UTF-16 units."""

    def position(offset: int) -> dict[str, int]:
        before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2].encode("utf-16-le")) // 2}

    start = text.index(words)
    return {"start": position(start), "end": position(start + len(words))}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with the edits of an action made, as an editor makes them."""
    lines = text.replace("\r\n", "\n").split("\n")

    def offset(position: dict[str, int]) -> int:
        before = sum(len(line) + 1 for line in lines[: position["line"]])
        line = lines[position["line"]].encode("utf-16-le")
        return before + len(line[: 2 * position["character"]].decode("utf-16-le"))

    made = "\n".join(lines)
    for edit in sorted(edits, key=lambda edit: offset(edit["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        made = made[:start] + edit["newText"] + made[end:]
    return made


PUSHED: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
    "workspace": {"workspaceEdit": {"documentChanges": True}, "didChangeWatchedFiles": {"dynamicRegistration": True}},
    "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
}
PULLED: dict[str, Any] = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


WATCHED = """
import os, sys
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and ((arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        if arguments[0] == os.devnull:
            return
        os.write(2, f"wrote {arguments[0]}\\n".encode())
    elif event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"):
        os.write(2, f"{event}\\n".encode())
from langcheck.cli import main
sys.addaudithook(watch)
main()
"""
"""The editor that asks runs the server so: what it writes and where it connects stands on its standard error."""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    pytest.importorskip("pygls", reason="the extra lsp is not installed")
    made = Editor(tmp_path_factory.mktemp("drafts"), PUSHED)
    yield made
    made.running.kill()


@pytest.fixture(scope="module")
def puller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    pytest.importorskip("pygls", reason="the extra lsp is not installed")
    made = Editor(tmp_path_factory.mktemp("drafts"), PULLED, WATCHED)
    yield made
    made.running.kill()


# --- what an editor is told ---


def test_what_the_server_can_do(editor: Editor) -> None:
    able = editor.about["capabilities"]
    assert able["positionEncoding"] == "utf-16"
    assert able["textDocumentSync"] == {"openClose": True, "change": 1, "save": True}
    assert able["codeActionProvider"] == {"codeActionKinds": ["quickfix", "source.fixAll.langcheck"]}
    assert able["hoverProvider"] is True
    assert "diagnosticProvider" not in able


def test_findings_stand_where_the_editor_has_them(editor: Editor) -> None:
    uri = editor.open("a.txt", TEXT)
    found = editor.published(uri, 1)
    assert [item["range"] for item in found] == [
        at(TEXT, "pimp"),
        at(TEXT, "drug addict"),
        at(TEXT, "underage prostitute"),
    ]
    assert [(item["code"], item["severity"], item["source"]) for item in found] == [
        ("en.trafficker.pimp", 2, "langcheck"),
        ("en.substance.addict", 2, "langcheck"),
        ("en.child.child-prostitute", 1, "langcheck"),
    ]
    assert found[0]["codeDescription"]["href"].startswith("http")
    assert '"trafficker" if a court convicted this person of trafficking' in found[0]["message"]
    editor.close(uri)
    assert editor.published(uri) == []


def test_of_many_versions_the_newest_is_told_once(editor: Editor) -> None:
    uri = editor.open("b.txt", "It rained.")
    assert editor.published(uri, 1) == []
    for version in range(2, 22):
        editor.change(uri, "The pimp left. " * (version - 1), version)
    found = [item for item in editor.quiet(1.5) if item.get("method") == "textDocument/publishDiagnostics"]
    assert [item["params"]["version"] for item in found] == [21]
    assert len(found[0]["params"]["diagnostics"]) == 20
    editor.close(uri)


def test_actions_are_of_the_newest_version_or_there_are_none(editor: Editor) -> None:
    text = "The drug addict left.\n"
    uri = editor.open("c.txt", text)
    editor.published(uri, 1)
    assert editor.actions(uri, at(text, "drug addict")) != []
    editor.change(uri, f"\n{text}", 2)
    assert editor.actions(uri, at(text, "drug addict")) == []
    assert len(editor.published(uri, 2)) == 1
    editor.close(uri)


def test_an_editor_that_asks_is_told_nothing_unasked(puller: Editor) -> None:
    able = puller.about["capabilities"]["diagnosticProvider"]
    assert able == {"identifier": "langcheck", "interFileDependencies": False, "workspaceDiagnostics": False}
    uri = puller.open("a.txt", TEXT)
    first = puller.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    assert first["kind"] == "full"
    assert first["items"][0]["range"] == at(TEXT, "pimp")
    asked = {"textDocument": {"uri": uri}, "previousResultId": first["resultId"]}
    assert puller.ask("textDocument/diagnostic", asked) == {"kind": "unchanged", "resultId": first["resultId"]}
    puller.change(uri, "The pimp left.", 2)
    again = puller.ask("textDocument/diagnostic", asked)
    assert (again["kind"], len(again["items"])) == ("full", 1)
    assert [item for item in puller.quiet() if "diagnostic" in item.get("method", "").lower()] == []
    puller.close(uri)
    assert puller.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"] == []


# --- actions ---


def edits_of(action: dict[str, Any], version: int = 1) -> list[dict[str, Any]]:
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == version
    edits: list[dict[str, Any]] = change["edits"]
    return edits


def test_a_way_to_write_says_what_has_to_be_known_first_and_only_a_safe_one_is_preferred(editor: Editor) -> None:
    uri = editor.open("d.txt", TEXT)
    editor.published(uri, 1)
    pimp = editor.actions(uri, at(TEXT, "pimp"))
    assert [action["title"] for action in pimp] == [
        'Write "trafficker" if a court convicted this person of trafficking',
        'Write "accused trafficker" if this person is accused of trafficking',
        'Write "sexual exploiter" if this person is known to exploit others',
        "Allow en.trafficker.pimp here, for a reason that you write",
    ]
    assert [action.get("isPreferred") for action in pimp] == [None] * 4
    assert {action["diagnostics"][0]["code"] for action in pimp} == {"en.trafficker.pimp"}
    addict = editor.actions(uri, at(TEXT, "addict"))
    assert addict[0]["title"] == 'Write "person with drug addiction"'
    child = editor.actions(uri, at(TEXT, "prostitute"))
    made = applied(TEXT, edits_of(child[0]))
    assert "two a child sex trafficking victim\u00a0was found." in made
    editor.close(uri)


def test_all_that_is_safe_is_replaced_at_once_and_nothing_else(editor: Editor) -> None:
    text = "She is a victim of child pornography. 😀 The pimp had child pornography and more child pornography.\n"
    uri = editor.open("e.txt", text)
    found = editor.published(uri, 1)
    assert len(found) > 2
    (action,) = editor.actions(uri, at(text, "😀"), ["source.fixAll"])
    assert action["kind"] == "source.fixAll.langcheck"
    made = applied(text, edits_of(action))
    assert "child pornography" not in made
    assert "The pimp had" in made
    editor.change(uri, made, 2)
    assert editor.actions(uri, at(text, "😀"), ["source.fixAll.langcheck"]) == []
    assert editor.actions(uri, at(text, "😀"), ["refactor"]) == []
    editor.close(uri)


def test_words_that_may_be_somebody_elses_have_no_way_to_write(editor: Editor) -> None:
    text = "Ann: He met an underage prostitute there.\n"
    uri = editor.open("f.txt", text)
    editor.published(uri, 1)
    actions = editor.actions(uri, at(text, "prostitute"))
    assert [action["title"][:5] for action in actions] == ["Allow"]
    editor.close(uri)


def test_editors_that_know_no_versions_get_plain_edits(puller: Editor) -> None:
    text = "The drug addict left.\n"
    uri = puller.open("g.txt", text)
    puller.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    action = puller.actions(uri, at(text, "drug addict"))[0]
    assert applied(text, action["edit"]["changes"][uri]) == "The person with drug addiction left.\n"
    puller.close(uri)


# --- to allow words with a reason ---


def checked_in(text: str, language: str) -> Checked:
    return editor_drafts.check(Draft(text, 1, None, language), SettingsFinder())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("plaintext", "It rained.\n\nThe deputies said today\nthat the pimp left.\n"),
        ("plaintext", "It rained.\r\n\r\nThe deputies said\r\nthat the pimp left.\r\n"),
        ("markdown", "# One\n\nThe deputies said today\nthat the pimp left.\nIt rained.\n"),
        ("markdown", "- One\n- The pimp left.\n- Two\n"),
        ("markdown", "# The pimp left\n\nIt rained.\n"),
        ("markdown", "| a | b |\n|---|---|\n| The pimp left. | c |\n"),
        ("html", "<p>It rained.</p><p>The <b>pimp</b> left.</p>"),
        ("html", "<ul><li>The pimp left.\n<li>Two</ul>"),
        ("rst", "One\n\nThe deputies said\nthat the pimp left.\n\nTwo\n"),
        ("asciidoc", "One\n\nThe deputies said\nthat the pimp left.\n\nTwo\n"),
        ("latex", "One.\n\nThe deputies said\nthat the pimp left.\n\nTwo.\n"),
    ],
)
def test_what_is_written_allows_the_words_as_soon_as_there_is_a_reason(language: str, text: str) -> None:
    """Until then langcheck says that the reason is missing, and the words are still found."""
    checked = checked_in(text, language)
    (offer,) = checked.offers
    made = editor_drafts.allowing(checked, offer)
    assert made is not None
    written = text[: made.offset] + made.written + text[made.offset :]
    assert {found.finding.entry for found in checked_in(written, language).offers} == {
        "en.trafficker.pimp",
        "langcheck.suppression-without-reason",
    }
    reasoned = written.replace("because ", "because it is the title of a show ")
    assert checked_in(reasoned, language).offers == ()


def test_where_no_comment_can_stand_none_is_offered() -> None:
    for language, text in (
        ("html", "<p>It rained.<img alt='The pimp left the house.'></p>"),
        ("csv", "a,b\nThe pimp left.,c\n"),
    ):
        checked = checked_in(text, language)
        assert [editor_drafts.allowing(checked, offer) for offer in checked.offers] == [None]


# --- what a person reads ---


def test_pointing_at_words_tells_why_and_who_says_so(editor: Editor) -> None:
    text = "😀 The pimp left.\n"
    uri = editor.open("h.txt", text)
    editor.published(uri, 1)
    shown = editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": at(text, "imp")["start"]})
    assert shown["range"] == at(text, "pimp")
    assert shown["contents"]["kind"] == "markdown"
    lines = shown["contents"]["value"].split("\n")
    assert lines[0].startswith('**"pimp" is a word')
    assert '- Write "trafficker" if a court convicted this person of trafficking' in lines
    assert any(line.startswith("- [") and "](<http" in line for line in lines)
    assert lines[-1] == "`langcheck explain en.trafficker.pimp`"
    assert editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": at(text, "left")["end"]}) is None
    editor.close(uri)


def test_plain_text_is_shown_where_markdown_is_not(puller: Editor) -> None:
    uri = puller.open("i.txt", "The pimp left.")
    puller.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    shown = puller.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 5}})
    assert shown["contents"]["kind"] == "plaintext"
    assert "**" not in shown["contents"]["value"]
    puller.close(uri)


def test_words_of_a_text_do_not_command_markdown() -> None:
    checked = checked_in("The drug <b>addict</b> left *the drug addict* there.", "plaintext")
    assert checked.offers != ()
    shown = editor_drafts.explained(checked.offers[-1], markdown=True)
    assert "<b>" not in shown.replace("\\<b", "")
    assert editor_drafts._markdown("[a](b) <c> `d`") == r"\[a\](b) \<c\> \`d\`"


# --- settings ---


def test_each_file_has_the_settings_above_it_and_they_may_change(editor: Editor) -> None:
    folder = editor.folder / "quiet"
    folder.mkdir()
    settings = folder / "langcheck.toml"
    settings.write_text('ignore = ["en.trafficker"]\nexclude = ["old/*"]\n')
    uri = editor.open("quiet/a.txt", "The pimp left.")
    left_out = editor.open("quiet/old/a.txt", "The pimp left.")
    assert editor.published(uri, 1) == []
    assert editor.published(left_out, 1) == []
    settings.write_text("ignore = 3\n")
    editor.tell("textDocument/didSave", {"textDocument": {"uri": settings.as_uri()}})
    (problem,) = editor.published(uri, 1)
    assert problem["message"].startswith("Not checked: ")
    assert (problem["range"]["start"], problem["severity"]) == ({"line": 0, "character": 0}, 1)
    settings.unlink()
    editor.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 3}]})
    assert [item["code"] for item in editor.published(uri, 1)] == ["en.trafficker.pimp"]
    for opened in (uri, left_out):
        editor.close(opened)
    editor.quiet(0.2)


def test_an_editor_that_asks_is_told_that_settings_changed(puller: Editor) -> None:
    puller.quiet(0.1)
    puller.tell("textDocument/didSave", {"textDocument": {"uri": puller.uri("langcheck.toml")}})
    assert [item["method"] for item in puller.quiet()] == ["workspace/diagnostic/refresh"]


def test_a_limit_is_told_and_files_of_other_kinds_are_left(editor: Editor) -> None:
    (editor.folder / "small").mkdir()
    (editor.folder / "small" / "langcheck.toml").write_text("limits.findings = 1\n")
    uri = editor.open("small/a.txt", "The pimp left.\n\n" * 300)
    found = editor.published(uri, 1)
    assert found[0]["message"].startswith("Partly checked: the file has more than 1 finding (")
    other = editor.open("a.py", "pimp = 1", "python")
    assert editor.published(other, 1) == []
    named = editor.open("untitled", "The pimp left.", "markdown")
    assert len(editor.published(named, 1)) == 1
    for opened in (uri, other, named):
        editor.close(opened)


# --- what is not told ---

BUGGED = """
import langcheck.clients.editor_drafts as editor_drafts
from langcheck.cli import main
def failing(draft, finder):
    if "Qzxv" in draft.text:
        raise ValueError(draft.text)
    return editor_drafts.Checked(draft)
editor_drafts.check = failing
main()
"""


def test_a_bug_is_told_without_a_word_of_the_text(tmp_path: Path) -> None:
    pytest.importorskip("pygls", reason="the extra lsp is not installed")
    broken = Editor(tmp_path, {}, BUGGED)
    uri = broken.open("a.txt", "Qzxv is here.")
    message = broken._wait(lambda found: found.get("method") == "window/showMessage")
    assert message["params"] == {
        "type": 1,
        "message": "langcheck: this is our bug, not yours. The text was not checked.",
    }
    where = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}
    asked = {"textDocument": {"uri": uri}, "range": where, "context": {"diagnostics": [], "only": ["source"]}}
    error = broken.ask("textDocument/codeAction", asked)
    assert error == {"code": -32603, "message": "this is a bug of langcheck"}
    assert "Qzxv" not in json.dumps(broken.quiet(0.2))
    assert broken.end() == (0, b"")


def test_it_opens_no_socket_and_writes_no_file(puller: Editor) -> None:
    """But for the pair of sockets by which Python wakes itself, which no other program can reach."""
    uri = puller.open("j.txt", "The trafficker met the drug addict.")
    found = puller.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    assert [item["code"] for item in found["items"]] == ["en.substance.addict"]
    assert puller.errors == b""
    puller.close(uri)


def test_the_command_says_what_to_install(tmp_path: Path) -> None:
    """Without pygls; and no other command needs it."""
    code = "import sys; sys.modules['pygls'] = None; from langcheck.cli import main; main()"
    env_command = [sys.executable, "-c", code, "lsp"]
    done = subprocess.run(env_command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"langcheck: the Language Server needs pygls\n  {how_to_install('lsp')}\n"


def test_help_loads_nothing_of_it() -> None:
    code = """
import sys
from langcheck.cli import main
sys.argv = ["langcheck", "--help"]
try:
    main()
except SystemExit:
    print(sorted(name for name in sys.modules if name.split(".")[0] in ("pygls", "lsprotocol", "asyncio", "http")), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"
