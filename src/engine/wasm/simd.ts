import type { Backend } from "../backend.ts";
import { NotCompilable } from "../not-compilable.ts";
import { kernel } from "./kernel.ts";
import { type Lanes, lanes as widths } from "./lanes.ts";
import { SimdMachine } from "./simd-machine.ts";
import type { Code } from "./task-memory.ts";

/** Characters of a module; beyond, it would take longer to compile than most runs take. */
const mostText = 1e6;

/** The back end of vectors of one width. */
const simd = (lanes: Lanes): Backend<Code> => ({
  sharesTables: true,
  async code(graph, shape) {
    const { compile } = await import("watr");
    const { text, ...layout } = kernel(graph, lanes, shape);
    if (text.length > mostText) throw new NotCompilable(`its code would be ${text.length} characters long`);
    const module = await WebAssembly.compile(compile(text) as Uint8Array<ArrayBuffer>);
    return { module, draws: graph.draws, ...layout };
  },
  machine: (program) => new SimdMachine(lanes, program),
});

export const simd32 = simd(widths.f32x4);
export const simd64 = simd(widths.f64x2);
