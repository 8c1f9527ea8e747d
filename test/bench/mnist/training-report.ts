import type { Skipped } from "../row.ts";
import { table } from "../table.ts";
import type { TrainingRow } from "./compare-training.ts";
import type { TrainingGate } from "./training-gates.ts";

/** All that a run found. */
export interface TrainingFindings {
  readonly machine: { readonly processor: string; readonly cores: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly batch: number;
  readonly rows: readonly TrainingRow[];
  readonly gates: readonly TrainingGate[];
  readonly skipped: readonly Skipped[];
}

const words = ({ network, trainer, seconds, spread, overOurs, losses, agrees }: TrainingRow): string[] => [
  `${network}, ${trainer}`,
  (1000 * seconds).toFixed(0),
  `${(100 * spread).toFixed(0)} %`,
  overOurs.toFixed(2),
  losses.map((loss) => loss.toFixed(4)).join(" ") + (agrees ? "" : " WRONG"),
];

const verdict = ({ network, target, measured, met, unmetBecause }: TrainingGate): string => {
  const goal = `${network}, ours / PyTorch at most ${target}`;
  if (unmetBecause !== undefined) return `  unmet  ${goal}; not judged, as ${unmetBecause}`;
  return `  ${met ? "met  " : "unmet"}  ${goal}; measured ${(measured as number).toFixed(3)}`;
};

/** The findings as lines to read. */
export function trainingReport({
  machine,
  versions,
  batch,
  rows,
  gates,
  skipped,
}: TrainingFindings): string[] {
  const head = ["", "ms a step", "spread", "over ours", "losses"];
  const reasons = skipped.map(
    (s) => `  ${[s.contestant, s.problem].filter(Boolean).join(", ")}: ${s.reason}`,
  );
  return [
    `A training step on ${batch} images: the median of alternating rounds, and of their ratios`,
    `${machine.processor}, ${machine.cores} cores; ` +
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ...["", ...table(head, rows.map(words)).map((line) => `  ${line}`)],
    ...["", "Targets", ...gates.map(verdict)],
    ...(reasons.length === 0 ? [] : ["", "Skipped", ...reasons]),
  ];
}
