import { join } from "node:path";
import { z } from "zod";
import type { Contender } from "./contender.ts";
import { ourCommand } from "./our-command.ts";
import { type Bench, part } from "./part.ts";
import type { QualityOptions } from "./quality-options.ts";

const numbers = z.object({
  frechet: z.number(),
  /** Of 95 %, by the bootstrap. */
  frechetInterval: z.tuple([z.number(), z.number()]),
  /** Mean of draws of as many training images. */
  realFrechet: z.number(),
});

/** A contender with what the shipped judge says of its digits. */
export type Judged = Contender & z.infer<typeof numbers>;

/** Lets `langevin mnist evaluate` judge a contender's file of digits. */
export async function judged(
  bench: Bench,
  contender: Contender,
  { data, backend }: QualityOptions,
): Promise<Judged> {
  const { samples } = contender;
  const name = `${contender.name.toLowerCase()}-judged`;
  const { numbers: found } = await part(bench, name, { data, backend }, () =>
    ourCommand("evaluate", join(bench.folder, name), { samples, data, backend }),
  );
  return { ...contender, ...numbers.parse(found) };
}
