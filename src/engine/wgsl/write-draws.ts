import type { Draw } from "../step-graph.ts";
import { blocksOf } from "../wasm/draw-blocks.ts";

/** Statements for block b of draw i, whose words of a counter begin at `at` in a row of the table. */
function writeBlock({ law, width }: Draw, i: number, b: number, at: number): string[] {
  const w = `w${i}_${b}`;
  const word = (j: number) => `table[row + ${at + j}u]`;
  const name = (j: number) => `d${i}_${4 * b + j}`;
  const components = Array.from({ length: Math.min(4, width - 4 * b) }, (_, j) => j);
  return [
    `let ${w} = philox(run.key, vec4u(low, ${word(0)}, ${word(1)}, ${word(2)} | high));`,
    ...components.map((j) => {
      if (law === "uniform") return `let ${name(j)} = uniformOf(${w}[${j}]);`;
      if (j % 2 === 1) return `let ${name(j)} = ${w}_${j - 1}.y;`;
      return `let ${w}_${j} = boxMuller(${w}[${j}], ${w}[${j + 1}]);\nlet ${name(j)} = ${w}_${j}.x;`;
    }),
  ];
}

/** Statements that draw the random numbers of a row into the names d{draw}_{component}. */
export function writeDraws(draws: readonly Draw[]): string {
  const lines: string[] = [];
  let at = 0;
  draws.forEach((draw, i) => {
    for (let b = 0; b < blocksOf(draw); b++, at += 3) lines.push(...writeBlock(draw, i, b, at));
  });
  return lines.join("\n");
}
