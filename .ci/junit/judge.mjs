// Validates JUnit reports against junit.xsd, and compares their counts with the tests.
//
//	node judge.mjs SCHEMA REPORT...
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { validateXML } from 'xmllint-wasm';

const [schema, ...reports] = process.argv.slice(2);
let failed = 0;
const complain = (name, message) => {
  failed++;
  console.error(`${name}: ${message}`);
};
// counts compares what an element says of itself with what is in it. In a report that
// is valid, a tag is never inside an attribute or a text.
const counts = (name, open, inside, of) => {
  const real = { tests: /<testcase\b/g, failures: /<failure\b/g, errors: /<error\b/g, skipped: /<skipped\b/g };
  for (const [attribute, tag] of Object.entries(real)) {
    const said = open.match(new RegExp(` ${attribute}="(\\d+)"`));
    const n = (inside.match(tag) ?? []).length;
    if (said && Number(said[1]) !== n) complain(name, `${of} has ${n} ${attribute}, but says ${said[1]}`);
  }
};
for (const report of reports) {
  const name = basename(report);
  const contents = readFileSync(report, 'utf8');
  const { valid, errors } = await validateXML({ xml: [{ fileName: name, contents }], schema: [readFileSync(schema, 'utf8')] });
  if (!valid) {
    for (const error of errors.slice(0, 5)) complain(name, error.rawMessage);
    continue;
  }
  counts(name, contents.match(/<testsuites[^>]*>/)[0], contents, 'the report');
  for (const suite of contents.matchAll(/(<testsuite [^>]*>)(.*?)<\/testsuite>/gs)) counts(name, suite[1], suite[2], 'a suite');
  console.log(`${name}: ${(contents.match(/<testcase\b/g) ?? []).length} tests`);
}
if (reports.length === 0) complain('segc', 'there are no reports');
process.exit(failed > 0 ? 1 : 0);
