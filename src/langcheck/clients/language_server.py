"""The Language Server: drafts of an editor to diagnostics, actions and explanations, over standard input and output.

Checks are made one at a time in a thread of their own, so that an editor that asks for actions, or saves, never waits for one.
Of the versions of a draft only the newest is checked and told. Columns are UTF-16 units, which every editor knows, and drafts
are sent whole: pygls divides lines where editors do not, and would take parts for the wrong ones.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from langcheck import __version__
from langcheck.clients import editor_drafts
from langcheck.clients.editor_drafts import Checked, Draft
from langcheck.clients.offers import Offer, Way, told
from langcheck.errors import LangcheckError
from langcheck.facts.remembered import Remembered
from langcheck.model import Level, Region
from langcheck.settings.finder import SettingsFinder

PAUSE = 0.25
"""How long nothing is typed before a draft is checked, in seconds."""
FIX_ALL = "source.fixAll.langcheck"
NAME = "langcheck"

_SEVERITY = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.ADVICE: types.DiagnosticSeverity.Information,
}
_SETTINGS_FILES = ("langcheck.toml", "pyproject.toml")
_WARM = Draft("Deputy Ann Doe of Springfield wrote that the woman, 19, was a prostitute.", 0, None, "plaintext")
_T = TypeVar("_T")


class _Worker:
    """Does one thing after the other in a thread that nobody waits for when the program ends."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            self._jobs.get()()

    async def do(self, job: Callable[[], _T]) -> _T:
        """The outcome of a job, or what it raised."""
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[_T] = loop.create_future()

        def work() -> None:
            try:
                made = job()
            except BaseException as error:  # noqa: BLE001  whoever waits for it gets it
                loop.call_soon_threadsafe(_fail, outcome, error)
            else:
                loop.call_soon_threadsafe(_finish, outcome, made)

        self._jobs.put(work)
        return await outcome


def _finish(outcome: asyncio.Future[_T], made: _T) -> None:
    if not outcome.done():
        outcome.set_result(made)


def _fail(outcome: asyncio.Future[Any], error: BaseException) -> None:
    if not outcome.done():
        outcome.set_exception(error)


