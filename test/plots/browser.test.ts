import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Figure, html, mathml, page, report } from "../../plots/index.ts";
import { plotlyBundle } from "../../sims/node/plotly-bundle.ts";
import { closeBrowser, testInBrowser } from "../chromium.ts";
import { examples } from "./examples.ts";

const hostile = `</script><img src=x onerror="globalThis.hacked=1"><b>bold</b>`;
const folder = await mkdtemp(join(tmpdir(), "langevin-plots-"));
const plotly = await plotlyBundle();

test.after(async () => {
  await closeBrowser();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly tab: Page;
  /** Errors, warnings of the console, and addresses asked for beyond the file itself. */
  readonly complaints: string[];
}

/** Waits for an expression to hold. The tools' own way needs eval, which the page's policy forbids. */
async function until(tab: Page, expression: string, seconds = 60): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; await tab.waitForTimeout(20)) {
    if (await tab.evaluate(expression)) return;
  }
  assert.unreachable(`not within ${seconds} s: ${expression}`);
}

/** Opens a document from a file without a network and waits until its figures are drawn. */
async function open(browser: Browser, document: string, width = 1280, init?: string): Promise<Opened> {
  const path = join(folder, `${Math.trunc(performance.now() * 1000)}.html`);
  await writeFile(path, document);
  const context = await browser.newContext({ viewport: { width, height: 720 }, offline: true });
  const tab = await context.newPage();
  const complaints: string[] = [];
  tab.on("pageerror", (error) => complaints.push(error.message));
  tab.on("dialog", (dialog) => complaints.push(`dialog ${dialog.message()}`));
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  tab.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && request.url() !== pathToFileURL(path).href) {
      complaints.push(`asked for ${request.url()}`);
    }
  });
  if (init !== undefined) await tab.addInitScript(init);
  await tab.goto(pathToFileURL(path).href);
  await until(tab, "/ready|failed/.test(document.documentElement.dataset.state)");
  return { tab, complaints };
}

/** By how much the document is larger than the window, across and down. */
const overflow = (tab: Page): Promise<[number, number]> =>
  tab.evaluate(
    "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]",
  );

/** Marks that plotly drew: dots, lines, bars, shading. */
const marks = (tab: Page): Promise<number> =>
  tab.evaluate(
    `document.querySelectorAll(".plot .point, .plot path.js-line, .plot path.js-fill, .plot .hm image").length`,
  );

const figuresOf = (text: string) =>
  Object.entries(examples).flatMap(([name, make]) =>
    Object.entries(make(text)).map(([variant, figure]) => ({ name: `${name}-${variant}`, figure })),
  );

const only = (name: string, figure: Figure) =>
  page({ title: "A title", figures: [{ name, figure, caption: "About it." }], plotly });

/** Words that do not lie inside their picture. */
const cutOff = `[...document.querySelectorAll(".plot")].flatMap((plot) => {
  const box = plot.getBoundingClientRect();
  return [...plot.querySelectorAll("text")].filter((text) => {
    const { left, right, top, bottom, width } = text.getBoundingClientRect();
    return width > 0 && (left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1);
  }).map((text) => text.textContent);
})`;

for (const { name, figure } of figuresOf("about")) {
  testInBrowser(
    `${name} is drawn from a file without a network, whole, and fits 1280 x 720`,
    async (browser) => {
      const { tab, complaints } = await open(browser, only(name, figure));
      assert.is(await tab.evaluate("document.documentElement.dataset.state"), "ready");
      assert.equal(complaints, []);
      assert.ok((await marks(tab)) > 0, "nothing was drawn");
      const [across, down] = await overflow(tab);
      assert.ok(across <= 0 && down <= 0, `too large by ${across} x ${down}`);
      assert.equal(await tab.evaluate(cutOff), [], "words are cut off");
      await tab.context().close();
    },
  );
}

const places = `[...document.querySelectorAll(".scatterlayer .trace:first-child .point")].map((p) => p.getAttribute("transform"))`;
const numbersOf = (transforms: string[]) =>
  transforms.flatMap((t) => (t.match(/-?[\d.]+/g) ?? []).map(Number));
/** The same places to a fifth of a pixel. */
const checkClose = (a: number[], b: number[]) => {
  assert.is(a.length, b.length);
  assert.ok(
    a.every((value, i) => Math.abs(value - b[i]) < 0.2),
    `${a} and ${b}`,
  );
};
const settled = (label: string) =>
  `document.querySelector(".player output").value.includes(${JSON.stringify(label)}) && document.querySelector(".player button").dataset.state === "paused"`;
const { plain, moving } = examples.trajectories("about");

testInBrowser("play moves the particles and stops at the last frame", async (browser) => {
  const { tab, complaints } = await open(browser, only("animation", plain));
  const before = await tab.evaluate<string[]>(places);
  assert.is(before.length, 40);
  assert.is(await tab.inputValue("input[type=range]"), "4");
  await tab.click("text=Play");
  await until(tab, `document.querySelector(".player input").value === "1"`);
  assert.is(await tab.textContent(".player button"), "Pause");
  assert.not.equal(await tab.evaluate<string[]>(places), before);
  await until(tab, settled("t = 4"));
  checkClose(numbersOf(await tab.evaluate<string[]>(places)), numbersOf(before));
  assert.ok(await tab.evaluate(`document.querySelectorAll(".hm image").length === 1`), "the density stays");
  assert.equal(complaints, []);
  await tab.context().close();
});

