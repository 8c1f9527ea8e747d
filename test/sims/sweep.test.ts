import { existsSync, readdirSync, readFileSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { askedSweep } from "../../sims/node/asked.ts";
import { emptyFolder, langevin, run, runJson } from "./command.ts";
import { decay } from "./fixture/simulations.ts";

const cwd = emptyFolder();
const read = (folder: string, name: string) => readFileSync(join(cwd, folder, name), "utf8");
const cells = (text: string) =>
  text
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(","));

test("a sweep leaves one folder with a table, a figure, a report, and the numbers of every value", async () => {
  const flags = ["decay", "--seed", "5", "--sweep", "eps=0.01,0.1,1", "--out", "eps"];
  const { code, out, err } = await run(flags, { cwd });
  assert.is(code, 0, err);
  const { status, outputs, numbers, config, references } = runJson(join(cwd, "eps"));
  assert.is(status, "done");
  assert.equal(Object.keys(outputs).sort(), ["figures/sweep.html", "report.html", "sweep.csv", "sweep.tex"]);
  assert.equal(config.sweep, { eps: ["0.01", "0.1", "1"] });
  assert.is(config.eps, undefined);
  assert.equal(references, ["Euler, L. (1768)."]);
  const values = numbers.values as { value: string; numbers: { x: { value: number } } }[];
  assert.equal(
    values.map((row) => row.numbers.x.value),
    [0.99 ** 10, 0.9 ** 10, 0],
  );
  const [header, ...rows] = cells(read("eps", "sweep.csv"));
  assert.equal(header.slice(0, 6), ["eps", "x.value", "x.error", "x.exact", "x.scheme", "x.standardErrors"]);
  assert.ok(
    ["mean[0]", "mean[1]", "meanError[1]", "exact.mean[0]", "draws[3]"].every((c) => header.includes(c)),
  );
  assert.equal(
    rows.map((row) => Number(row[1])),
    values.map((row) => row.numbers.x.value),
  );
  assert.match(read("eps", "report.html"), /Sweep of eps/);
  assert.match(out, /sweep\.csv/);
});

test("every value runs with the same seed, and as it runs alone", async () => {
  const [header, ...rows] = cells(read("eps", "sweep.csv"));
  const at = header.indexOf("draws[0]");
  assert.is(new Set(rows.map((row) => row[at])).size, 1);
  const { code } = await run(["decay", "--seed", "5", "--eps", "0.1", "--out", "alone"], { cwd });
  assert.is(code, 0);
  const swept = (runJson(join(cwd, "eps")).numbers.values as { numbers: unknown }[])[1];
  assert.equal(runJson(join(cwd, "alone")).numbers, swept.numbers);
});

test("a sweep of text that LaTeX and CSV would take for their own, of a switch, of a setting beside another", async () => {
  for (const [flags, labels] of [
    [
      ["--sweep", 'label=50% & "more",a_b$c#d'],
      ['50% & "more" ', "a_b$c#d "],
    ],
    [
      ["--sweep", "reckless=true,false"],
      ["plain ", "plain "],
    ],
    [
      ["--set", "atol=1", "--sweep=set.rtol=2,3"],
      ["plain atol=1,rtol=2", "plain atol=1,rtol=3"],
    ],
  ] as const) {
    const { code, out, err } = await run(["decay", ...flags, "--json"], { cwd });
    assert.is(code, 0, err);
    const rows: { numbers: { label: string } }[] = JSON.parse(out).numbers.values;
    assert.equal(
      rows.map(({ numbers }) => numbers.label),
      [...labels],
    );
  }
});

