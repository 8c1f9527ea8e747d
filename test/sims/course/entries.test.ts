import { test } from "uvu";
import * as assert from "uvu/assert";
import { report } from "../../../plots/index.ts";
import { agrees } from "../../../sims/course/agreement.ts";
import type { CourseEntry, CourseNumber } from "../../../sims/course/entry.ts";
import * as registry from "../../../sims/course/index.ts";
import { type CourseResult, indexPage } from "../../../sims/course/index-page.ts";
import { quickened } from "../../../sims/course/quickened.ts";
import { fields } from "../../../sims/node/field.ts";
import { plotlyBundle } from "../../../sims/node/plotly-bundle.ts";
import { closeBrowser, testInBrowser } from "../../chromium.ts";
import { catches, zLimit } from "../../support.ts";
import { checkEntryPage, checkPage, openPage, removePages } from "./course-page.ts";
import { quickSettings } from "./quick-settings.ts";
import { type EntryRun, runEntry, spoilt } from "./run-entry.ts";

const entries: readonly CourseEntry[] = Object.values(registry);
const plotly = await plotlyBundle();
/** The quick form of each, run once for its numbers and its page. */
const runs = new Map<CourseEntry, EntryRun>();
const shown: CourseResult[] = [];

test.after(async () => {
  await closeBrowser();
  await removePages();
});

test("every entry has a name, a place and a title of its own, and settings with defaults and help", () => {
  for (const key of ["name", "place", "title"] as const) {
    assert.is(new Set(entries.map((entry) => entry[key])).size, entries.length, key);
  }
  for (const { name, config, quick, quickTraining } of entries) {
    config.parse({});
    for (const field of fields(config)) assert.ok(field.about.length > 0, `${name} ${field.flag}`);
    for (const key of Object.keys({ ...quick, ...quickTraining }))
      assert.ok(key in config.shape, `${name}: quick ${key}`);
  }
});

/** A number agrees with the lecture's and with the exact one, within its standard error. */
function checkNumber({ quantity, value, error, exact, ...beside }: CourseNumber): void {
  assert.ok(Number.isFinite(value) && error >= 0, `${quantity}: ${value} +- ${error}`);
  assert.is.not(
    agrees({ value, error, ...beside }),
    false,
    `${quantity}: ${value} +- ${error}, the lecture ${beside.lecture}`,
  );
  if (exact === undefined) return;
  const limit = zLimit * error + 1e-6 * Math.abs(exact);
  assert.ok(Math.abs(value - exact) <= limit, `${quantity}: ${value} +- ${error}, exact ${exact}`);
}

for (const entry of entries) {
  test(`${entry.name}: its numbers are those of the lecture, and a fault in the sampler moves them`, async () => {
    const settings = quickSettings(entry);
    const run = await runEntry(entry, settings);
    runs.set(entry, run);
    const { numbers, sections, arrays, results } = run;
    assert.ok(numbers.length > 0, "there are numbers");
    assert.is(new Set(numbers.map(({ key }) => key)).size, numbers.length, "keys");
    numbers.forEach(checkNumber);
    assert.ok(arrays.size > 0, "a notebook has something to load");
    assert.equal(
      sections.map(({ heading }) => heading),
      ["The formula", "What is seen", "Ours beside the lecture's", "A question"],
    );
    const sampled = numbers.filter(({ error }) => error > 0);
    if (sampled.length === 0) return;
    assert.ok(results.length > 0, "what is sampled comes from tasks");
    // the same run, but for what the tasks returned
    const faulty = await runEntry(entry, settings, async (index) => spoilt(results[index]));
    for (const { key, quantity, value, error } of sampled) {
      const moved = faulty.numbers.find((number) => number.key === key);
      assert.ok(
        Math.abs((moved?.value ?? value) - value) > 0.1 * error,
        `${quantity}: ${value} and ${moved?.value}`,
      );
    }
  });

  testInBrowser(
    `the page of ${entry.name}: set, drawn, nothing over anything else, and it moves`,
    async (browser) => {
      const { sections, numbers } = runs.get(entry) as EntryRun;
      shown.push({ entry, numbers, seconds: 1 });
      const { title, about, formulas } = entry;
      const { tab, complaints } = await openPage(browser, report({ title, lead: about, sections, plotly }));
      await checkPage(tab, complaints);
      await checkEntryPage(tab, formulas.length);
      assert.equal(complaints, []);
      await tab.context().close();
    },
  );
}

testInBrowser("the index: every number in its table, nothing over anything else", async (browser) => {
  const document = indexPage({ results: shown, command: "npx langevin course --all", facts: [], plotly });
  const { tab, complaints } = await openPage(browser, document);
  await checkPage(tab, complaints);
  const rows = shown.reduce((sum, { numbers }) => sum + numbers.length, 0);
  assert.is(await tab.evaluate(`document.querySelectorAll("table")[1].tBodies[0].rows.length`), rows);
});

test("a sampler with twice its noise does not agree with the lecture, nor one with a wrong share", async () => {
  const louder = (result: unknown) => {
    const { frames, ...rest } = result as { frames: Float64Array };
    return { ...rest, frames: frames.map((v) => v * Math.SQRT2) };
  };
  const wide = await runEntry(registry.langevin, {}, async (_, run) => louder(await run()));
  catches("a variance twice too large", () => wide.numbers.forEach(checkNumber));
  const uniform = await runEntry(registry.slow, { steps: 1 }, async (_, run) => {
    const { frames, ...rest } = (await run()) as { frames: Float64Array };
    return { ...rest, frames: frames.map((v, i) => (i % 10 < 2 ? 5 : v)) };
  });
  catches("a share of 0.6", () => uniform.numbers.forEach(checkNumber));
});

test("a number in words and cells says what it is held against", async () => {
  const { numberCells } = await import("../../../sims/course/number-table.ts");
  const { inWords } = await import("../../../sims/course/in-words.ts");
  const number = {
    key: "share",
    quantity: "share",
    value: 0.51,
    error: 0.0035,
    lecture: [0.503, 0.512],
  } as const;
  assert.is(inWords(number), "share: 0.51 +- 0.0035 (the lecture 0.503 to 0.512)");
  assert.equal(numberCells(number).slice(1), ["0.503 to 0.512", "—", "yes"]);
  assert.is(
    inWords({ ...number, value: 0.8 }),
    "share: 0.8 +- 0.0035 (the lecture 0.503 to 0.512, which does not agree)",
  );
  const rounded = { key: "a", quantity: "alpha-bar", value: 0.04834, error: 0, lecture: 0.048 };
  assert.is(agrees(rounded), false);
  assert.is(agrees({ ...rounded, rounding: 0.0005 }), true);
});

test("the quick form has other defaults, the same ranges and help, and says so", () => {
  const quick = quickened(registry.langevin);
  assert.is(quick.config.parse({}).particles, registry.langevin.quick.particles);
  const range = ({ flag, about, expected }: (typeof all)[number]) => ({ flag, about, expected });
  const all = fields(registry.langevin.config);
  assert.equal(fields(quick.config).map(range), all.map(range));
  assert.match(quick.about, /Quick form: particles 5000 in place of 100000\.\)/);
  const { about } = quickened(registry.notebook as unknown as CourseEntry);
  assert.match(about, /steps 10 in place of 1000; with --train, epochs 0\.002, channels 8\.\)/);
});

test.run();
