import type { Browser, Page as Tab } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileRun } from "../../src/engine/compile-run.ts";
import { runProgram } from "../../src/engine/run-program.ts";
import { closeBrowser, testInBrowser } from "../chromium.ts";
import { serveModules } from "../serve-modules.ts";
import { same } from "../support.ts";
import { engines } from "./agree.ts";
import type { Page } from "./web/page.ts";
import { make, options, part } from "./web/problem.ts";

const modules = await serveModules();

test.after(async () => {
  await closeBrowser();
  modules.close();
});

declare const page: Page;

/** A tab with the functions of web/page.ts. */
async function open(browser: Browser): Promise<Tab> {
  const tab = await browser.newPage();
  await tab.goto(modules.url);
  await tab.addScriptTag({ type: "module", url: "/test/engine/web/page.ts" });
  assert.is(await tab.evaluate(() => typeof page), "object", "the page's modules were loaded");
  return tab;
}

testInBrowser("web workers of a page without shared memory change no bit", async (browser) => {
  const tab = await open(browser);
  assert.not(await tab.evaluate(() => page.isolated()), "the page has no shared memory");
  for (const engine of engines) {
    const alone = Float64Array.from(await tab.evaluate((e) => page.alone(e), engine));
    const shared = await tab.evaluate((e) => page.onWorkers(e, 2, "worker.ts"), engine);
    same(Float64Array.from(shared), alone, engine);
    if (engine === "javascript") continue; // its exponential is that of the browser
    same(alone, runProgram(await compileRun(make, { ...options, engine }), part).frames, `${engine} in Node`);
  }
  assert.is(await tab.evaluate(() => page.started()), 2 * engines.length);
  await tab.close();
});

testInBrowser("a web worker that does not start is told", async (browser) => {
  const tab = await open(browser);
  const run = tab.evaluate(() => page.onWorkers("simd64", 2, "no-such-worker.ts"));
  const message = await run.then(
    () => "it ran",
    (error: Error) => error.message,
  );
  assert.match(message, /a worker died twice over the same particles/);
  await tab.close();
});

test.run();
