import type { Block, NamedFigure } from "../../plots/index.ts";
import { Html, html } from "../../plots/index.ts";
import type { Context, Json, Simulation } from "../simulation.ts";
import { agrees } from "./agreement.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { inWords } from "./in-words.ts";
import { lectureWords } from "./lecture-words.ts";
import { numberTable } from "./number-table.ts";

const isFigure = (block: Block): block is NamedFigure =>
  typeof block === "object" && !(block instanceof Html) && "figure" in block;

/** What run.json keeps of a number; a sweep draws the value, with its error and the exact value beside it. */
function recorded(n: CourseNumber): Json {
  const { quantity, value, error, exact } = n;
  const beside = lectureWords(n) === "" ? {} : { lecture: lectureWords(n), agrees: agrees(n) };
  return { quantity, value, error, ...(exact !== undefined && { exact }), ...beside };
}

/**
 * The entry as a simulation: its page has the formula, what is seen, the numbers, and the question.
 *
 * @param take is given the numbers
 */
export const asSimulation = (
  entry: CourseEntry,
  take: (numbers: readonly CourseNumber[]) => void = () => {},
): Simulation => ({
  ...entry,
  group: "course",
  async run(config, context: Context) {
    context.cite(...entry.references);
    const { blocks, numbers } = await entry.run(config, context);
    take(numbers);
    for (const { name, figure, caption } of blocks.filter(isFigure)) {
      await context.figure(name, figure, typeof caption === "string" ? caption : undefined);
    }
    for (const number of numbers) {
      context.number(number.key, recorded(number));
      context.say(inWords(number));
    }
    const { asked, answer } = entry.question;
    context.report({
      heading: "The formula",
      blocks: entry.formulas.map((formula) => ({ formula })),
    });
    context.report({ heading: "What is seen", blocks });
    context.report({
      heading: "Ours beside the lecture's",
      blocks: [{ table: numberTable(numbers) }, html`The lecture: ${entry.lecture}.`],
    });
    context.report({
      heading: "A question",
      blocks: [asked, { folded: "The answer", blocks: answer }],
    });
  },
});
