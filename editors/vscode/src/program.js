// @ts-check
'use strict';
// Which program is the server, and what it gets to see. Nothing in a workspace decides: not a
// setting, not a file, not the folder that VS Code was started in.

const fs = require('fs');
const path = require('path');
const { execFile } = require('child_process');

// The oldest release whose server this extension can talk to.
const oldest = '0.1.0';

/**
 * @typedef {object} Place
 * @property {string} setting the setting segc.path
 * @property {string} extension the folder of the extension
 * @property {string[]} folders the folders of the workspace
 * @property {boolean} trusted whether a person trusts the workspace
 * @property {NodeJS.ProcessEnv} environment
 * @property {string} platform as process.platform
 */

/**
 * find returns the path of the program: that of the setting, that of the extension, or one on PATH.
 * @param {Place} place
 * @returns {{path: string} | {problem: string}}
 */
function find(place) {
  const inside = folderTest(place.folders, place.platform);
  if (place.setting !== '') {
    if (!path.isAbsolute(place.setting)) {
      return { problem: `segc.path is not an absolute path: ${place.setting}` };
    }
    if (inside(place.setting)) {
      return { problem: `segc.path is inside the folder that is open, which is never run: ${place.setting}` };
    }
    if (!isFile(place.setting)) {
      return { problem: `segc.path names a file that is not there: ${place.setting}` };
    }
    return { path: place.setting };
  }
  const name = place.platform === 'win32' ? 'segc.exe' : 'segc';
  const bundled = path.join(place.extension, 'server', name);
  if (isFile(bundled)) {
    return { path: bundled };
  }
  if (!place.trusted) {
    return { problem: 'this extension comes without a server for your system, and in a folder that you do not trust it does not look for one; set segc.path' };
  }
  for (const entry of entries(place.environment)) {
    const candidate = path.join(entry, name);
    if (path.isAbsolute(entry) && !inside(candidate) && isFile(candidate)) {
      return { path: candidate };
    }
  }
  return { problem: 'segc is not on PATH; install it, or set segc.path to its absolute path' };
}

/** @param {NodeJS.ProcessEnv} environment */
function entries(environment) {
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH');
  return (name && environment[name] || '').split(path.delimiter).filter((entry) => entry !== '');
}

/** @param {string} file */
function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * folderTest returns a function that says whether a file is in one of the folders, also through links.
 * @param {string[]} folders
 * @param {string} platform
 */
function folderTest(folders, platform) {
  const fold = (/** @type {string} */ name) => platform === 'win32' || platform === 'darwin' ? name.toLowerCase() : name;
  const spellings = (/** @type {string} */ name) => {
    try {
      return [fold(path.resolve(name)), fold(fs.realpathSync(name))];
    } catch {
      return [fold(path.resolve(name))];
    }
  };
  const roots = folders.flatMap(spellings).map((root) => root.endsWith(path.sep) ? root : root + path.sep);
  return (/** @type {string} */ file) => spellings(file).some((name) => roots.some((root) => name.startsWith(root)));
}

/**
 * surroundings returns the environment without the keys of the API, which the server never needs.
 * @param {NodeJS.ProcessEnv} environment
 */
function surroundings(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.toUpperCase().startsWith('SEGC_API_KEY')));
}

/**
 * tooOld returns what is wrong with a version, or nothing. Builds that are not releases pass.
 * @param {string} version as `segc version` prints it
 */
function tooOld(version) {
  const found = /^segc v?(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (!found) {
    return version.startsWith('segc ') ? '' : 'it is not segc';
  }
  if (/^segc v?0\.0\.0-/.test(version)) { // built from a commit
    return '';
  }
  const wanted = oldest.split('.').map(Number);
  const given = found.slice(1).map(Number);
  for (let i = 0; i < wanted.length; i++) {
    if (given[i] !== wanted[i]) {
      return given[i] > wanted[i] ? '' : `it is ${version.trim()}, and this extension needs ${oldest} or later`;
    }
  }
  return '';
}

/**
 * version asks a program for its version. It returns what is wrong with it, or nothing.
 * @param {string} program
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{version: string, problem: string}>}
 */
function version(program, cwd, env) {
  return new Promise((resolve) => {
    execFile(program, ['version'], { cwd, env, timeout: 10_000, windowsHide: true, maxBuffer: 1 << 16 }, (error, stdout) => {
      const said = stdout.slice(0, 200);
      resolve({ version: said.trim(), problem: error ? 'it cannot be run: ' + error.message.split('\n')[0] : tooOld(said) });
    });
  });
}

module.exports = { find, surroundings, tooOld, version, oldest };
