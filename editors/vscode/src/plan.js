// @ts-check
'use strict';

const vscode = require('vscode');

/**
 * plan runs `segc plan` on the file of the editor as a task in a terminal, where a person sees it. It
 * reads the segments of the account and changes nothing. The key comes from the environment of the
 * terminal, and not through the extension.
 * @param {{path: string} | undefined} program
 */
async function plan(program) {
  const document = vscode.window.activeTextEditor?.document;
  if (!program || document?.languageId !== 'seg' || document.uri.scheme !== 'file') {
    return;
  }
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  const cwd = folder?.uri.fsPath ?? vscode.Uri.joinPath(document.uri, '..').fsPath;
  await document.save();
  const task = new vscode.Task(
    { type: 'segc', verb: 'plan' },
    folder ?? vscode.TaskScope.Workspace,
    'plan',
    'segc',
    new vscode.ProcessExecution(program.path, ['plan', document.uri.fsPath], { cwd }),
    [],
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true };
  await vscode.tasks.executeTask(task);
}

module.exports = { plan };
