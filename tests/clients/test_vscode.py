"""The extension for VS Code, with stand-ins for VS Code and its client: what starts and stops when."""

from __future__ import annotations

import json
import subprocess
from shutil import which

import pytest

from tests.conftest import ROOT

HOST = """
const told = [];
let running = 0, restart;
const soon = () => new Promise((done) => setTimeout(done, 5));
class LanguageClient {
  async start() { await soon(); told.push(`start ${++running}`); this.started = true; }
  async stop() {
    if (!this.started) throw new Error("it is not running");
    await soon();
    told.push(`stop ${--running}`);
  }
}
const vscode = {
  commands: { registerCommand: (_, does) => { restart = does; } },
  window: { showErrorMessage: (message) => told.push(message) },
  workspace: { getConfiguration: () => ({ get: (_, usual) => usual }), onDidChangeConfiguration: () => undefined },
};
const Module = require("module");
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);
const extension = require(process.argv[1]);
(async () => {
  const started = extension.activate({ subscriptions: [] });
  await Promise.all([started, restart(), restart()]);
  await extension.deactivate();
  console.log(JSON.stringify(told));
})();
"""


@pytest.mark.skipif(which("node") is None, reason="there is no Node")
def test_restarts_at_a_time_wait_for_each_other_and_leave_no_server_behind() -> None:
    line = ["node", "-e", HOST, str(ROOT / "packaging" / "vscode" / "extension.js")]
    done = subprocess.run(line, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == ["start 1", "stop 0", "start 1", "stop 0", "start 1", "stop 0"]
