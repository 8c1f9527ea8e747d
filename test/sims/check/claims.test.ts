import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Checks, measure } from "../../../sims/check/claim.ts";
import * as registry from "../../../sims/check/index.ts";

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

test.run();
