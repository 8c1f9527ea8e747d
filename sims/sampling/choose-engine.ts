import { NotCompilable, type Program } from "../../src/engine/index.ts";
import { type Grid, UsageError } from "../../src/index.ts";
import type { EngineUse } from "../engine/engine-use.ts";
import { hasSimd } from "../engine/has-simd.ts";
import { compile } from "./compile.ts";
import { float32Error } from "./float32-error.ts";
import { isNoiseless } from "./is-noiseless.ts";
import type { SampleSpec } from "./spec.ts";
import type { Subject } from "./subject.ts";

type Compiled = "simd32" | "simd64";

/** Numbers that the steps of a compiled run may need in all: their tables are held in memory, and sent to each thread. */
const mostNumbers = 1e7;
/** What float32 may be off by in the first steps, in units of what particles move in them. */
const tolerance = 1e-3;

/** The first steps of a sampling, compiled; or why it cannot be. */
async function rehearse(
  subject: Subject,
  spec: SampleSpec,
  engine: Compiled,
): Promise<{ readonly program: Program; readonly grid: Grid } | { readonly why: string }> {
  if (!hasSimd()) return { why: "this machine's WebAssembly has no vectors" };
  const grid = spec.grid.slice(0, 4);
  try {
    const program = await compile(subject, spec, engine, { grid });
    const own = program.tasks.map(({ table }) => table.values.length + table.address.length);
    const all = (own.reduce((a, b) => a + b) / (grid.length - 1)) * (spec.grid.length - 1);
    if (all > mostNumbers) return { why: `its steps would take a table of ${all.toPrecision(2)} numbers` };
    return { program, grid };
  } catch (error) {
    if (error instanceof NotCompilable) return { why: `${spec.solver} is not compiled: ${error.message}` };
    throw error;
  }
}

/** The fastest engine that does not spoil what is measured. */
async function fastest(subject: Subject, spec: SampleSpec): Promise<EngineUse> {
  const in64 = (why: string): EngineUse => ({ engine: "simd64", why: `the fastest in float64: ${why}` });
  const precise = spec.precise ?? (isNoiseless(subject, spec) ? "no noise hides the rounding" : undefined);
  const tried = await rehearse(subject, spec, precise === undefined ? "simd32" : "simd64");
  if ("why" in tried) return { engine: "reference", why: tried.why };
  if (precise !== undefined) return in64(precise);
  const error = await float32Error(subject, spec, tried.program, tried.grid);
  if (error > tolerance)
    return in64(`in float32 the first steps would be off by ${(100 * error).toPrecision(2)} %`);
  return { engine: "simd32", why: "the fastest: compiled, four particles at a time in float32" };
}

/**
 * What moves the particles of a sampling, and why. "auto" is the fastest that can serve: float32 where what is measured allows it, else
 * float64, else the arrays of the reference.
 *
 * @throws UsageError for an engine that was asked for and cannot serve
 */
export async function chooseEngine(subject: Subject, spec: SampleSpec): Promise<EngineUse> {
  const { engine = "auto" } = spec;
  if (engine === "auto") return fastest(subject, spec);
  const tried = engine === "reference" ? {} : await rehearse(subject, spec, engine);
  if (!("why" in tried)) return { engine, why: "as asked" };
  throw new UsageError({
    what: "--engine",
    got: engine,
    expected: "reference, or auto",
    advice: `Here ${tried.why}.`,
  });
}
