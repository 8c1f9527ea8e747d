import { test } from "uvu";
import * as assert from "uvu/assert";
import { accent, styleOf } from "../../plots/theme.ts";
import { catches } from "../support.ts";

type Triple = readonly [number, number, number];

const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const rgb = (hex: string) =>
  [1, 3, 5].map((i) => linear(Number.parseInt(hex.slice(i, i + 2), 16) / 255)) as unknown as Triple;
const times = (m: readonly Triple[], v: Triple) =>
  m.map((row) => row.reduce((sum, a, j) => sum + a * v[j], 0)) as unknown as Triple;

/** CIE L*a*b* of linear sRGB, D65. */
function lab(v: Triple): Triple {
  const [x, y, z] = times(
    [
      [0.4124, 0.3576, 0.1805],
      [0.2126, 0.7152, 0.0722],
      [0.0193, 0.1192, 0.9505],
    ],
    v,
  );
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.9505), f(y), f(z / 1.089)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** Machado, Oliveira, Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1. */
const sights: Readonly<Record<string, readonly Triple[]>> = {
  "full colour": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** About ten just noticeable differences. */
const apart = 25;

function checkApart(colours: readonly string[], sight: readonly Triple[]): void {
  const seen = colours.map((hex) => lab(times(sight, rgb(hex))));
  seen.forEach((a, i) => {
    seen.slice(0, i).forEach((b, j) => {
      const difference = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
      assert.ok(difference >= apart, `${colours[i]} and ${colours[j]} differ by ${difference.toFixed(1)}`);
    });
  });
}

const colours = ["truth", "langevin", "annealed", "reverse-sde", "flow"].map((name) => styleOf(name).colour);

for (const [name, sight] of Object.entries(sights)) {
  test(`the samplers' colours are told apart with ${name}`, () => checkApart(colours, sight));
  test(`a highlighted path is told from the flow and the reverse SDE with ${name}`, () => {
    for (const sampler of [colours[3], colours[4]]) checkApart([sampler, accent], sight);
  });
}

test("names of samplers can be read on white", () => {
  for (const hex of colours) {
    const [r, g, b] = rgb(hex);
    const contrast = 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
    assert.ok(contrast >= 3.5, `${hex}: ${contrast.toFixed(2)}`);
  }
});

test("red and green of equal lightness would be caught", () => {
  catches("colours that a deuteranope cannot tell apart", () =>
    checkApart(["#b5651d", "#6b8e23"], sights.deuteranopia),
  );
});

test("a sampler has the same style everywhere, and a stranger one of its own", () => {
  assert.equal(styleOf("flow"), styleOf("flow"));
  assert.equal(styleOf("my sampler"), styleOf("my sampler"));
  assert.not.ok(colours.includes(styleOf("constructor").colour));
});

test.run();
