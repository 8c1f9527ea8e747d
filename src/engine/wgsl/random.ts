import { literal } from "./literal.ts";

/**
 * Random numbers as WGSL: src/noise in the same letters. Words are equal to the bit; so are uniforms, whose rounding to 24 bits is done
 * in integers, since WGSL lets a conversion round either way. Normals differ by the rounding of float32.
 */
export const random = `
fn multiplyHigh(a: u32, b: u32) -> u32 {
  let al = a & 0xffffu;
  let ah = a >> 16u;
  let bl = b & 0xffffu;
  let bh = b >> 16u;
  let t = ah * bl + ((al * bl) >> 16u);
  let u = (t & 0xffffu) + al * bh;
  return ah * bh + (t >> 16u) + (u >> 16u);
}
fn philox(key: vec2u, counter: vec4u) -> vec4u {
  var k = key;
  var c = counter;
  for (var round = 0; round < 10; round++) {
    let h0 = multiplyHigh(c.x, 0xd2511f53u);
    let l0 = c.x * 0xd2511f53u;
    let h1 = multiplyHigh(c.z, 0xcd9e8d57u);
    let l1 = c.z * 0xcd9e8d57u;
    c = vec4u(h1 ^ c.y ^ k.x, l1, h0 ^ c.w ^ k.y, l0);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}
fn level(word: u32) -> f32 {
  let n = min(word | 1u, 0xffffff00u);
  let shift = 8u - min(countLeadingZeros(n), 8u);
  let half = (1u << shift) >> 1u;
  let even = ((n >> shift) & 1u) - 1u;
  return f32(((n + half + even) >> shift) << shift);
}
fn uniformOf(word: u32) -> f32 {
  return level(word) * ${literal(2 ** -32)};
}
fn boxMuller(u: u32, v: u32) -> vec2f {
  let radius = sqrt(-2f * logOf(uniformOf(u)));
  let quarters = level(v) * ${literal(2 ** -30)};
  let q = floor(quarters + 0.5f);
  return radius * cosSin(i32(q), (quarters - q) * ${literal(Math.PI / 2)});
}
`;
