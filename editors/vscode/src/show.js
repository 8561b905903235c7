// @ts-check
'use strict';

const vscode = require('vscode');

/**
 * Shown has the texts that commands show beside a rule. They cannot be edited, and a new one of the
 * same rule replaces the old one.
 * @implements {vscode.TextDocumentContentProvider}
 */
class Shown {
  constructor() {
    /** @type {Map<string, string>} */
    this.texts = new Map();
    /** @type {vscode.EventEmitter<vscode.Uri>} */
    this.changed = new vscode.EventEmitter();
    this.onDidChange = this.changed.event;
    this.registered = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider('segc', this),
      vscode.workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    );
  }

  dispose() {
    this.registered.dispose();
  }

  /** @param {vscode.Uri} uri */
  provideTextDocumentContent(uri) {
    return this.texts.get(uri.toString()) ?? '';
  }

  /**
   * show shows a text beside the editor, under a name.
   * @param {string} name
   * @param {string} language
   * @param {string} text
   */
  async show(name, language, text) {
    const uri = vscode.Uri.from({ scheme: 'segc', path: '/' + name.replace(/[\\/]/g, '_') });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, language).then(undefined, () => {});
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  }
}

/** @typedef {import('vscode-languageclient/node').LanguageClient} Client */

/**
 * show asks the server about a segment and shows its answer. A lens gives the file and the
 * segment; a person is asked which one where a file has several.
 * @param {Client | undefined} client
 * @param {Shown} shown
 * @param {'explain' | 'document'} what
 * @param {unknown[]} given
 */
async function show(client, shown, what, [givenUri, givenSegment]) {
  const uri = typeof givenUri === 'string' ? givenUri : vscode.window.activeTextEditor?.document.uri.toString();
  if (!uri) {
    return;
  }
  const answer = await ask(client, 'segc/' + what, { uri, segment: typeof givenSegment === 'string' ? givenSegment : undefined });
  if (answer) {
    await shown.show(title(what, uri, answer.segment), what === 'document' ? 'json' : 'segc-text', answer.text);
  }
}

/**
 * title is the name of what is shown, such as `welcome, Day 3 in English`.
 * @param {string} what
 * @param {string} uri
 * @param {string | undefined} segment
 */
function title(what, uri, segment) {
  const file = vscode.Uri.parse(uri).path.replace(/^.*\//, '').replace(/\.seg$/, '');
  return file + (segment ? `, ${segment}` : '') + { explain: ' in English', document: ', document.json', diff: ' since HEAD' }[what];
}

/**
 * ask sends a request about a segment; if the file has several and none is given, a person picks one.
 * @param {Client | undefined} client
 * @param {string} method
 * @param {{uri: string, segment?: string, text?: string}} params
 * @returns {Promise<{text: string, segment?: string} | undefined>}
 */
async function ask(client, method, params) {
  if (!client?.isRunning()) {
    vscode.window.showErrorMessage('segc: the server is not running; "segc: Show Log" says why');
    return undefined;
  }
  try {
    const answer = await client.sendRequest(method, params);
    if (typeof answer?.text === 'string') {
      return { text: answer.text, segment: params.segment };
    }
    const segment = await vscode.window.showQuickPick(answer?.segments ?? [], { placeHolder: 'Which segment?' });
    return segment === undefined ? undefined : await ask(client, method, { ...params, segment });
  } catch (error) {
    vscode.window.showErrorMessage('segc: ' + (error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

module.exports = { Shown, show, ask, title };
