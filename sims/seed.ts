import { z } from "zod";

const largest = 2n ** 64n - 1n;

/** The seed of a run: an integer from 0 to 2^64 - 1, typed in decimal or as 0x...; 0 unless told. */
export const seed = z
  .string()
  .regex(/^(0x[0-9a-f]{1,16}|[0-9]{1,20})$/i, "an integer from 0 to 18446744073709551615")
  .transform((text) => BigInt(text))
  .refine((value) => value <= largest, "an integer from 0 to 18446744073709551615")
  .prefault("0")
  .meta({
    metavar: "integer",
    description: "seed of all random numbers, below 2^64; the same seed repeats a run bit for bit",
  });
