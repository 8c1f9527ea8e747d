import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { CourseEntry } from "../../../sims/course/entry.ts";
import type { Exercise, Value } from "../../../sims/course/exercise.ts";
import * as registry from "../../../sims/course/index.ts";
import { judge } from "../../../sims/course/judge.ts";
import { entryOfScript, firstBlank, scriptOf } from "../../../sims/course/script-of.ts";
import { courseCheck } from "../../../sims/node/course-check.ts";
import { courseStart } from "../../../sims/node/course-start.ts";
import { runExercise } from "../../../sims/node/run-exercise.ts";
import { syntaxError } from "../../../sims/node/syntax-error.ts";
import { UsageError } from "../../../src/refusal.ts";
import { emptyFolder, langevin } from "../command.ts";

const able = Object.values<CourseEntry>(registry).filter(({ exercise }) => exercise !== undefined);
type Formula = (...values: readonly Value[]) => Value;
const outcomes = ({ probes }: Exercise, formula: unknown) =>
  probes.map((values) => (formula as Formula)(...values));

test("at least four entries have an exercise", () => assert.ok(able.length >= 4));

for (const entry of able) {
  const exercise = entry.exercise as Exercise;
  test(`exercise ${entry.name}: a short script with its blanks, which is JavaScript`, async () => {
    const script = scriptOf(entry, exercise);
    assert.is(entryOfScript(script), entry.name);
    assert.ok(firstBlank(script) !== undefined, "there is a blank");
    assert.ok(script.trim().split("\n").length <= 26, "about 20 lines");
    assert.is(await syntaxError(script), undefined);
  });

  test(`exercise ${entry.name}: its answer is right, and each usual mistake is told by its own reason`, () => {
    assert.ok(judge(exercise, outcomes(exercise, exercise.answer)).right);
    for (const { answer, hint } of exercise.mistakes) {
      const { right, says } = judge(exercise, outcomes(exercise, answer));
      assert.not.ok(right, hint);
      assert.is(says.at(-1), hint);
    }
    const odd = judge(
      exercise,
      outcomes(exercise, exercise.answer).map((v) => (typeof v === "number" ? v + 1 : v.map((x) => x + 1))),
    );
    assert.not.ok(odd.right);
    assert.match(odd.says[0], new RegExp(`^${exercise.call}\\(.*\\) gives .* where .* is expected$`));
  });
}

test("the Langevin update without the 1/2 of its noise: the variance that it leads to is said", () => {
  const { exercise } = registry.langevin;
  const step = (x: number, s: number, eps: number, z: number) => x + (eps / 2) * s + Math.sqrt(2 * eps) * z;
  const { says } = judge(exercise as Exercise, outcomes(exercise as Exercise, step));
  assert.match(says[1], /variance 2\.051 where 1\/\(1 - eps\/4\) = 1\.026 is expected at eps = 0\.1/);
});

const cwd = emptyFolder();
const script = join(cwd, "langevin.mjs");
const filled = (answer: string, more = ""): string =>
  `${readFileSync(script, "utf8").replace("return ___;", `return ${answer};`)}${more}`;
const right = "x + (eps / 2) * s + Math.sqrt(eps) * z";

/** What is refused, with its reason. */
async function refused(body: () => Promise<unknown>, says: RegExp): Promise<void> {
  const error = await body().then(
    () => assert.unreachable("refused"),
    (thrown) => thrown,
  );
  assert.instance(error, UsageError);
  assert.match(error.message, says);
}

test("--start writes a script that runs where nothing is installed; it is never overwritten", async () => {
  const { code, out, err } = await langevin(["course", "langevin", "--start", "."], { cwd });
  assert.is(code, 0, err);
  assert.match(out, /node langevin\.mjs\n +npx langevin course check langevin\.mjs/);
  await refused(() => courseStart(registry.langevin, ["--start", cwd]), /never overwritten/);
  const script = join(cwd, "langevin.mjs");
  await refused(() => courseStart(registry.slow, ["--start", script]), /a folder.*A file has this name/);
  const none = join(cwd, "none");
  await refused(() => courseStart(registry.gibbs, ["--start", none]), /an entry that has an exercise/);
  assert.not.ok(existsSync(none));
});

