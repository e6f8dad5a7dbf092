"use strict";
// Starts `langcheck lsp` and shows what it tells; all else is in the server.
const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["plaintext", "markdown", "html", "restructuredtext", "asciidoc", "latex", "csv"];
const INSTALL = "Install it with: pip install 'langcheck-ht[lsp]', or write its full path into the setting langcheck.command.";

let client;
let last = Promise.resolve(); // what was begun last: starts and stops wait for each other

async function start() {
  const settings = workspace.getConfiguration("langcheck");
  const command = settings.get("command", "langcheck");
  const server = { command, args: ["lsp", ...settings.get("arguments", [])] };
  const documentSelector = ["file", "untitled"].flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language })));
  client = new LanguageClient("langcheck", "langcheck", server, { documentSelector });
  try {
    await client.start();
  } catch {
    window.showErrorMessage(`langcheck could not be started as "${command}". ${INSTALL}`);
  }
}

async function stop() {
  const old = client;
  client = undefined;
  await old?.stop().catch(() => undefined); // it may never have started
}

function after(step) {
  last = last.then(step, step);
  return last;
}

const restart = () =>
  after(async () => {
    await stop();
    await start();
  });

async function activate(context) {
  context.subscriptions.push(
    commands.registerCommand("langcheck.restart", restart),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("langcheck") && restart()),
  );
  await after(start);
}

module.exports = { activate, deactivate: () => after(stop) };
