import {
  arraySpace,
  brownianPath,
  fillNormals,
  fillUniforms,
  grids,
  intervals,
  philox,
  purposes,
} from "../../src/index.ts";
import { type Claim, checks } from "./claim.ts";

type Arrays = Float64Array;
interface NoiseEntry {
  readonly name: string;
  readonly claims: readonly Claim[];
}

/** Random123's known answers: counter, key, output. */
const known = [
  ["00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  ["ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"],
  ["243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"],
];

function answersRight(): number {
  const words = (text: string) => text.split(" ").map((word) => Number.parseInt(word, 16) | 0);
  return known.filter(([counter, key, output]) => {
    const [[k0, k1], [c0, c1, c2, c3], out] = [words(key), words(counter), new Int32Array(4)];
    philox(k0, k1, c0, c1, c2, c3, out);
    return words(output).every((word, i) => word === out[i]);
  }).length;
}

const n = 400_000;
const address = { seed: 0n, first: 0, width: 1, step: 0, draw: 0 };
/** A moment of n draws, less what it should be, in standard errors. */
function deviation(
  fill: (out: Arrays) => void,
  of: (x: number) => number,
  mean: number,
  variance: number,
): number {
  const x = new Float64Array(n);
  fill(x);
  const sum = x.reduce((total, v) => total + of(v), 0);
  return (sum / n - mean) / Math.sqrt(variance / n);
}
const normals = (out: Arrays) => fillNormals(out, { ...address, purpose: purposes.exactNormal });
const uniforms = (out: Arrays) => fillUniforms(out, { ...address, purpose: purposes.exactUniform });

/** One draw in a thousand million is further out. */
const limit = 6.1094;
const moment = (claim: string, measure: () => number): Claim => ({
  claim: `${claim}, off by (s.e.)`,
  claimed: 0,
  tolerance: limit,
  measure,
});

/** By how much the sum of fine increments, or areas, is off the coarse one. */
function coarseLessFine(): number {
  const space = arraySpace({ particles: 100, dimension: 1 });
  const path = brownianPath(space, 0n, [0, 1]);
  const whole = { t0: 0, t1: 1, before: 0, k: 0, last: true };
  const [W, A] = [path.increment(whole, space.scratch()).slice(), path.area(whole, space.scratch()).slice()];
  const seen = new Float64Array(100);
  for (const at of intervals(grids.uniform(0, 1, 10))) {
    const [w, a] = [path.increment(at, space.scratch()).slice(), path.area(at, space.scratch()).slice()];
    for (let i = 0; i < 100; i++) {
      A[i] -= a[i] + (at.t1 - at.t0) * seen[i];
      seen[i] += w[i];
    }
  }
  return Math.max(...W.map((w, i) => Math.abs(w - seen[i])), ...A.map(Math.abs));
}

const entries: readonly NoiseEntry[] = [
  {
    name: "philox4x32-10",
    claims: [{ claim: "known answers of Random123", claimed: 3, tolerance: 0, measure: answersRight }],
  },
  {
    name: "uniforms",
    claims: [
      moment("mean", () => deviation(uniforms, (u) => u, 1 / 2, 1 / 12)),
      moment("second moment", () => deviation(uniforms, (u) => u * u, 1 / 3, 4 / 45)),
    ],
  },
  {
    name: "normals",
    claims: [
      moment("mean", () => deviation(normals, (z) => z, 0, 1)),
      moment("variance", () => deviation(normals, (z) => z * z, 1, 2)),
      moment("fourth moment", () => deviation(normals, (z) => z ** 4, 3, 96)),
    ],
  },
  {
    name: "brownian-path",
    claims: [
      {
        claim: "fine increments and areas less coarse ones",
        claimed: 0,
        tolerance: 1e-13,
        measure: coarseLessFine,
      },
    ],
  },
];

/** What the random numbers claim. */
export const noise = checks<NoiseEntry>({ group: "noise", entries, claims: ({ claims }) => claims });
