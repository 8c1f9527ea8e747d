// `npm test [-- words]`: runs each test/**/*.test.ts (whose path has one of the words) in a process of its own.
// The last line is "N passed, N failed"; a file that crashes, hangs or runs no test counts as one failure.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const minutes = 10;

/** Test files as paths from the root, with slashes on every system. */
function testFiles(words) {
  const all = readdirSync(join(root, "test"), { recursive: true })
    .map((path) => `test/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".test.ts"))
    .sort();
  return words.length === 0 ? all : all.filter((path) => words.some((word) => path.includes(word)));
}

/** Runs one file; resolves to its exit code, output, seconds, and whether it had to be stopped. */
function runFile(file) {
  const began = performance.now();
  const env = { ...process.env, FORCE_COLOR: "0" };
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file], { cwd: root, env });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    output += data;
  });
  let stuck = false;
  const timer = setTimeout(() => {
    stuck = true;
    child.kill("SIGKILL");
  }, minutes * 60_000);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, output, stuck, seconds: (performance.now() - began) / 1000 });
    });
  });
}

/** uvu's totals, summed over the suites of a file. */
const total = (output, word) =>
  [...output.matchAll(new RegExp(`^\\s*${word}:\\s+(\\d+)`, "gm"))].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );

/** What a file came to; `trouble` says why it failed, where its tests do not. */
function judge(file, { code, output, stuck }) {
  const source = readFileSync(join(root, file), "utf8");
  const [all, passed, skipped] = ["Total", "Passed", "Skipped"].map((word) => total(output, word));
  const names = [...source.matchAll(/\.skip\(\s*(["'`])(.+?)\1/g)].map(([, , name]) => name);
  const trouble = stuck
    ? `stopped: it ran for more than ${minutes} minutes`
    : /\btest\.only\(/.test(source)
      ? "test.only leaves the others out"
      : all + skipped === 0
        ? "ran no test"
        : code !== 0 && all === passed
          ? `ended with exit code ${code}`
          : undefined;
  const failed = all - passed + (trouble === undefined ? 0 : 1);
  return { passed, failed, skipped, trouble, names: skipped > 0 ? names : [] };
}

const files = testFiles(process.argv.slice(2));
const sum = { passed: 0, failed: 0, skipped: 0 };
const skippedNames = [];
const queue = [...files];

async function work() {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const result = await runFile(file);
    const { trouble, names, ...counts } = judge(file, result);
    for (const key of Object.keys(sum)) sum[key] += counts[key];
    const bad = counts.failed > 0;
    console.log(`${bad ? "FAIL" : "ok  "} ${file}  ${counts.passed} passed, ${result.seconds.toFixed(1)} s`);
    if (bad) console.log([trouble, result.output].filter(Boolean).join("\n"));
    skippedNames.push(...names.map((name) => `${file}: ${name}`));
    if (counts.skipped > names.length) skippedNames.push(`${file}: ${counts.skipped - names.length} more`);
  }
}

if (files.length === 0) console.log(`no test file has one of: ${process.argv.slice(2).join(", ")}`);
await Promise.all(Array.from({ length: availableParallelism() }, work));
for (const line of skippedNames) console.log(`skipped ${line}`);
process.exitCode = sum.failed > 0 || files.length === 0 ? 1 : 0;
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
