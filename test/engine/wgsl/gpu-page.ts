import type { Page } from "playwright-core";
import { test } from "uvu";
import { findChromium } from "../../../sims/node/find-chromium.ts";
import type { WgslProgram } from "../../../src/engine/wgsl/compile-wgsl.ts";
import type { GpuOutcome } from "../../../src/engine/wgsl/run-wgsl.ts";
import type { GpuPart } from "../../../src/engine/wgsl/stream-wgsl.ts";
import { browser, closeBrowser, testWith } from "../../chromium.ts";
import { serveModules } from "../../serve-modules.ts";
import type { InPage } from "./in-page.ts";

const flags = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];
declare const page: InPage;

/** A page with a device; undefined where there is no Chromium or no adapter. */
async function open(): Promise<Page | undefined> {
  if (findChromium() === undefined) return undefined;
  const tab = await (await browser(flags)).newPage();
  const { url, close } = await serveModules();
  test.after(close);
  await tab.goto(url);
  // a script element would be done before the module's awaits are
  await tab.evaluate(`import("/test/engine/wgsl/in-page.ts").then(() => undefined)`);
  return (await tab.evaluate(() => page.ready)) ? tab : undefined;
}

const opened = await open();
const tab = opened as Page;
test.after(closeBrowser);

/** A test on a GPU, or on what plays one. */
export const testOnGpu = (name: string, body: () => Promise<void>): void =>
  testWith(opened, "no Chromium with WebGPU was found; CHROME_PATH names one", name, body);

/** `runWgsl` in the page. */
export const runInPage = (program: WgslProgram, part: GpuPart): Promise<GpuOutcome> =>
  tab.evaluate(([code, given]) => page.run(code, given), [program, part] as const);

/** How many positions of a line a run gets wrong; see `InPage`. */
export const lineInPage = (program: WgslProgram, particles: number, factor: number): Promise<number> =>
  tab.evaluate((given) => page.line(...given), [program, particles, factor] as const);

/** Runs a shader in the page; see `InPage`. */
export const computeInPage = (
  code: string,
  input: Uint32Array<ArrayBuffer>,
  count: number,
  words: number,
): Promise<Uint32Array> =>
  tab.evaluate((given) => page.compute(...given), [code, input, count, words] as const);