class _Protocol(LanguageServerProtocol):
    """The protocol of pygls, which tells nothing of a text in an error and counts columns in UTF-16 units."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = None
        return (yield from super().lsp_initialize(params))

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        if error is not None and error.code == types.ErrorCodes.InternalError.value:
            error = types.ResponseError(code=error.code, message="this is a bug of langcheck")
        super()._send_response(msg_id, result, error)


class _Server(LanguageServer):
    """The drafts that are open and what was found in them; ``pulls`` says that the editor asks, and is told nothing unasked."""

    def __init__(self, finder_of: Callable[[], SettingsFinder], pause: float) -> None:
        super().__init__(
            NAME,
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=_Protocol,
        )
        self.pause = pause
        self.pulls = False
        self.checked: dict[str, Checked] = {}
        self.remembered: dict[str, Remembered] = {}
        """What the last version of each draft told, so that only what changed is worked out anew."""
        self.worker = _Worker()
        self._finder_of = finder_of
        self.finder = finder_of()

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell of a bug of ours without what could quote the text."""
        if not isinstance(error, JsonRpcException):
            self.say(f"langcheck: this is our bug, not yours: {type(error).__name__}")
        elif self.protocol.writer is not None:
            self.say("langcheck: this is our bug, not yours. The text was not checked.")

    def say(self, message: str) -> None:
        self.window_show_message(types.ShowMessageParams(type=types.MessageType.Error, message=message))

    # --- drafts ---

    def draft(self, uri: str) -> Draft | None:
        """The newest version of a draft; None where it is not open."""
        found = self.workspace.text_documents.get(uri)
        if found is None:
            return None
        path = to_fs_path(uri)
        return Draft(found.source, found.version, Path(path) if path else None, found.language_id or "")

    def known(self, uri: str) -> Checked | None:
        """What was found in the newest version of a draft; None where that was not checked yet."""
        checked, draft = self.checked.get(uri), self.draft(uri)
        return checked if checked is not None and draft == checked.draft else None

    async def check(self, uri: str) -> Checked | None:
        """Check the newest version of a draft; None where it was closed, or is not the newest any more."""
        known = self.known(uri)
        if known is not None:
            return known
        draft = self.draft(uri)
        if draft is None:
            return None
        finder, remembered = self.finder, self.remembered.setdefault(uri, Remembered())
        try:
            checked = await self.worker.do(
                lambda: editor_drafts.check(draft, finder, remembered) if self.draft(uri) == draft else None
            )
        except LangcheckError as error:
            checked = Checked(draft, problems=(f"Not checked: {error.problem}. {error.hint}".strip(),))
        if checked is None or self.draft(uri) != draft or finder is not self.finder:
            return None
        self.checked[uri] = checked
        return checked

    async def check_newest(self, uri: str) -> Checked | None:
        """Check a draft until what was checked is its newest version; None where it was closed."""
        while self.draft(uri) is not None:
            checked = await self.check(uri)
            if checked is not None:
                return checked
        return None

    async def publish(self, uri: str) -> None:
        """Tell what is found in a draft, to editors that wait for it and do not ask."""
        checked = await self.check(uri)
        if checked is not None and not self.pulls:
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(
                    uri=uri, version=checked.draft.version, diagnostics=[*diagnostics(checked)]
                )
            )

    async def settings_changed(self) -> None:
        """Check all anew."""
        self.finder = self._finder_of()
        self.checked.clear()
        if self.pulls:
            if self._refreshes:
                self.workspace_diagnostic_refresh(None)
            return
        for uri in list(self.workspace.text_documents):
            await self.publish(uri)

    def watch_settings(self) -> None:
        """Ask the editor to tell when a settings file changes, if it is one that can."""
        workspace = self.client_capabilities.workspace
        asked = workspace.did_change_watched_files if workspace is not None else None
        if asked is None or not asked.dynamic_registration:
            return
        watchers = [types.FileSystemWatcher(glob_pattern=f"**/*{name}") for name in _SETTINGS_FILES]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted = types.Registration(id=f"{NAME}-settings", method=method, register_options=options)
        self.client_register_capability(types.RegistrationParams(registrations=[wanted]))

    @property
    def _refreshes(self) -> bool:
        workspace = self.client_capabilities.workspace
        asked = workspace.diagnostics if workspace is not None else None
        return bool(asked is not None and asked.refresh_support)

    # --- what the editor can do ---

    def edit(self, checked: Checked, uri: str, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        """Edits of one version of a draft, in the form that the editor knows."""
        workspace = self.client_capabilities.workspace
        asked = workspace.workspace_edit if workspace is not None else None
        if asked is None or not asked.document_changes:
            return types.WorkspaceEdit(changes={uri: edits})
        named = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=checked.draft.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(text_document=named, edits=[*edits])])

    @property
    def shows_markdown(self) -> bool:
        text = self.client_capabilities.text_document
        hover = text.hover if text is not None else None
        return types.MarkupKind.Markdown in ((hover.content_format if hover is not None else None) or ())


# --- findings to what the protocol has for them ---------------------------------------------------------------------


def range_of(checked: Checked, region: Region) -> types.Range:
    lines = checked.lines
    return types.Range(
        start=types.Position(*lines.position(region.start)), end=types.Position(*lines.position(region.end))
    )


def diagnostics(checked: Checked) -> Iterator[types.Diagnostic]:
    """The findings of a draft, and what was not checked of it."""
    for problem in checked.problems:
        yield types.Diagnostic(
            range=types.Range(start=types.Position(0, 0), end=types.Position(0, 0)),
            message=problem,
            severity=types.DiagnosticSeverity.Error,
            source=NAME,
        )
    for offer in checked.offers:
        yield diagnostic(checked, offer)


def diagnostic(checked: Checked, offer: Offer) -> types.Diagnostic:
    finding = offer.finding
    url = next((source.url for source in finding.sources if source.url), None)
    return types.Diagnostic(
        range=range_of(checked, offer.region),
        message=told(offer),
        severity=_SEVERITY[finding.level],
        code=finding.entry,
        code_description=types.CodeDescription(href=url) if url else None,
        source=NAME,
    )


def _text_edit(checked: Checked, way: Way) -> types.TextEdit:
    return types.TextEdit(range=range_of(checked, way.region), new_text=way.written)


def _actions(server: _Server, checked: Checked, uri: str, offer: Offer) -> Iterator[types.CodeAction]:
    """What can be done about a finding: the ways to write it, the safe one preferred, and to allow it with a reason."""
    about = [diagnostic(checked, offer)]
    preferred = editor_drafts.safe_way(offer)
    for way in offer.ways:
        yield types.CodeAction(
            title=f'Write "{way.suggestion.text}" {way.suggestion.when}'.rstrip(),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=about,
            is_preferred=True if way is preferred else None,
            edit=server.edit(checked, uri, [_text_edit(checked, way)]),
        )
    allowing = editor_drafts.allowing(checked, offer)
    if allowing is not None:
        there = range_of(checked, Region(allowing.offset, allowing.offset))
        yield types.CodeAction(
            title=f"Allow {offer.finding.entry} here, for a reason that you write",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=about,
            edit=server.edit(checked, uri, [types.TextEdit(range=there, new_text=allowing.written)]),
        )


