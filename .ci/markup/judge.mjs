// Has Mermaid draw charts of hostile texts, and compares what is drawn with what
// was written: the nodes, the arrows and the text of every label, and no element
// that Mermaid does not draw for a label of plain words.
//
// Every second document is a product, whose chart is nested.
//
//	node judge.mjs SEGC [CHARTS] [SEED] [DAMAGE]
//
// With DAMAGE, the judge removes an arrow (arrow), a label (label), or the escapes of
// what has a meaning to Mermaid (escapes) from every chart before it is drawn.
import { execFileSync } from 'node:child_process';
import { JSDOM } from 'jsdom';

const [segc, charts = '200', seed = '1', damage = ''] = process.argv.slice(2);

// The page has no layout, so that sizes are made up. Where a line is clipped then,
// Mermaid encodes more than points, which btoa takes in Latin letters only.
const { window } = new JSDOM('<body></body>', { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document, CSSStyleSheet: window.CSSStyleSheet });
window.SVGElement.prototype.getBBox = () => ({ x: 0, y: 0, width: 100, height: 20 });
window.SVGElement.prototype.getComputedTextLength = () => 100;
globalThis.btoa = (s) => Buffer.from(s).toString('base64');
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });

const pieces = [
  'x```<img src=https://evil.example/t.png onerror=alert(1)>`', '@org/team', 'https://evil.example/x', '#12', '<script>alert(1)</script>', '<!--', '-->', '</p>', '<br>', '<br/>', '&lt;', '&#60;', '&', '"', '"]) --> x["', "'",
  '`', '``', '[x](y)', '![x](y)', '**x**', '*', '_x_', '__', '_', 'a_b', '~~x~~', '~', '$$x$$', '$$', '# x', '- x', '1. x', '1) x', '+ x', '* x', '> x', '|', '\\', '\\n', 'end', ']) --> x', '%%{init: {}}%%', '%%', '#quot;', '#35;', '#lt;', ';',
  '\ufb02°lt¶ß', '\ufb02°°60¶ß', '\ufb02', '¶ß', 'style x:#1;', 'style', 'classDef a:#b;', 'classDef', ':#', ':::c', 'fa:fa-car', 'fab:fa-x', 'logos:aws', '@{ shape: rect }', 'click x', 'subgraph', '日本語', 'plain', 'it’s', '--', '{0}', '{', '}', '(', ')', '[', ']', '<', '>', '/', '=', ':', '.', '1', 'a', ' ',
];

let state = Number(seed) >>> 0;
const random = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const text = () => {
  const words = [];
  for (let i = random(4) + 1; i > 0; i--) words.push(pieces[random(pieces.length)]);
  return words.join(['', ' '][random(2)]).trim() || 'x';
};

// read undoes the escapes that segc writes for what a reader could mistake: a
// doubled backslash, and \u with four digits.
const read = (s) => s.replace(/\\(\\|u([0-9a-f]{4}))/g, (_, all, digits) => (digits ? String.fromCharCode(parseInt(digits, 16)) : all));
// apart is a title as segc says it: a space divides the two colons with which a command of a CI system begins.
const apart = (s) => s.replace(/^(\s*:)(?=:)/, '$1 ');
const squeezed = (s) => s.replace(/\s+/g, ' ').trim();
const field = () => ({ kind: 'field', field: text(), operator: 'contains', value: text() });
const said = ({ field, value }) => `${field} contains “${value}”`;

// listed is a document of two groups of one condition: what it says, and its arrows.
const listed = () => {
  const conditions = [field(), field()];
  return { any: conditions.map((c) => ({ all: [c] })), labels: conditions.map(said), arrows: 4 };
};

// product is a document of all groups with one condition of each part. All conditions
// differ, so that no two of them are said at once. Between two parts is a node where
// all ends of the first one meet.
const product = () => {
  let n = 0;
  const parts = Array.from({ length: 2 + random(2) }, () =>
    Array.from({ length: 3 + random(2) }, () => ({ ...field(), operator: 'starts_with' })).map((c) => ({ ...c, field: `${c.field}${n++}` })));
  const groups = parts.reduce((all, part) => all.flatMap((group) => part.map((c) => [...group, c])), [[]]);
  let arrows = parts.at(-1).length;
  parts.forEach((part, i) => (arrows += part.length + (i > 0 ? parts[i - 1].length : 0)));
  return {
    any: groups.map((all) => ({ all })), arrows,
    labels: [...parts.flat().map(({ field, value }) => `${field} starts with “${value}”`), ...parts.slice(1).map(() => 'and')],
  };
};

// damaged returns a chart with one fault, or as it is.
const damaged = (chart) => {
  const lines = chart.split('\n');
  switch (damage) {
    case '': return chart;
    case 'arrow': return lines.toSpliced(lines.findLastIndex((line) => line.includes(' --> segment')), 1).join('\n');
    case 'label': return chart.replace(/(.*)\["[^"]*"\]/s, '$1["x"]');
    case 'escapes': return chart.replaceAll('#lt;', '<').replaceAll('#quot;', '"').replaceAll('#96;', '`').replaceAll('#42;', '*');
    default: throw new Error(`unknown damage ${damage}`);
  }
};

let failed = 0, nested = 0;
for (let n = 0; n < Number(charts); n++) {
  const name = text();
  const document = n % 2 === 0 ? listed() : product();
  const body = { name, contact_list_ids: ['5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34'], rules_json: { any: document.any } };
  let chart;
  try {
    chart = execFileSync(segc, ['explain', '--format', 'mermaid', '-'], { input: JSON.stringify(body), encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    console.error(`segc refuses ${JSON.stringify(body)}:\n${error.stderr}`);
    process.exit(2);
  }
  if (/^ {2}.* --> n1\["/m.test(chart)) nested++;
  chart = damaged(chart);
  const want = ['every contact', apart(name), ...document.labels].map(squeezed).sort();
  let got = [], problem = '';
  try {
    const { svg } = await mermaid.render(`chart${n}`, chart);
    const page = new JSDOM(svg).window.document;
    const labels = [...page.querySelectorAll('g.node .nodeLabel')];
    got = labels.map((label) => squeezed(read(label.textContent))).sort();
    const elements = labels.flatMap((label) => [...label.querySelectorAll('*')]).map((e) => e.localName).filter((e) => e !== 'p');
    if (elements.length > 0) problem = `labels have elements: ${elements}`;
    if (page.querySelectorAll('path.flowchart-link').length !== document.arrows) problem = `there are not ${document.arrows} arrows`;
    if (page.querySelectorAll('script, img, a, iframe, foreignObject foreignObject').length > 0) problem = 'there is markup';
  } catch (error) {
    problem = `Mermaid does not draw it: ${error.message}`;
  }
  if (problem === '' && JSON.stringify(got) !== JSON.stringify(want)) problem = `the labels are\n${JSON.stringify(got)}\nnot\n${JSON.stringify(want)}`;
  if (problem !== '' && ++failed <= 5) console.error(`${problem}\n${chart}`);
}
if (nested !== Math.floor(Number(charts) / 2)) {
  console.error(`${nested} of ${charts} charts are nested, not every second one`);
  process.exit(1);
}
if (failed > 0) {
  console.error(`${failed} of ${charts} charts are not drawn as they were written (seed ${seed})`);
  process.exit(1);
}
console.log(`${charts} charts are drawn as they were written`);
process.exit(0);
