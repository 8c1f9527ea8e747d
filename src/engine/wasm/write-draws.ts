import type { Draw } from "../step-graph.ts";
import { blocksOf } from "./draw-blocks.ts";
import { random } from "./random.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Statements that draw the random numbers of a row into the locals $d{draw}_{component}. */
export function writeDraws(v: Vocabulary, draws: readonly Draw[], used: ReadonlySet<string>) {
  const lines: string[] = [];
  const locals: string[] = [];
  let offset = 0;
  draws.forEach((draw, i) => {
    for (let b = 0; b < blocksOf(draw); b++, offset += 16) {
      const count = Math.min(4, draw.width - 4 * b);
      const out = Array.from({ length: count }, (_, j) => `$d${i}_${4 * b + j}`);
      if (!out.some((name) => used.has(name))) continue;
      lines.push(random(v, { kind: `${draw.law}s`, offset, out }));
      locals.push(...out);
    }
  });
  return { text: lines.join("\n"), locals };
}
