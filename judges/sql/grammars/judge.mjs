// Parses queries by the grammars of dt-sql-parser: one JSON object a line, with an answer each.
//
// {"dialect": "spark", "sql": "SELECT 1"} has the answer {"literals": [...]}: what each text literal means by the documentation
// of the dialect, where the lexer finds it to begin and to end. What is wrong is in "error".
import { createInterface } from "node:readline";
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const folder = process.argv[2];
register("./resolve.mjs", import.meta.url);
const from = (name) => import(pathToFileURL(join(folder, "node_modules/dt-sql-parser", name)).href);
const { SparkSQL, TrinoSQL } = await from("dist/index.js");
const { SparkSqlLexer } = await from("dist/lib/spark/SparkSqlLexer.js");
const { TrinoSqlLexer } = await from("dist/lib/trino/TrinoSqlLexer.js");
const { version } = createRequire(import.meta.url)(join(folder, "node_modules/dt-sql-parser/package.json"));

const spark = { n: "\n", t: "\t", r: "\r", b: "\b", 0: "\0", Z: "\x1a", "%": "\\%", _: "\\_" };
const dialects = {
  spark: {
    parser: new SparkSQL(),
    kinds: [SparkSqlLexer.STRING_LITERAL],
    meaning: (raw) =>
      raw.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2}|[^])/g, (_, e) =>
        /^[uU]./.test(e) ? String.fromCodePoint(parseInt(e.slice(1), 16)) : /^\d{3}$/.test(e) ? String.fromCharCode(parseInt(e, 8)) : (spark[e] ?? e)),
  },
  trino: {
    parser: new TrinoSQL(),
    kinds: [TrinoSqlLexer.STRING, TrinoSqlLexer.UNICODE_STRING],
    meaning: (raw) => {
      const text = raw.slice(raw.indexOf("'") + 1, -1).replaceAll("''", "'");
      if (!/^U&/i.test(raw)) return text;
      return text.replace(/\\(\\|\+[0-9a-fA-F]{6}|[0-9a-fA-F]{4})/g, (_, e) => (e === "\\" ? e : String.fromCodePoint(parseInt(e.replace("+", ""), 16))));
    },
  },
};

function answer({ versions, dialect, sql }) {
  if (versions) return { versions: { "dt-sql-parser": version } };
  const { parser, kinds, meaning } = dialects[dialect];
  if (kinds.includes(undefined)) return { error: "the lexer of " + dialect + " has other tokens" };
  const wrong = parser.validate(sql);
  if (wrong.length > 0) return { error: JSON.stringify(wrong.slice(0, 3)) };
  const found = parser.getAllTokens(sql).filter((token) => kinds.includes(token.type));
  return { literals: found.map((token) => meaning(token.text)) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = answer(JSON.parse(line));
  } catch (error) {
    said = { error: String(error.stack ?? error) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
