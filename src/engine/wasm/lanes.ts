/** The two ways in which 128 bits hold numbers: what their WAT differs by. */
export interface Lanes {
  readonly type: "f32x4" | "f64x2";
  /** Integers of the same width. */
  readonly integer: "i32x4" | "i64x2";
  readonly count: 4 | 2;
  readonly bytes: 4 | 8;
  /** Bits below the exponent. */
  readonly mantissa: 23 | 52;
  readonly bias: 127 | 1023;
}

/** Four float32 (`simd32`), and two float64 (`simd64`). */
export const lanes = {
  f32x4: { type: "f32x4", integer: "i32x4", count: 4, bytes: 4, mantissa: 23, bias: 127 },
  f64x2: { type: "f64x2", integer: "i64x2", count: 2, bytes: 8, mantissa: 52, bias: 1023 },
} as const satisfies Record<string, Lanes>;
