// Runs the statements that it reads, one JSON object a line, in ClickHouse, which the package chdb
// has inside. It answers each with a line.
const { createInterface } = require("node:readline");
const { createRequire } = require("node:module");
const { Session } = createRequire(process.argv[1] + "/")("chdb");

const session = new Session();
session.query("CREATE DATABASE IF NOT EXISTS judged ENGINE = Atomic");
createInterface({ input: process.stdin }).on("line", (line) => {
  const { statement, parameters } = JSON.parse(line);
  let answer;
  try {
    const text = Object.keys(parameters).length
      ? session.queryBind(statement, parameters, "JSONCompactStringsEachRow")
      : session.query(statement, "JSONCompactStringsEachRow");
    answer = { rows: text.split("\n").filter((row) => row !== "").map((row) => JSON.parse(row)) };
  } catch (error) {
    answer = { error: String(error.message || error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}).on("close", () => session.close());
