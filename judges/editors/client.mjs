// A client of `segc lsp` over the library of the protocol's authors, which is that of VS Code.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import * as lsp from 'vscode-languageserver-protocol/node';

import { segc } from './workplace.mjs';

export { lsp };

// capabilities are about those of VS Code. Without encodings, positions are in UTF-16.
const capabilities = {
  general: { positionEncodings: ['utf-16'] },
  workspace: {
    applyEdit: true, configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true }, codeLens: { refreshSupport: true }, inlayHint: { refreshSupport: true },
    fileOperations: { willRename: true },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } }, isPreferredSupport: true, dataSupport: true, resolveSupport: { properties: ['edit'] } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true }, foldingRange: {}, selectionRange: {}, documentLink: {},
    rename: { prepareSupport: true },
    semanticTokens: { requests: { full: true, range: true }, tokenTypes: ['property', 'function', 'parameter', 'variable', 'enumMember', 'keyword', 'string', 'number', 'comment', 'operator', 'type'], tokenModifiers: [], formats: ['relative'] },
    inlayHint: {},
  },
};

// Client is a session for a folder.
export class Client {
  static async start(t, folder, { settings = {}, change = (own) => own, args = [], under = [] } = {}) {
    const client = new Client(folder, args, under);
    t.after(() => client.child.kill('SIGKILL'));
    client.connection.onRequest(lsp.ConfigurationRequest.type, ({ items }) => items.map(() => settings));
    const own = change(structuredClone(capabilities));
    client.offered = await client.connection.sendRequest(lsp.InitializeRequest.type, {
      processId: process.pid, rootUri: client.uri(), capabilities: own, initializationOptions: settings,
      workspaceFolders: [{ uri: client.uri(), name: 'rules' }],
    });
    await client.connection.sendNotification(lsp.InitializedNotification.type, {});
    return client;
  }

  // under is a program that runs the server, with its arguments.
  constructor(folder, args, under) {
    this.folder = folder;
    const [program, ...given] = [...under, segc, 'lsp', ...args];
    this.child = spawn(program, given, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
    this.exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(this.child.stdout), new lsp.StreamMessageWriter(this.child.stdin));
    this.lists = new Map(); // the last list of each file, by its name
    this.registered = [];
    this.waiting = [];
    this.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (published) => {
      this.lists.set(this.name(published.uri), published.diagnostics);
      this.waiting.forEach((look) => look());
    });
    this.connection.onRequest(lsp.RegistrationRequest.type, ({ registrations }) => void this.registered.push(...registrations));
    for (const refresh of [lsp.CodeLensRefreshRequest.type, lsp.InlayHintRefreshRequest.type]) {
      this.connection.onRequest(refresh, () => null);
    }
    this.connection.onUnhandledNotification(() => {});
    this.connection.listen();
  }

  uri(name = '') {
    return pathToFileURL(path.join(this.folder, name)).href;
  }

  name(uri) {
    return path.relative(this.folder, fileURLToPath(uri));
  }

  open(name, text, version = 1) {
    return this.connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), languageId: 'seg', version, text },
    });
  }

  change(name, version, ...contentChanges) {
    return this.connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri: this.uri(name), version }, contentChanges });
  }

  ask(type, params) {
    return this.connection.sendRequest(type, params);
  }

  at(name, line, character) {
    return { textDocument: { uri: this.uri(name) }, position: { line, character } };
  }

  // until waits for lists of problems that hold.
  until(holds, what) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`waited for ${what}; there is ${JSON.stringify([...this.lists], null, 1)}`)), 30_000);
      const look = () => {
        if (holds(this.lists)) {
          clearTimeout(late);
          this.waiting = this.waiting.filter((other) => other !== look);
          resolve();
        }
      };
      this.waiting.push(look);
      look();
    });
  }

  async stop() {
    await this.ask(lsp.ShutdownRequest.type);
    await this.connection.sendNotification(lsp.ExitNotification.type);
    return this.exited;
  }
}

// applied returns a text after edits, which are applied from the last to the first.
export function applied(text, edits) {
  const lines = text.split('\n');
  const offset = ({ line, character }) => lines.slice(0, line).reduce((sum, before) => sum + before.length + 1, 0) + Math.min(character, (lines[line] ?? '').length);
  return [...edits]
    .map(({ range, newText }) => ({ start: offset(range.start), end: offset(range.end), newText }))
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}
