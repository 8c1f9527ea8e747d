import { test } from "uvu";
import { frechetDistance, moments } from "../../mnist/frechet-distance.ts";
import { frechetReplicates } from "../../mnist/frechet-replicates.ts";
import { fillNormals } from "../../src/noise/draw.ts";
import { symmetricEigen } from "../../src/symmetric-eigen.ts";
import { catches, near, same, seeded, seedOf } from "../support.ts";

/** A random symmetric matrix. */
function symmetric(n: number, name: string): Float64Array {
  const z = new Float64Array(n * n);
  fillNormals(z, { seed: seedOf(name), purpose: 2, first: 0, width: n * n, step: 0, draw: 0 });
  return z.map((v, k) => v + z[(k % n) * n + Math.floor(k / n)]);
}

test("the distance of normal laws on a line is (m1 - m2)^2 + (s1 - s2)^2", () => {
  const law = (mean: number, deviation: number) => ({
    mean: Float64Array.of(mean),
    covariance: Float64Array.of(deviation ** 2),
  });
  near(frechetDistance(law(1, 2), law(4, 0.5)), 9 + 2.25, 1e-12);
  near(frechetDistance(law(1, 0), law(1, 0)), 0, 1e-12);
});

test("it is zero from a law to itself, symmetric, and unchanged by a rotation of both", () => {
  const n = 6;
  const positive = (name: string) => {
    const a = symmetric(n, name);
    return Float64Array.from({ length: n * n }, (_, k) => {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[Math.floor(k / n) * n + j] * a[(k % n) * n + j];
      return sum;
    });
  };
  const p = { mean: new Float64Array(n).fill(0.3), covariance: positive("p") };
  const q = { mean: new Float64Array(n), covariance: positive("q") };
  near(frechetDistance(p, p), 0, 1e-9);
  near(frechetDistance(p, q), frechetDistance(q, p), 1e-9);
  const { vectors: V } = symmetricEigen(symmetric(n, "rotation"), n);
  const turn = ({ mean, covariance }: typeof p) => ({
    mean: mean.map((_, i) => mean.reduce((sum, m, j) => sum + V[i * n + j] * m, 0)),
    covariance: covariance.map((_, k) => {
      let sum = 0;
      for (let a = 0; a < n; a++) {
        for (let b = 0; b < n; b++)
          sum += V[Math.floor(k / n) * n + a] * covariance[a * n + b] * V[(k % n) * n + b];
      }
      return sum;
    }),
  });
  near(frechetDistance(turn(p), turn(q)), frechetDistance(p, q), 1e-9);
  catches("the cross term forgotten", () => {
    const trace = (c: Float64Array) => c.reduce((sum, v, k) => sum + (k % (n + 1) === 0 ? v : 0), 0);
    near(n * 0.09 + trace(p.covariance) + trace(q.covariance), frechetDistance(p, q), 1e-9);
  });
});

test("directions without variance, of either law or of both, are no trouble", () => {
  const flat = (a: number, b: number, c: number) => ({
    mean: new Float64Array(3),
    covariance: Float64Array.of(a, 0, 0, 0, b, 0, 0, 0, c),
  });
  near(frechetDistance(flat(4, 0, 1), flat(1, 0, 0)), 1 + 1, 1e-12);
  near(frechetDistance(flat(1, 0, 0), flat(4, 9, 1)), 1 + 9 + 1, 1e-12);
  // all features the same: rank one
  const line = (s: number) => ({ mean: new Float64Array(3), covariance: new Float64Array(9).fill(s * s) });
  near(frechetDistance(line(2), line(5)), 3 * 9, 1e-6);
});

seeded("moments of samples tend to those of their law", (seed) => {
  const n = 20_000;
  const z = new Float64Array(2 * n);
  fillNormals(z, { seed, purpose: 2, first: 0, width: 2, step: 0, draw: 0 });
  const { mean, covariance } = moments(
    z.map((v, k) => (k % 2 === 0 ? v : 1 + 2 * v + 3 * z[k - 1])),
    2,
  );
  [0, 1].forEach((m, i) => {
    near(mean[i], m, 0.16);
  });
  [1, 3, 3, 13].forEach((c, i) => {
    near(covariance[i], c, 0.8);
  });
});

seeded("a sample that counts three times is three samples", (seed) => {
  const z = new Float64Array(8);
  fillNormals(z, { seed, purpose: 2, first: 0, width: 2, step: 0, draw: 0 });
  const long = [0, 0, 0, 2, 3].flatMap((k) => [z[2 * k], z[2 * k + 1]]);
  const [found, expected] = [moments(z, 2, [3, 0, 1, 1]), moments(long, 2)];
  found.mean.forEach((v, i) => {
    near(v, expected.mean[i], 1e-14);
  });
  found.covariance.forEach((v, i) => {
    near(v, expected.covariance[i], 1e-14);
  });
});

seeded(
  "the bootstrap's deviation is that of fresh samples, and a part of its replicates is a part",
  (seed) => {
    const [n, d, draws] = [200, 2, 150];
    const sample = (k: number): Float32Array => {
      const z = new Float64Array(n * d);
      fillNormals(z, { seed, purpose: 2, first: 0, width: n * d, step: k, draw: 0 });
      return Float32Array.from(z, (v) => v + 0.5);
    };
    const reference = { mean: new Float64Array(d), covariance: Float64Array.of(1, 0, 0, 1) };
    const deviation = (x: Float64Array): number => {
      const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
      return Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (x.length - 1));
    };
    const fresh = Float64Array.from({ length: draws }, (_, k) =>
      frechetDistance(moments(sample(k), d), reference),
    );
    const all = { features: sample(0), reference, seed, first: 0, count: draws };
    const replicates = frechetReplicates(all);
    // each has a relative error of 1 / sqrt(2 draws) = 6 %, and the sample itself one of 1 / sqrt(n / 2)
    const law = (x: Float64Array) => near(Math.log(deviation(x) / deviation(fresh)), 0, 0.8);
    law(replicates);
    catches("a deviation that is 2.5 times as large", () => law(replicates.map((v) => 2.5 * v)));
    same(frechetReplicates({ ...all, first: 3, count: 4 }), replicates.slice(3, 7));
  },
);

test.run();
