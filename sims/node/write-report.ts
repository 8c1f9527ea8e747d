import { engineWords } from "../engine/engine-use.ts";
import type { NodeContext } from "./context.ts";
import { plotlyBundle } from "./plotly-bundle.ts";
import type { RunFolder } from "./run-folder.ts";
import type { Asked, RunRecord, Status } from "./run-record.ts";
import { numpyLines } from "./summary.ts";

/** report.html: the simulation's sections (its figures where it wrote none), and how to load and to cite. */
export async function writeReport(
  folder: RunFolder,
  { sections, figures, said, threads }: NodeContext,
  { title, about, command, simulation, config }: Asked,
  { references, engines }: RunRecord,
  status: Status,
): Promise<void> {
  if (sections.length === 0 && figures.length === 0) return;
  const { report } = await import("../../plots/index.ts");
  const own = sections.length > 0 ? sections : [{ heading: "Figures", blocks: figures }];
  const hasArrays = Object.keys(folder.outputs).some((name) => name.endsWith(".npy"));
  const html = report({
    title,
    plotly: await plotlyBundle(),
    lead: about,
    facts: [
      ["Simulation", simulation],
      ...(config.seed === undefined ? [] : [["Seed", String(config.seed)] as const]),
      ["Threads", threads],
      ...(engines.length > 0 ? [["Engine", engineWords(engines)] as const] : []),
      ["Status", status],
    ],
    sections: [
      ...own,
      ...(said.length > 0 ? [{ heading: "In short", blocks: [{ code: said.join("\n") }] }] : []),
      ...(hasArrays
        ? [{ heading: "Load the arrays", blocks: [{ code: numpyLines(folder.path).join("\n") }] }]
        : []),
      ...(references.length > 0 ? [{ heading: "References", blocks: [{ list: references }] }] : []),
    ],
    footer: command,
  });
  await folder.write("report.html", new TextEncoder().encode(html));
}
