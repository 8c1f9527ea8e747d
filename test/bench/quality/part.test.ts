import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { emptyFolder } from "../../sims/command.ts";
import { part } from "./part.ts";

test("a part that is run anew takes the findings that rest on it with it", async () => {
  const folder = emptyFolder();
  const bench = { folder, say: () => undefined };
  let digits = "";
  const measured = async (minutes: number) => {
    const train = async () => ({ digits: `of ${minutes} minutes` });
    const trained = await part(bench, "training", { minutes }, train, ["judged"]);
    return part(bench, "judged", {}, async () => {
      digits = trained.digits;
      return { distance: minutes };
    });
  };
  assert.equal(await measured(2), { distance: 2 });
  digits = "";
  assert.equal(await measured(2), { distance: 2 });
  assert.is(digits, "", "what is there is not run again");
  rmSync(join(folder, "training.json"));
  assert.equal(await measured(4), { distance: 4 });
  assert.is(digits, "of 4 minutes");
});

test.run();
