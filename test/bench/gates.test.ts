import { test } from "uvu";
import * as assert from "uvu/assert";
import { near } from "../support.ts";
import { type Gate, gates } from "./gates.ts";
import { peers } from "./peers/index.ts";
import { ratios } from "./ratios.ts";
import { type Row, rateOf } from "./row.ts";

const particles = 100_000;
const steps = 40;

/** A row with this rate in millions of particle-steps a second. */
function row(contestant: string, rate: number, more: Partial<Row> = {}): Row {
  const seconds = [(particles * steps) / (1e6 * rate)];
  return {
    problem: "langevin",
    contestant,
    title: contestant,
    kind: peers.some(({ name }) => name === contestant) ? "peer" : "engine",
    precision: "float32",
    threads: 2,
    particles,
    steps,
    seconds,
    ...rateOf({ particles, steps, seconds }),
    compileSeconds: 0.05,
    newGrid: { secondsPerStep: 5e-6, kernels: 0 },
    secondMoment: 16.5,
    agrees: true,
    ...more,
  };
}

/** The peers as in the table of the design, and an engine that meets all. */
const there: Row[] = [
  ...peers.flatMap(({ name, there }) => (there === undefined ? [] : [row(name, there)])),
  row("simd32", 80),
  row("simd32", 40, { threads: 1 }),
  row("jax", 1, { problem: "reverse-sde" }),
  row("simd32", 4, { problem: "reverse-sde" }),
];
const of = (
  rows: readonly Row[],
  about: RegExp,
  skipped = [] as { contestant: string; reason: string }[],
): Gate => gates({ rows, skipped, threads: 2 }).find((gate) => about.test(gate.about))!;
const without = (name: string) => there.filter(({ contestant }) => contestant !== name);
const changed = (name: string, more: Partial<Row>) =>
  there.map((r) => (r.contestant === name ? { ...r, ...more } : r));

test("an engine that is fast enough meets every target, beside peers that are as they were", () => {
  assert.equal(
    gates({ rows: there, skipped: [], threads: 2 }).filter(({ met }) => !met),
    [],
  );
  near(of(there, /a thread/).target, 36, 1e-9);
  near(of(there, /jax-unrolled/).measured ?? Number.NaN, 80 / 57.9, 1e-9);
});

test("a target whose peer was skipped is unmet, with the reason", () => {
  const gate = of(without("diffrax"), /diffrax/, [{ contestant: "diffrax", reason: "no wheel" }]);
  assert.not(gate.met);
  assert.match(gate.unmetBecause ?? "", /diffrax was skipped: no wheel/);
});

test("without peers and without the engine all are unmet", () => {
  const found = gates({ rows: [], skipped: [], threads: 2 });
  assert.ok(found.length >= 10);
  assert.ok(found.every(({ met, unmetBecause }) => !met && unmetBecause !== undefined));
});

test("a wrong result, a slow thread, a slow compiler or a new kernel meets nothing", () => {
  assert.match(of(changed("simd32", { agrees: false }), /jax-unrolled/).unmetBecause ?? "", /wrong/);
  assert.not(of(changed("jax", { rate: 20e6 }), /2 threads \/ jax$/).met);
  assert.not(of(changed("simd32", { rate: 40e6 }), /on two threads/).met);
  assert.not(of(changed("simd32", { rate: 40e6 }), /a thread/).met);
  assert.not(of(changed("simd32", { compileSeconds: 0.2 }), /first compilation/).met);
  assert.not(of(changed("simd32", { newGrid: { secondsPerStep: 5e-6, kernels: 1 } }), /kernels/).met);
  assert.not(of(changed("simd32", { newGrid: { secondsPerStep: 2e-5, kernels: 0 } }), /: a new grid/).met);
});

test("a slower machine scales what a thread has to do, not the ratios", () => {
  const half = there.map((r) => ({ ...r, rate: r.rate / 2 }));
  near(of(half, /a thread/).target, 18, 1e-9);
  assert.ok(of(half, /a thread/).met);
  assert.is(of(half, /diffrax/).target, 12);
});

test("measured with other numbers of particles, a target is unmet", () => {
  assert.match(
    of(changed("simd32", { particles: 1000 }), /jax-unrolled/).unmetBecause ?? "",
    /100000 particles/,
  );
});

test("ratios are of rows of one race that are right", () => {
  const found = ratios([
    ...there.filter(({ problem }) => problem === "langevin"),
    row("numpy", 2, { particles: 1000 }),
    row("reference", 5, { agrees: false }),
  ]);
  assert.is(found.length, 2 * (peers.length - 1));
  assert.ok(found.every(({ engine, particles: n }) => engine === "simd32" && n === particles));
});

test.run();
