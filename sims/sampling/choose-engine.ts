import { NotCompilable } from "../../src/engine/index.ts";
import { UsageError } from "../../src/index.ts";
import type { EngineUse } from "../engine/engine-use.ts";
import { hasSimd } from "../engine/has-simd.ts";
import { compile } from "./compile.ts";
import { isNoiseless } from "./is-noiseless.ts";
import type { SampleSpec } from "./spec.ts";
import type { Subject } from "./subject.ts";

/** Numbers that the steps of a compiled run may need in all: their tables are held in memory, and sent to each thread. */
const mostNumbers = 3e7;

/** Why a sampling cannot be compiled; undefined where it can. Its first steps are compiled to see. */
async function hindrance(subject: Subject, spec: SampleSpec): Promise<string | undefined> {
  if (!hasSimd()) return "this machine's WebAssembly has no vectors";
  const grid = spec.grid.slice(0, 4);
  const steps = grid.length - 1;
  try {
    const { tasks } = await compile(subject, spec, "simd64", { grid });
    const numbers = tasks.reduce((sum, { table }) => sum + table.values.length + table.address.length, 0);
    const all = (numbers / steps) * (spec.grid.length - 1);
    if (all > mostNumbers) return `its steps would take a table of ${all.toPrecision(2)} numbers`;
    return undefined;
  } catch (error) {
    if (error instanceof NotCompilable) return `${spec.solver} is not compiled: ${error.message}`;
    throw error;
  }
}

/**
 * What moves the particles of a sampling, and why. "auto" is the fastest that can serve: float32 where what is measured allows it, else
 * float64, else the arrays of the reference.
 *
 * @throws UsageError for an engine that was asked for and cannot serve
 */
export async function chooseEngine(subject: Subject, spec: SampleSpec): Promise<EngineUse> {
  const { engine = "auto" } = spec;
  if (engine === "reference") return { engine, why: "as asked" };
  const why = await hindrance(subject, spec);
  if (engine === "auto") {
    if (why !== undefined) return { engine: "reference", why };
    const precise = spec.precise ?? (isNoiseless(subject, spec) ? "no noise hides the rounding" : undefined);
    if (precise !== undefined) return { engine: "simd64", why: `the fastest in float64: ${precise}` };
    return { engine: "simd32", why: "the fastest: compiled, four particles at a time in float32" };
  }
  if (why === undefined) return { engine, why: "as asked" };
  throw new UsageError({
    what: "--engine",
    got: engine,
    expected: "reference, or auto",
    advice: `Here ${why}.`,
  });
}
