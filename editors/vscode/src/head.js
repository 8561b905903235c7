// @ts-check
'use strict';

const vscode = require('vscode');
const { ask, title } = require('./show');

/**
 * compareWithHead shows who enters and who leaves a segment since the last commit. The text of that
 * commit comes from the extension for Git that VS Code has; this one runs no Git.
 * @param {import('./show').Client | undefined} client
 * @param {import('./show').Shown} shown
 */
async function compareWithHead(client, shown) {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'seg' || document.uri.scheme !== 'file') {
    return;
  }
  const git = await vscode.extensions.getExtension('vscode.git')?.activate();
  const repository = git?.enabled ? git.getAPI(1).getRepository(document.uri) : undefined;
  if (!repository) {
    vscode.window.showErrorMessage('segc: VS Code has no Git repository open that contains this file');
    return;
  }
  let text = '';
  try {
    text = await repository.show('HEAD', document.uri.fsPath);
  } catch {
    vscode.window.showErrorMessage('segc: the last commit does not have this file');
    return;
  }
  const uri = document.uri.toString();
  const answer = await ask(client, 'segc/diff', { uri, text });
  if (answer) {
    await shown.show(title('diff', uri, answer.segment), 'segc-text', answer.text);
  }
}

module.exports = { compareWithHead };