def _fix_all(server: _Server, checked: Checked, uri: str) -> types.CodeAction | None:
    edits = [_text_edit(checked, way) for way in editor_drafts.safe_ways(checked)]
    if not edits:
        return None
    return types.CodeAction(
        title="Replace all words where that changes no fact", kind=FIX_ALL, edit=server.edit(checked, uri, edits)
    )


def _wants(only: Sequence[types.CodeActionKind | str] | None, kind: str) -> bool:
    """Whether an editor asks for a kind: it names kinds, or beginnings of their names."""
    wanted = [item.value if isinstance(item, types.CodeActionKind) else item for item in only or ()]
    return any(item in ("", kind) or kind.startswith(f"{item}.") for item in wanted)


def _touches(range_: types.Range, other: types.Range) -> bool:
    first, second = _as_pairs(range_), _as_pairs(other)
    return first[0] <= second[1] and second[0] <= first[1]


def _as_pairs(range_: types.Range) -> tuple[tuple[int, int], tuple[int, int]]:
    return (range_.start.line, range_.start.character), (range_.end.line, range_.end.character)


# --- the server --------------------------------------------------------------------------------------------------


def make_server(finder_of: Callable[[], SettingsFinder], *, pause: float = PAUSE) -> LanguageServer:
    """A server that is ready to be started; ``finder_of`` makes what finds the settings of files."""
    server = _Server(finder_of, pause)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        text = params.capabilities.text_document
        server.pulls = text is not None and text.diagnostic is not None
        if server.pulls:
            options = types.DiagnosticOptions(
                identifier=NAME, inter_file_dependencies=False, workspace_diagnostics=False
            )
            server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(pull)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        server.watch_settings()
        try:
            await server.worker.do(lambda: editor_drafts.check(_WARM, SettingsFinder()))
        except LangcheckError as error:
            server.say(f"langcheck: {error.problem}. {error.hint}")

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        if not server.pulls:
            await server.publish(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        draft = server.draft(uri)
        if server.pulls:
            return
        await asyncio.sleep(server.pause)
        if server.draft(uri) == draft:
            await server.publish(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.checked.pop(uri, None)
        server.remembered.pop(uri, None)
        if not server.pulls:
            server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=[]))

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(_SETTINGS_FILES):
            await server.settings_changed()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def watched(params: types.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.endswith(_SETTINGS_FILES) for change in params.changes):
            await server.settings_changed()

    async def pull(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        uri = params.text_document.uri
        checked = await server.check_newest(uri)
        if checked is None:
            return types.RelatedFullDocumentDiagnosticReport(items=[])
        result = f"{id(server.finder)}-{checked.draft.version}"
        if params.previous_result_id == result:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result)
        return types.RelatedFullDocumentDiagnosticReport(items=[*diagnostics(checked)], result_id=result)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        """Actions for the newest version alone: edits of another one would land among other words."""
        uri, only = params.text_document.uri, params.context.only
        actions: list[types.CodeAction] = []
        if only is None or _wants(only, types.CodeActionKind.QuickFix.value):
            checked = server.known(uri)
            for offer in checked.offers if checked is not None else ():
                if checked is not None and _touches(range_of(checked, offer.region), params.range):
                    actions += _actions(server, checked, uri, offer)
        if _wants(only, FIX_ALL):
            checked = await server.check_newest(uri)
            fixed = _fix_all(server, checked, uri) if checked is not None else None
            actions += [fixed] if fixed is not None else []
        return actions

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        checked = server.known(params.text_document.uri)
        here = types.Range(start=params.position, end=params.position)
        for offer in checked.offers if checked is not None else ():
            if checked is not None and _touches(range_of(checked, offer.region), here):
                kind = types.MarkupKind.Markdown if server.shows_markdown else types.MarkupKind.PlainText
                words = editor_drafts.explained(offer, markdown=server.shows_markdown)
                return types.Hover(
                    contents=types.MarkupContent(kind=kind, value=words), range=range_of(checked, offer.region)
                )
        return None

    return server


def run(finder_of: Callable[[], SettingsFinder]) -> None:
    """Serve an editor over standard input and output until it ends; nothing is logged, as logs of editors are kept."""
    for name in ("pygls", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    make_server(finder_of).start_io()
