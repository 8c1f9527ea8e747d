import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { report } from "../../../plots/index.ts";
import type { CourseEntry } from "../../../sims/course/entry.ts";
import * as registry from "../../../sims/course/index.ts";
import { type CourseResult, indexPage } from "../../../sims/course/index-page.ts";
import { plotlyBundle } from "../../../sims/node/plotly-bundle.ts";
import { closeBrowser, testInBrowser } from "../../chromium.ts";
import { runEntry } from "./run-entry.ts";

const folder = await mkdtemp(join(tmpdir(), "langevin-course-"));
const plotly = await plotlyBundle();
const results: CourseResult[] = [];

test.after(async () => {
  await closeBrowser();
  await rm(folder, { recursive: true, force: true });
});

async function until(tab: Page, expression: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await tab.waitForTimeout(20)) {
    if (await tab.evaluate(expression)) return;
  }
  assert.unreachable(`not within a minute: ${expression}`);
}

/** Opens a document of 1280 x 720 without a network; `complaints` are errors, and warnings of the console. */
async function open(browser: Browser, document: string) {
  const path = join(folder, "page.html");
  await writeFile(path, document);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, offline: true });
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await tab.goto(pathToFileURL(path).href);
  return { tab, complaints };
}

/** Pairs of words or blocks that lie over one another, and words outside of their picture. */
const overlaps = `(() => {
  const box = (e) => e.getBoundingClientRect();
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
  const pairs = (all) => all.flatMap((a, i) => all.slice(i + 1).filter((b) => over(box(a), box(b))).map((b) => a.textContent.slice(0, 40) + " / " + b.textContent.slice(0, 40)));
  const seen = (e) => box(e).width > 0;
  const parts = [...document.querySelectorAll("header, section")].flatMap((part) => pairs([...part.children].filter(seen)));
  const plots = [...document.querySelectorAll(".plot")].flatMap((plot) => {
    const words = [...plot.querySelectorAll("text")].filter((t) => seen(t) && t.textContent !== "");
    const outside = words.filter((t) => box(t).left < box(plot).left - 1 || box(t).right > box(plot).right + 1).map((t) => "outside: " + t.textContent);
    return [...pairs(words), ...outside];
  });
  return [...parts, ...plots];
})()`;
const wide = "document.documentElement.scrollWidth - innerWidth";
const formulas = `[...document.querySelectorAll(".formula math")].map((m) => m.getBoundingClientRect().height)`;

for (const entry of Object.values<CourseEntry>(registry)) {
  testInBrowser(
    `the page of ${entry.name}: set, drawn, nothing over anything else, and it moves`,
    async (browser) => {
      const { sections, numbers } = await runEntry(entry);
      results.push({ entry, numbers, seconds: 1 });
      const { title, about } = entry;
      const { tab, complaints } = await open(browser, report({ title, lead: about, sections, plotly }));
      await until(tab, "/ready|failed/.test(document.documentElement.dataset.state)");
      assert.equal(complaints, []);
      const heights = await tab.evaluate<number[]>(formulas);
      assert.ok(heights.length >= entry.formulas.length && heights.every((h) => h > 10), "formulas are set");
      assert.equal(await tab.evaluate(overlaps), []);
      assert.ok((await tab.evaluate<number>(wide)) <= 0, "too wide");
      for (const player of await tab.$$(".player")) {
        const label = () => player.$eval("output", (output) => output.textContent);
        const before = await label();
        await player.$eval("button", (button) => (button as { click(): void }).click());
        await tab.waitForTimeout(150);
        assert.is.not(await label(), before, "it moves");
      }
      assert.is(await tab.$eval("details", (details) => details.hasAttribute("open")), false);
      await tab.click("summary");
      assert.ok(await tab.isVisible("details > :nth-child(2)"), "the answer unfolds");
      assert.equal(complaints, []);
      await tab.context().close();
    },
  );
}

testInBrowser("the index: every number in its table, nothing over anything else", async (browser) => {
  const document = indexPage({ results, command: "npx langevin course --all", facts: [], plotly });
  const { tab, complaints } = await open(browser, document);
  const rows = results.reduce((sum, { numbers }) => sum + numbers.length, 0);
  assert.is(await tab.evaluate(`document.querySelectorAll("table")[1].tBodies[0].rows.length`), rows);
  assert.equal(await tab.evaluate(overlaps), []);
  assert.ok((await tab.evaluate<number>(wide)) <= 0, "too wide");
  assert.equal(complaints, []);
});

test.run();