test("check: right is 0, wrong is 1 and says why", async () => {
  writeFileSync(join(cwd, "right.mjs"), filled(right));
  const good = await langevin(["course", "check", "right.mjs"], { cwd });
  assert.is(good.code, 0, good.err);
  assert.match(good.out, /^Right: step is right.*\nIt printed:\n {2}variance 1\.0/);
  writeFileSync(join(cwd, "wrong.mjs"), filled("x + eps * s + Math.sqrt(eps) * z"));
  const wrong = await langevin(["course", "check", "wrong.mjs"], { cwd });
  assert.is(wrong.code, 1, wrong.err);
  assert.match(
    wrong.out,
    /^Wrong: step\(1, -1, 0\.1, 0\) gives 0\.9 where 0\.95.*\n.*variance 0\.5263.*\n.*is the 1\/2 missing\?/,
  );
});

test("a script with a blank, one that is no JavaScript, one of no exercise, and none: each is refused by its reason", async () => {
  const check = (name: string, text: string, says: RegExp) => {
    const file = join(cwd, name);
    if (text !== "") writeFileSync(file, text);
    return refused(() => courseCheck([file], able), says);
  };
  await check("blank.mjs", filled("___"), /a blank ___ in line 7/);
  await check("syntax.mjs", filled(right, "const = 4;\n"), /line 20: SyntaxError/);
  await check("other.mjs", "console.log(1);\n", /names no exercise.*--start/);
  await check("nowhere.mjs", "", /nowhere\.mjs/);
  await refused(() => courseCheck([], able), /one file/);
});

const { call, probes } = registry.langevin.exercise as Exercise;
const run = (text: string, script = 10) =>
  runExercise({ file: "a.mjs", text, call, probes }, { script, loading: 60 });

test("a script that loops for ever is stopped", async () => {
  const end = await run("for (;;);\n", 1);
  assert.is(end.phase, "stopped");
  assert.match("why" in end ? end.why : "", /did not end within 1 s/);
});

test("a script that takes memory without end is stopped, and the reason is said", async () => {
  const why = async (text: string): Promise<string> => {
    const end = await run(text, 60);
    assert.is(end.phase, "stopped");
    return "why" in end ? end.why : "";
  };
  const heap = "const a = []; for (;;) a.push(new Array(1e5).fill(a));\n";
  assert.match(await why(heap), /took more than 256 MB of memory/);
  // buffers lie outside the heap, and only Linux says how much a process has
  const buffers = "const a = []; for (;;) a.push(new Float64Array(1e6).fill(1));\n";
  if (platform() === "linux") assert.match(await why(buffers), /took more than 1500 MB of memory/);
});

test("of a script that prints much the first lines are shown, and that there is more", async () => {
  writeFileSync(
    join(cwd, "much.mjs"),
    filled(right, 'for (let i = 0; i < 3000; i++) console.log("i", i);\n'),
  );
  const { code, out } = await langevin(["course", "check", "much.mjs"], { cwd });
  assert.is(code, 0);
  assert.match(out, /^Right: .*\nIt printed, and more than is shown here:\n {2}variance .*\n {2}i 0\n/);
  assert.is(out.trim().split("\n").length, 12);
  writeFileSync(join(cwd, "fails.mjs"), filled(right, 'throw new Error("oh");\n'));
  const failed = await langevin(["course", "check", "fails.mjs"], { cwd });
  assert.is(failed.code, 2);
  assert.match(failed.out, /^It printed:\n {2}variance/);
  assert.match(failed.err, /line 20: Error: oh/);
});

test("a script has neither files nor a process: each try is told", async () => {
  const place = JSON.stringify(join(cwd, "written"));
  const imported = await run(`(await import("node:fs")).writeFileSync(${place}, "x");\n`);
  assert.match(JSON.stringify(imported), /an import of .*node:fs/);
  const exits = await run("\nprocess.exit(0);\n");
  assert.match(JSON.stringify(exits), /process is not defined","line":2/);
  assert.not.ok(existsSync(join(cwd, "written")));
});

test("what a script returns that is no number is named", async () => {
  const end = await run('export const step = (x) => (x === 1 ? "one" : x === 0 ? undefined : [1, 2]);\n');
  assert.equal(end.phase === "done" && end.outcomes, [
    { kind: "string" },
    { kind: "undefined" },
    { value: Float64Array.of(1, 2) },
  ]);
});

test.run();
