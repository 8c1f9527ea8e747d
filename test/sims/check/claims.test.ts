import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Checks, measure } from "../../../sims/check/claim.ts";
import * as registry from "../../../sims/check/index.ts";
import { solvers } from "../../../src/index.ts";

// Every claim of every registry: what `langevin check` prints, a test an entry.
for (const group of Object.values<Checks>(registry)) {
  for (const entry of group.entries) {
    test(`${group.group}: ${entry.name} keeps what it claims`, async () => {
      for (const row of await measure(group, entry)) {
        const { claim, measured, interval = 0, claimed, tolerance } = row;
        assert.ok(row.ok, `${claim}: ${measured} +- ${interval}, claimed ${claimed} +- ${tolerance}`);
      }
    });
  }
}

test("each order that a solver claims is measured", () => {
  const starts = { order: "order", strong: "strong order", weak: "weak order" } as const;
  for (const solver of Object.values(solvers) as Partial<Record<keyof typeof starts, number>>[]) {
    const claims = registry.solvers.claims(solver as never).map(({ claim }) => claim);
    for (const [field, start] of Object.entries(starts)) {
      if (solver[field as keyof typeof starts] === undefined) continue;
      assert.ok(
        claims.some((claim) => claim.startsWith(start)),
        `${JSON.stringify(solver)}: ${field}`,
      );
    }
  }
});

test.run();
