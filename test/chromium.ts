import { type Browser, chromium as engine } from "playwright-core";
import { test } from "uvu";
import { findChromium } from "../sims/node/find-chromium.ts";

const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-pings",
  // Chromium refuses its sandbox to root, which is who runs the tests in a container
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

let started: Promise<Browser> | undefined;

/** The one browser of this process, with the flags of the first call; `test.after(closeBrowser)` ends it. */
export function browser(flags: readonly string[] = ["--disable-gpu"]): Promise<Browser> {
  started ??= engine.launch({ executablePath: findChromium() as string, args: [...quiet, ...flags] });
  return started;
}

export async function closeBrowser(): Promise<void> {
  await (await started)?.close();
}

/** A test that needs a part of the machine: without it the test is skipped by name, and says why. */
export function testWith(part: unknown, why: string, name: string, body: () => Promise<void>): void {
  if (part === undefined) {
    console.log(`skipped ${name}: ${why}`);
    test.skip(name, body);
  } else test(name, body);
}

/** A test in a real browser. */
export const testInBrowser = (name: string, body: (browser: Browser) => Promise<void>): void =>
  testWith(findChromium(), "no Chromium was found; CHROME_PATH names one", name, async () =>
    body(await browser()),
  );
