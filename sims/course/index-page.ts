import { type Html, html, type PlotlyBundle, report } from "../../plots/index.ts";
import { agrees } from "./agreement.ts";
import type { CourseEntry, CourseNumber } from "./entry.ts";
import { glossary } from "./glossary.ts";
import { later } from "./later.ts";
import { numberCaption, numberCells, numberColumns } from "./number-table.ts";

/** What became of one entry. */
export interface CourseResult {
  readonly entry: CourseEntry;
  readonly numbers: readonly CourseNumber[];
  /** Why there is no page, where there is none. */
  readonly missing?: string;
  readonly seconds: number;
}

export interface IndexPage {
  readonly results: readonly CourseResult[];
  readonly command: string;
  readonly facts: readonly (readonly [name: string, value: string | number])[];
  readonly plotly: PlotlyBundle;
}

const linked = ({ entry: { name }, missing }: CourseResult): string | Html =>
  missing === undefined ? html`<a href="${name}/report.html">${name}</a>` : name;

function verdict({ numbers, missing }: CourseResult): string {
  if (missing !== undefined) return `left out: ${missing}`;
  const beside = numbers.map(agrees).filter((a) => a !== undefined);
  return beside.length === 0 ? "" : `${beside.filter(Boolean).length} of ${beside.length}`;
}

/** The page that leads to the pages of all entries, with every number beside the lecture's. */
export const indexPage = ({ results, command, facts, plotly }: IndexPage): string =>
  report({
    title: "The course",
    lead:
      "From Langevin dynamics to diffusion, in the order of the argument: sampling is wanted; Langevin dynamics does it, but slowly; it needs the score alone; " +
      "noise mends what a score does not know; many noise levels, in the limit an SDE and its reversal; then images.",
    facts,
    sections: [
      {
        heading: "The entries",
        blocks: [
          {
            table: {
              columns: ["entry", "", "agree with the lecture", "seconds"],
              rows: results.map((r) => [linked(r), r.entry.title, verdict(r), Number(r.seconds.toFixed(1))]),
            },
          },
        ],
      },
      {
        heading: "Every number beside the lecture's",
        blocks: [
          {
            table: {
              columns: ["entry", "", ...numberColumns],
              rows: results.flatMap((r) => r.numbers.map((n) => [linked(r), n.quantity, ...numberCells(n)])),
              caption: numberCaption(results.flatMap(({ numbers }) => numbers)),
            },
          },
        ],
      },
      { heading: "Left for later", blocks: [{ list: later }] },
      { heading: "Glossary", blocks: [{ list: glossary }] },
    ],
    plotly,
    footer: command,
  });
