import { test } from "uvu";
import * as assert from "uvu/assert";
import { UsageError } from "../../src/refusal.ts";
import { optionsOf } from "./options.ts";

const names = (words: readonly string[]) => optionsOf(words, 4)?.only.map(({ name }) => name);

test("without flags: every problem, 10^3 to 10^6 particles, all cores, no peers", () => {
  const { json, quick, peers, particles, threads } = optionsOf([], 4)!;
  assert.equal(
    { json, quick, peers, particles, threads },
    { json: false, quick: false, peers: false, particles: [1e3, 1e4, 1e5, 1e6], threads: 4 },
  );
  assert.equal(names([]), ["flow", "langevin", "reverse-sde", "underdamped"]);
});

test("flags", () => {
  assert.equal(names(["--only", "langevin"]), ["langevin"]);
  assert.equal(optionsOf(["--particles", "1000,1e4"], 4)?.particles, [1000, 10000]);
  assert.equal(optionsOf(["--quick"], 4)?.particles, [1000]);
  assert.is(optionsOf(["--threads=2", "--json"], 4)?.threads, 2);
  assert.is(optionsOf(["--help", "--peers"], 4), undefined);
});

const refused: readonly (readonly [words: string[], saying: RegExp])[] = [
  [["--peer"], /Did you mean --peers\?/],
  [["--fast"], /--quick, --peers/],
  [["langevin"], /flags of the benchmark/],
  [["--only"], /flags of the benchmark/],
  [["--only", "langevn"], /Did you mean "langevin"\?/],
  [["--particles", "many"], /--particles: got NaN/],
  [["--particles", "1000,"], /--particles: got NaN/],
  [["--particles", "2.5"], /an integer/],
  [["--particles", "1e9"], /<= 10000000/],
  [["--particles", "1000000", "--peers"], /where peers run/],
  [["--threads", "5"], /--threads: got 5, expected an integer >= 1 and <= 4/],
  [["--threads", "0"], /--threads/],
];

test("a wrong flag is refused with what was expected", () => {
  for (const [words, saying] of refused) {
    assert.throws(
      () => optionsOf(words, 4),
      (error: Error) => error instanceof UsageError && saying.test(error.message),
      words.join(" "),
    );
  }
});

test.run();
