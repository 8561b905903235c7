// A window of VS Code in Chromium, and what a person does and sees there. Everything waits for what is
// shown, and nothing for time.

import { chromium } from 'playwright-core';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// browse starts a browser.
export function browse() {
  return chromium.launch({ executablePath: process.env.SEGC_CHROMIUM || '/usr/bin/chromium', args: quiet });
}

// Window is one window, with a folder.
export class Window {
  static async open(browser, url, size = { width: 1280, height: 900 }) {
    const context = await browser.newContext({ viewport: size, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const opened = new Window(page);
    await page.goto(url);
    await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row');
    return opened;
  }

  constructor(page) {
    this.page = page;
  }

  // command runs a command by its title.
  async command(title) {
    await this.pick('F1', title);
  }

  // pick opens a list with a key, types into it, and takes the entry with these words.
  async pick(key, text) {
    await this.page.keyboard.press(key);
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.waitFor();
    await input.fill(key === 'F1' ? '>' + text : text);
    await this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.locator('.label-name').getByText(text, { exact: true }) }).first().click();
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  // choices opens nothing: it reads the list that is open.
  async choices() {
    await this.page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
    return this.page.locator('.quick-input-widget .monaco-list-row .label-name').allTextContents();
  }

  // openFile opens a file of the folder and waits until its text is there.
  async openFile(name) {
    await this.pick('Control+P', name);
    await this.editor(name).locator('.view-line').first().waitFor();
    await this.page.locator(`.monaco-editor.focused[data-uri$="/${name}"]`).first().waitFor();
  }

  // editor is the editor of a file.
  editor(name) {
    return this.page.locator(`.monaco-editor[data-uri$="/${name}"]`).last();
  }

  // goto puts the cursor at a line and a column.
  async goto(line, column) {
    await this.page.keyboard.press('Control+G');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  // select selects characters of a line.
  async select(line, column, length) {
    await this.goto(line, column);
    for (let i = 0; i < length; i++) {
      await this.page.keyboard.press('Shift+ArrowRight');
    }
  }

  // type types like a person, key by key.
  type(text) {
    return this.page.keyboard.type(text, { delay: 20 });
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  // text is what an editor shows of a file.
  async text(name) {
    const lines = await this.editor(name).locator('.view-line').evaluateAll((nodes) => nodes
      .map((node) => [parseFloat(node.style.top), node.textContent])
      .sort((a, b) => a[0] - b[0])
      .map(([, text]) => text.replaceAll('\u00a0', ' ')));
    return lines.join('\n');
  }

  // problems shows the panel, and returns what assistive technology reads of each problem.
  async problems() {
    const panel = this.page.locator('.markers-panel');
    if (!await panel.isVisible()) {
      await this.command('Problems: Focus on Problems View');
      await panel.waitFor();
    }
    const labels = await panel.locator('.monaco-list-row').evaluateAll((rows) => rows
      .map((row) => [Number(row.getAttribute('data-index')), row.getAttribute('aria-level'), row.getAttribute('aria-label')])
      .sort((a, b) => a[0] - b[0]));
    return labels.map(([, level, label]) => ({ level: Number(level), label }));
  }

  // counted returns the numbers of errors and warnings in the status bar.
  async counted() {
    const label = await this.page.locator('#status\\.problems a').getAttribute('aria-label');
    return label;
  }

  // lenses returns the texts above the lines of a file.
  lenses(name) {
    return this.editor(name).locator('.codelens-decoration').allTextContents();
  }

  // hover shows what is said about a place, and returns it.
  async hover(line, column) {
    await this.goto(line, column);
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    const shown = this.page.locator('.monaco-resizable-hover .monaco-hover:not(.hidden) .hover-row');
    await shown.first().waitFor();
    return (await shown.allInnerTexts()).join('\n---\n');
  }

  // until waits until something holds.
  async until(holds, what) {
    let last;
    for (let tries = 0; tries < 300; tries++) {
      try {
        last = await holds();
        if (last) {
          return last;
        }
      } catch (error) {
        last = error;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`waited for ${what}: ${last}`);
  }

  // shot writes a picture.
  async shot(file, clip) {
    await this.page.screenshot({ path: file, clip });
  }

  close() {
    return this.page.context().close();
  }
}
