import { compile } from "watr";
import type { Lanes } from "../../../src/engine/wasm/lanes.ts";
import { pooled } from "../../../src/engine/wasm/pooled.ts";

/** Arguments, a and b, and results of a vector function, in the memory of its module. */
export interface VectorModule {
  readonly a: Float32Array | Float64Array;
  readonly b: Float32Array | Float64Array;
  readonly out: Float32Array | Float64Array;
  /** Writes `out` for the first `count` arguments, a multiple of the lanes. */
  run(count: number): void;
}

/** A module that applies `write`, statements that read $a and $b and set $out, to arrays of `size` numbers. */
export function vectorModule({ type, bytes }: Lanes, size: number, write: string): VectorModule {
  const span = size * bytes;
  const pages = Math.ceil((3 * span) / 65536);
  const text = `(module (memory (export "memory") ${pages})
(func (export "run") (param $end i32) (local $i i32) (local $a v128) (local $b v128) (local $out v128)
${pooled(`(loop $next
(local.set $a (v128.load (local.get $i)))
(local.set $b (v128.load offset=${span} (local.get $i)))
${write}
(v128.store offset=${2 * span} (local.get $i) (local.get $out))
(br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end))))`)}))`;
  const { exports } = new WebAssembly.Instance(
    new WebAssembly.Module(compile(text) as Uint8Array<ArrayBuffer>),
  );
  const { buffer } = exports.memory as WebAssembly.Memory;
  const view = (k: number) =>
    type === "f32x4" ? new Float32Array(buffer, k * span, size) : new Float64Array(buffer, k * span, size);
  const run = exports.run as (end: number) => void;
  return { a: view(0), b: view(1), out: view(2), run: (count) => run(count * bytes) };
}
