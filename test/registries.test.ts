import { test } from "uvu";
import * as assert from "uvu/assert";
import * as simulations from "../sims/index.ts";
import { densities } from "../sims/sampling/density-of.ts";
import { grids, schedules, solvers } from "../src/index.ts";
import { catches } from "./support.ts";

const registries = { densities, grids, schedules, simulations, solvers };

/** One name in two spellings: dpm-solver-2m is the export dpmSolver2M. */
function namesAgree(registry: Readonly<Record<string, { readonly name: string }>>): void {
  for (const [key, { name }] of Object.entries(registry)) {
    assert.match(name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    assert.is(key.toLowerCase(), name.replaceAll("-", ""));
  }
}

for (const [what, registry] of Object.entries(registries)) {
  test(`${what} are exported under the names that they are chosen by`, () => {
    assert.ok(Object.keys(registry).length > 2);
    namesAgree(registry);
  });
}

test("an export of another name is caught", () =>
  catches("a long name for a short one", () => namesAgree({ rungeKutta4: { name: "rk4" } })));

test.run();
