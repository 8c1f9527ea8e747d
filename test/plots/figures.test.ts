import { test } from "uvu";
import * as assert from "uvu/assert";
import * as plots from "../../plots/index.ts";
import { embed, type Figure } from "../../plots/index.ts";
import * as pageParts from "../../plots/page/index.ts";
import { examples } from "./examples.ts";

const hostile = `</script><img src=x onerror="globalThis.hacked=1"><b>bold</b> & "quoted"`;

const registered = Object.keys(plots).filter((name) => !(name in pageParts));

const all = (text: string): [name: string, figure: Figure][] =>
  Object.entries(examples).flatMap(([name, make]) =>
    Object.entries(make(text)).map(([variant, figure]): [string, Figure] => [`${name}, ${variant}`, figure]),
  );

test("every registered figure has an example, and nothing else has", () => {
  assert.ok(registered.length > 0);
  assert.equal(Object.keys(examples).sort(), registered.sort());
});

/** Every string of a figure that plotly reads, with its place. */
function strings(value: unknown, place = ""): [place: string, text: string][] {
  if (typeof value === "string") return [[place, value]];
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, `${place}.${key}`));
}

for (const [name, figure] of all("a title")) {
  test(`${name}: is JSON that holds no NaN, and the same for the same data`, () => {
    const { markup } = embed(figure);
    const parsed = JSON.parse(markup);
    assert.equal(Object.keys(parsed).sort(), Object.keys(figure).sort());
    assert.not.match(markup, /\bNaN\b|\bInfinity\b/);
    assert.is(markup, embed(new Map(all("a title")).get(name)).markup);
  });

  test(`${name}: has a natural size that fits a projector's width`, () => {
    const { width, height } = figure.layout as { width: number; height: number };
    assert.ok(width > 200 && width <= 1280, `width ${width}`);
    assert.ok(height > 200 && height <= 1280, `height ${height}`);
  });

  // time is no coordinate of a plane
  const planes = name.startsWith("paths,") ? [] : figure.data.filter(({ type }) => type === "heatmap");
  test(`${name}: a plane has one unit as long across as up`, () => {
    const axes = figure.layout as Record<string, { scaleanchor?: string; scaleratio?: number }>;
    for (const trace of planes) {
      const axis = axes[String(trace.yaxis ?? "y").replace("y", "yaxis")];
      assert.is(axis.scaleanchor, trace.xaxis ?? "x");
      assert.is(axis.scaleratio, 1);
    }
  });
}

for (const [name, figure] of all(hostile)) {
  test(`${name}: words from outside are never markup`, () => {
    const { frames = [], ...read } = figure;
    for (const [place, text] of strings(read))
      assert.not.match(text, /<(?:img|script|\/script|b>bold)/, place);
    assert.not.match(embed(figure).markup, /[<>]/);
    for (const { label } of frames) assert.type(label, "string");
  });
}

test("words that are markup would be seen by that law", () => {
  const unsafe = { data: [], layout: { title: { text: hostile } } };
  assert.ok(strings(unsafe).some(([, text]) => /<img/.test(text)));
});

test.run();
