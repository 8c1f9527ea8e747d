import { functions } from "../../../src/engine/wgsl/functions.ts";
import { random } from "../../../src/engine/wgsl/random.ts";

const header = `struct Run { infinity: u32 }
var<private> run = Run(0x7f800000u);
@group(0) @binding(0) var<storage, read> given: array<u32>;
@group(0) @binding(1) var<storage, read_write> out: array<u32>;
`;

/** A shader around statements that make words of `out` of words of `given`, for the invocation i. */
export const shader = (body: string, text = functions + random): string =>
  `${header}${text}
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
let i = id.x;
${body}
}`;
