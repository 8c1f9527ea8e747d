import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Row } from "../../../sims/check/claim.ts";
import { emptyFolder, faultyCheck, langevin } from "../command.ts";

const cwd = emptyFolder();
const only = (name: string, ...more: string[]) => ["--only", name, "--quiet", ...more];

test("check prints claimed, measured and tolerance of an entry, and nothing on stderr", async () => {
  const { code, out, err } = await langevin(["check", ...only("baoab")], { cwd });
  assert.is(code, 0, err);
  assert.match(out, /^SOLVERS +claim +claimed +measured +tolerance\n/);
  assert.match(out, /\nbaoab +order without friction +2 +2 +0\.1\n/);
  assert.match(out, /<p\^2> at h = 0\.5, friction 0\.3 +0\.9375 +0\.9375 +1\.0e-10\n/);
  assert.match(out, /\d+ claims measured in \d+ s: all within tolerance\.\n$/);
  assert.is(err, "");
});

test("--json prints one object with the rows of a group", async () => {
  const { code, out } = await langevin(["check", ...only("grids", "--json")], { cwd });
  assert.is(code, 0);
  const { claims, out: failed, rows } = JSON.parse(out) as { claims: number; out: number; rows: Row[] };
  assert.is(claims, rows.length);
  assert.is(failed, 0);
  assert.ok(rows.every(({ group, ok }) => group === "grids" && ok));
});

test("the numbers do not depend on the threads", async () => {
  const rows = async (threads: string) => {
    const args = ["check", ...only("noise", "--json"), "--threads", threads];
    const { out } = await langevin(args, { cwd });
    return JSON.parse(out).rows;
  };
  assert.equal(await rows("1"), await rows("3"));
});

test("a spoilt sampler is out of tolerance: its rows say so, and the exit code is 4", async () => {
  const { code, out, err } = await faultyCheck(only("euler-maruyama"), { cwd });
  assert.is(code, 4);
  assert.match(out, /<q\^2> at h = 0\.5 +1\.333 +0\.3333 +1\.0e-10 +OUT OF TOLERANCE\n/);
  assert.match(out, /\d OUT OF TOLERANCE\.\n$/);
  assert.match(err, /^error: \d of \d claims out of tolerance: euler-maruyama \(.*<q\^2> at h = 0\.2/);
  const json = await faultyCheck(only("euler-maruyama", "--json"), { cwd });
  assert.is(json.code, 4);
  assert.ok(JSON.parse(json.out).out > 0);
  assert.is((await faultyCheck(only("rk4"), { cwd })).code, 0, "another sampler");
});

test("an unknown name is refused with the nearest", async () => {
  const { code, err } = await langevin(["check", "--only", "baobab"], { cwd });
  assert.is(code, 2);
  assert.match(err, /what to check: got "baobab".*Did you mean "baoab"\?/s);
});

test.run();
