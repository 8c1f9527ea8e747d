import { NotCompilable } from "../../src/engine/index.ts";
import { UsageError } from "../../src/index.ts";
import type { EngineUse } from "../engine/engine-use.ts";
import { hasSimd } from "../engine/has-simd.ts";
import { compile } from "./compile.ts";
import { isNoiseless } from "./is-noiseless.ts";
import type { SampleSpec } from "./spec.ts";
import type { Subject } from "./subject.ts";

/** Numbers that the steps of a compiled run may need in all: their tables are held in memory, and sent to each thread. */
const mostNumbers = 1e7;

/** Why a sampling cannot be compiled; undefined where it can. Its first steps are compiled to see. */
async function hindrance(
  subject: Subject,
  spec: SampleSpec,
  engine: "simd32" | "simd64",
): Promise<string | undefined> {
  if (!hasSimd()) return "this machine's WebAssembly has no vectors";
  const grid = spec.grid.slice(0, 4);
  const steps = grid.length - 1;
  try {
    const { tasks } = await compile(subject, spec, engine, { grid });
    const numbers = tasks.reduce((sum, { table }) => sum + table.values.length + table.address.length, 0);
    const all = (numbers / steps) * (spec.grid.length - 1);
    if (all > mostNumbers) return `its steps would take a table of ${all.toPrecision(2)} numbers`;
    return undefined;
  } catch (error) {
    if (error instanceof NotCompilable) return `${spec.solver} is not compiled: ${error.message}`;
    throw error;
  }
}

/** The fastest engine that does not spoil what is measured. */
function fastest(subject: Subject, spec: SampleSpec) {
  const precise = spec.precise ?? (isNoiseless(subject, spec) ? "no noise hides the rounding" : undefined);
  return precise === undefined
    ? { engine: "simd32" as const, why: "the fastest: compiled, four particles at a time in float32" }
    : { engine: "simd64" as const, why: `the fastest in float64: ${precise}` };
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
  const best = engine === "auto" ? fastest(subject, spec) : { engine, why: "as asked" };
  const why = await hindrance(subject, spec, best.engine);
  if (why === undefined) return best;
  if (engine === "auto") return { engine: "reference", why };
  throw new UsageError({
    what: "--engine",
    got: engine,
    expected: "reference, or auto",
    advice: `Here ${why}.`,
  });
}
