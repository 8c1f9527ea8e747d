import type { Skipped } from "../row.ts";
import { table } from "../table.ts";
import type { Spent } from "./contender.ts";
import type { Judged } from "./judged.ts";
import { type QualityGate, totalOf } from "./quality-gates.ts";

/** All that was found. */
export interface QualityFindings {
  readonly machine: { readonly processor: string; readonly cores: number };
  readonly count: number;
  readonly judged: readonly Judged[];
  readonly gates: readonly QualityGate[];
  readonly skipped: readonly Skipped[];
}

const whole = (seconds: number): string => seconds.toFixed(0);
const took = ({ counted, seconds }: Spent): string =>
  counted < seconds ? `${whole(counted)} (${whole(seconds)})` : whole(seconds);

const words = (one: Judged): string[] => [
  one.name,
  took(one.training),
  took(one.sampling),
  whole(totalOf(one)),
  whole(one.training.cpuSeconds + one.sampling.cpuSeconds),
  one.frechet.toFixed(1),
  one.frechetInterval.map((end) => end.toFixed(1)).join(" to "),
];

const verdict = ({ goal, measured, met, unmetBecause }: QualityGate): string =>
  unmetBecause === undefined
    ? `  ${met ? "met  " : "unmet"}  ${goal}; measured ${measured}`
    : `  unmet  ${goal}; not judged, as ${unmetBecause}`;

/** The findings as lines to read. */
export function qualityReport({ machine, count, judged, gates, skipped }: QualityFindings): string[] {
  const head = ["", "training s", "drawing s", "both", "CPU s", "Frechet", "95 %"];
  const versions = Object.entries(Object.assign({}, ...judged.map((one) => one.versions)));
  const real = judged
    .slice(0, 1)
    .map(({ realFrechet }) => `; ${count} training images: ${realFrechet.toFixed(1)}`);
  return [
    `Training, then ${count} digits: seconds, and Frechet distance to the test images${real.join("")}`,
    [`${machine.processor}, ${machine.cores} cores`, ...versions.map((pair) => pair.join(" "))].join("; "),
    "",
    ...table(head, judged.map(words)).map((line) => `  ${line}`),
    "",
    ...judged.map(({ name, how }) => `  ${name}: ${how}`),
    "  Of PyTorch count the seconds in brackets, or those of as many steps at the fastest pace seen, whichever are fewer.",
    ...["", "Targets", ...gates.map(verdict)],
    ...(skipped.length === 0 ? [] : ["", "Skipped", ...skipped.map((s) => `  ${s.contestant}: ${s.reason}`)]),
  ];
}