/** flags, and what the one line on stderr must say */
const refused: readonly (readonly [flags: string[], ...says: RegExp[]])[] = [
  [["--sweep", "eps"], /--sweep: got "eps", expected a setting with its values, such as eps=0\.01/],
  [["--sweep"], /--sweep: got "nothing"/],
  [["--sweep", "--reckless"], /--sweep: got "--reckless", expected a value, not the next flag/],
  [["--sweep", "eps="], /none of them empty/],
  [["--sweep", "eps=1,,2"], /none of them empty/],
  [["--sweep", "esp=1,2"], /got "esp", expected a setting, one of eps, /, /Did you mean "eps"\?/],
  [["--sweep", "eps.x=1,2"], /got "eps\.x", expected a setting/],
  [["--sweep", "threads=1,2"], /got "threads", expected a setting/],
  [["--sweep", "eps=1,2,1.0"], /got "1 and 1\.0", expected different values of eps/],
  [["--sweep", "eps=1,x"], /--eps: got "x", expected a number > 0 and <= 10/],
  [["--sweep", "eps=1,-2"], /--eps: got -2, expected a number > 0 and <= 10/],
  [["--sweep", "method=euler,exat"], /--method: got "exat"/, /Did you mean "exact"\?/],
  [["--sweep", "reckless=true,1"], /got "1", expected true or false for reckless/],
  [
    ["--sweep", `eps=${Array.from({ length: 1001 }, (_, k) => k + 1)}`],
    /got "1001 values", expected at most 1000/,
  ],
  [["--sweep", "eps=1,2", "--eps", "3"], /got "eps beside --eps", expected one of the two/],
  [["--sweep", "eps=1,2", "--sweep", "part=1,2"], /got "two of them", expected one/],
];

for (const [flags, ...says] of refused) {
  test(`refused: ${flags.join(" ").slice(0, 60)}`, () => {
    for (const say of says) assert.throws(() => askedSweep(decay, "langevin run decay", flags), say);
  });
}

test("what the simulation refuses of the last value is said before the first has run, and nothing is left", async () => {
  const flags = ["decay", "--sweep", "size=10,20,1001", "--out", "refused"];
  const { code, out, err } = await run(flags, { cwd });
  assert.equal([code, out], [2, ""]);
  assert.is(err, "error: size = 1001: --size: got 1001, expected at most 1000.\n");
  assert.not.ok(existsSync(join(cwd, "refused")));
});

test("a sweep that would not fit in memory is refused before its first value has run", async () => {
  const flags = ["run", "langevin", "--frames", "1000", "--sweep", "particles=10,10000000", "--out", "huge"];
  const { code, err } = await langevin(flags, { cwd });
  assert.is(code, 2);
  assert.match(
    err,
    /particles = 10000000: size of the run: got "10000000 particles .* GB", expected at most \d/,
  );
  assert.not.ok(existsSync(join(cwd, "huge")));
});

test("a value that diverges is a row that says so, and the others go on", async () => {
  const flags = ["decay", "--reckless", "--sweep", "eps=0.1,3,1", "--out", "diverged"];
  const { code, out } = await run(flags, { cwd });
  assert.is(code, 0);
  assert.match(out, /eps = 3 diverged: x is not finite after step 7/);
  const [header, ...rows] = cells(read("diverged", "sweep.csv"));
  assert.is(header.at(-1), "error");
  assert.equal(
    rows.map((row) => [row[0], row[1] !== "", row.at(-1) !== ""]),
    [
      ["0.1", true, false],
      ["3", false, true],
      ["1", true, false],
    ],
  );
  const all = await run(["decay", "--reckless", "--sweep", "eps=3,4", "--out", "all"], { cwd });
  assert.is(all.code, 1);
  assert.match(all.err, /all values: x is not finite/);
});

test("the progress says which value is running", async () => {
  const { err } = await run(["decay", "--task", "second", "--sweep", "part=0,1"], { cwd });
  assert.match(err, /part = \d \(\d of 2\), drawing: /);
});

// Windows ends a process at once when another one asks: there only a key press can be caught.
if (platform() !== "win32") {
  test("Ctrl-C: the table of the values that are finished stays", async () => {
    let timer: NodeJS.Timeout | undefined;
    const { code, err } = await run(["decay", "--task", "slow", "--sweep", "part=0,1", "--out", "stopped"], {
      cwd,
      started: (child) => {
        const file = join(cwd, "stopped", "run.json");
        timer = setInterval(() => {
          if (!existsSync(file) || runJson(join(cwd, "stopped")).outputs["sweep.tex"] === undefined) return;
          clearInterval(timer);
          child.kill("SIGINT");
        }, 20);
      },
    });
    clearInterval(timer);
    assert.is(code, 130, err);
    assert.equal(
      cells(read("stopped", "sweep.csv")).map(([value]) => value),
      ["part", "0"],
    );
    const { status, numbers, outputs } = runJson(join(cwd, "stopped"));
    assert.is(status, "interrupted");
    assert.is((numbers.values as unknown[]).length, 1);
    assert.equal(Object.keys(outputs).sort(), ["sweep.csv", "sweep.tex"]);
    assert.equal(readdirSync(join(cwd, "stopped")).sort(), ["run.json", "sweep.csv", "sweep.tex"]);
  });
}

test.run();
