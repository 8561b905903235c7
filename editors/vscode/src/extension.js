// @ts-check
'use strict';
// The extension: it starts one server for the window, and gives it commands. What is wrong and
// what can be done about it is all said by the server.

const vscode = require('vscode');
const { LanguageClient, RevealOutputChannelOn, State } = require('vscode-languageclient/node');
const { find, surroundings, version } = require('./program');
const { compareWithHead } = require('./head');
const { plan } = require('./plan');
const { show, Shown } = require('./show');

/** @type {LanguageClient | undefined} */
let client;

/** @param {vscode.ExtensionContext} context */
async function activate(context) {
  const log = vscode.window.createOutputChannel('segc', { log: true });
  const shown = new Shown();
  let starting = Promise.resolve();
  const restart = () => starting = starting.then(stop).then(() => start(context, log)).catch((error) => log.error(error));
  const command = (/** @type {string} */ name, /** @type {(...given: any[]) => any} */ run) =>
    context.subscriptions.push(vscode.commands.registerCommand(name, run));

  context.subscriptions.push(log, shown);
  command('segc.explain', (...given) => show(client, shown, 'explain', given));
  command('segc.document', (...given) => show(client, shown, 'document', given));
  command('segc.compareWithHead', () => vscode.workspace.isTrusted && compareWithHead(client, shown));
  command('segc.plan', async () => vscode.workspace.isTrusted && plan(await program(context)));
  command('segc.restart', restart);
  command('segc.log', () => log.show());
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('segc.path') && restart()),
  );
  await restart();
}

/**
 * program returns the program to run, or says in a message why there is none.
 * @param {vscode.ExtensionContext} context
 */
async function program(context) {
  const place = {
    setting: String(vscode.workspace.getConfiguration('segc').get('path') ?? ''),
    extension: context.extensionPath,
    folders: (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file').map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    environment: process.env,
    platform: process.platform,
  };
  const found = find(place);
  if ('problem' in found) {
    await complain(found.problem);
    return undefined;
  }
  const env = surroundings(process.env);
  const { version: said, problem } = await version(found.path, context.extensionPath, env);
  if (problem !== '') {
    await complain(`${found.path} cannot be the server: ${problem}`);
    return undefined;
  }
  return { path: found.path, version: said, cwd: context.extensionPath, env };
}

/** @param {string} problem */
async function complain(problem) {
  const settings = 'Open Settings';
  // It is not awaited: the message may stay for as long as the window.
  vscode.window.showErrorMessage(`segc: ${problem}`, settings).then((chosen) => {
    if (chosen === settings) {
      vscode.commands.executeCommand('workbench.action.openSettings', 'segc.path');
    }
  });
}

/**
 * start starts the server.
 * @param {vscode.ExtensionContext} context
 * @param {vscode.LogOutputChannel} log
 */
async function start(context, log) {
  const server = await program(context);
  if (!server) {
    return;
  }
  log.info(`${server.path} (${server.version})`);
  const { path: command, cwd, env } = server;
  client = new LanguageClient('segc', 'segc', { command, args: ['lsp'], options: { cwd, env } }, {
    documentSelector: [{ scheme: 'file', language: 'seg' }, { scheme: 'untitled', language: 'seg' }],
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: { commands: { explain: 'segc.explain', document: 'segc.document' } },
    synchronize: { configurationSection: 'segc' },
    middleware: { workspace: { configuration: settings } },
  });
  await client.start();
}

/**
 * settings answers the server, which gets no flags in a folder that nobody trusts.
 * @type {import('vscode-languageclient').ConfigurationRequest.MiddlewareSignature}
 */
async function settings(params, token, next) {
  const answers = await next(params, token);
  if (!Array.isArray(answers)) {
    return answers;
  }
  return answers.map((answer, i) => {
    if (params.items[i].section !== 'segc' || !answer) {
      return answer;
    }
    const { flags, problems, hints } = answer;
    return { flags: vscode.workspace.isTrusted ? flags : [], problems, hints, commands: { explain: 'segc.explain', document: 'segc.document' } };
  });
}

async function stop() {
  const old = client;
  client = undefined;
  if (old && old.state !== State.Stopped) {
    await old.stop().catch(() => {});
  }
}

module.exports = { activate, deactivate: stop };
