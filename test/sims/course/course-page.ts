import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import * as assert from "uvu/assert";

const folder = await mkdtemp(join(tmpdir(), "langevin-course-"));

/** Away with what was opened. */
export const removePages = (): Promise<void> => rm(folder, { recursive: true, force: true });

async function until(tab: Page, expression: string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await tab.waitForTimeout(20)) {
    if (await tab.evaluate(expression)) return;
  }
  assert.unreachable(`not within a minute: ${expression}`);
}

/** Opens a document of 1280 x 720 without a network; `complaints` are errors, and warnings of the console. */
export async function openPage(browser: Browser, document: string) {
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
  await until(tab, '/^(ready|failed)$/.test(document.documentElement.dataset.state ?? "ready")');
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
/** Nothing lies over anything else, nothing is too wide, nothing complains. */
export async function checkPage(tab: Page, complaints: readonly string[]): Promise<void> {
  assert.equal(await tab.evaluate(overlaps), []);
  assert.ok((await tab.evaluate<number>(wide)) <= 0, "too wide");
  assert.equal(complaints, []);
}

/** The page of an entry: its formulas are set, what moves moves, the answer unfolds. */
export async function checkEntryPage(tab: Page, formulas: number): Promise<void> {
  const heights = await tab.evaluate<number[]>(
    `[...document.querySelectorAll(".formula math")].map((m) => m.getBoundingClientRect().height)`,
  );
  assert.ok(heights.length >= formulas && heights.every((h) => h > 10), "formulas are set");
  for (const [k, player] of (await tab.$$(".player")).entries()) {
    const before = await player.$eval("output", (output) => output.textContent);
    await player.$eval("button", (button) => (button as { click(): void }).click());
    await until(tab, `document.querySelectorAll(".player output")[${k}].textContent !== "${before}"`);
  }
  assert.is(await tab.$eval("details", (details) => details.hasAttribute("open")), false);
  await tab.click("summary");
  assert.ok(await tab.isVisible("details > :nth-child(2)"), "the answer unfolds");
}