testInBrowser(
  "a keyboard plays, pauses and moves the slider, and plotly is told where it came to rest",
  async (browser) => {
    const { tab, complaints } = await open(browser, only("animation", plain));
    await tab.keyboard.press("Space");
    await until(tab, `document.querySelector(".player button").dataset.state === "playing"`);
    await tab.keyboard.press("Space");
    await until(tab, `document.querySelector(".player button").dataset.state === "paused"`);
    await tab.focus("input[type=range]");
    await tab.keyboard.press("Home");
    assert.is(await tab.textContent("output"), "about t = 0");
    await tab.keyboard.press("ArrowRight");
    assert.is(await tab.textContent("output"), "about t = 1");
    assert.is(await tab.getAttribute("input[type=range]", "aria-valuetext"), "about t = 1");
    const glided = numbersOf(await tab.evaluate<string[]>(places));
    await tab.waitForTimeout(600);
    const told = numbersOf(await tab.evaluate<string[]>(places));
    checkClose(glided, told);
    const [x] = await tab.evaluate<number[]>(`Array.from(document.querySelector(".plot").data[1].x)`);
    assert.is(x, (plain.frames![1].data[0] as { x: Float32Array }).x[0]);
    assert.equal(complaints, []);
    await tab.context().close();
  },
);

testInBrowser("a density and a window of their own move with the frames", async (browser) => {
  const { tab, complaints } = await open(browser, only("animation", moving));
  const state = `[document.querySelector(".plot").layout.xaxis.range[1], document.querySelector(".hm image").getAttribute("href").length]`;
  const [end] = await tab.evaluate<number[]>(state);
  assert.ok(Math.abs(end - 2.2) < 1e-9, `window to ${end}`);
  await tab.focus("input[type=range]");
  await tab.keyboard.press("Home");
  await until(tab, `document.querySelector(".plot").layout.xaxis.range[1] === 3`);
  assert.ok(await tab.evaluate(`document.querySelectorAll(".hm image").length === 1`));
  await tab.click("text=Play");
  await until(tab, settled("t = 4"));
  await until(tab, `Math.abs(document.querySelector(".plot").layout.xaxis.range[1] - 2.2) < 1e-9`);
  assert.equal(complaints, []);
  await tab.context().close();
});

const everything = report({
  title: hostile,
  lead: html`All figures, ${mathml("x_t = \\alpha x_0 + \\sigma z")}.`,
  facts: [["seed", 7]],
  sections: [
    { heading: hostile, blocks: [{ formula: "\\nabla \\log p_t(x)" }, { code: hostile }] },
    { heading: "Figures", blocks: figuresOf(hostile).map((named) => ({ ...named, caption: hostile })) },
    { heading: "Numbers", blocks: [{ table: { columns: ["sampler", hostile], rows: [["flow", 0.0084]] } }] },
  ],
  plotly,
});

testInBrowser(
  "a report of all figures takes no words for markup, and no window for wider than it is",
  async (browser) => {
    const { tab, complaints } = await open(browser, everything);
    assert.equal(complaints, []);
    const drawn = `[...document.querySelectorAll(".plot")].map((plot) => plot.querySelector(".main-svg") !== null)`;
    assert.equal(
      await tab.evaluate(drawn),
      figuresOf("").map(() => true),
    );
    assert.equal(
      await tab.evaluate(
        "[globalThis.hacked ?? 0, document.images.length, document.querySelector('h1').textContent]",
      ),
      [0, 0, hostile],
    );
    const titles = `[...document.querySelectorAll("text.gtitle")].map((title) => title.textContent)`;
    assert.ok(
      (await tab.evaluate<string[]>(titles)).includes(hostile),
      "a figure's title shows the words as they are",
    );
    const height = `document.querySelector("math[display=block]").getBoundingClientRect().height`;
    assert.ok((await tab.evaluate<number>(height)) > 10, "formulas are set");
    for (const width of [1280, 390]) {
      await tab.setViewportSize({ width, height: 720 });
      await tab.waitForTimeout(500);
      assert.ok((await overflow(tab))[0] <= 0, `too wide by ${(await overflow(tab))[0]} at ${width}`);
    }
    await tab.context().close();
  },
);

testInBrowser(
  "in print every figure is as large as the sheet has room for, and nothing lies over it",
  async (browser) => {
    const { tab } = await open(browser, everything);
    await tab.emulateMedia({ media: "print" });
    const sizes = `[...document.querySelectorAll(".plot")].map((plot) => [plot, plot.querySelector(".main-svg")].map((part) => {
    const { width, height } = part.getBoundingClientRect();
    return [width, height];
  }))`;
    for (const [room, drawn] of await tab.evaluate<number[][][]>(sizes)) {
      assert.ok(room[0] <= 661 && room[1] <= 861, `${room}`);
      assert.ok(
        room.every((side, i) => Math.abs(side - drawn[i]) < 2),
        `${drawn} in ${room}`,
      );
    }
    await tab.context().close();
  },
);

testInBrowser("a browser that cannot unpack the figures says so", async (browser) => {
  const { tab } = await open(
    browser,
    only("digits", examples.digits("").plain),
    1280,
    "delete globalThis.DecompressionStream",
  );
  assert.is(await tab.evaluate("document.documentElement.dataset.state"), "failed");
  assert.match((await tab.textContent("[role=alert]")) ?? "", /DecompressionStream/);
  await tab.context().close();
});

test.run();
