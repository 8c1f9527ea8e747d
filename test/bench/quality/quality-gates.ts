import type { Skipped } from "../row.ts";
import type { Judged } from "./judged.ts";
import type { QualityOptions } from "./quality-options.ts";

/** A target, and whether it is met. */
export interface QualityGate {
  readonly goal: string;
  /** What was found, in words. */
  readonly measured?: string;
  readonly met: boolean;
  /** Why it could not be judged. */
  readonly unmetBecause?: string;
}

/** Of PyTorch's seconds, at most. */
const share = 0.1;
/** Of the processors' time, at most, for others while PyTorch's pace is measured. */
const disturbance = 0.1;

const goals = [
  "a lower Frechet distance than PyTorch, intervals apart",
  `at most ${share} of PyTorch's time`,
];

export const totalOf = ({ training, sampling }: Judged): number => training.counted + sampling.counted;

type Known = Pick<QualityOptions, "quick" | "data"> & {
  readonly judged: readonly Judged[];
  readonly skipped: readonly Skipped[];
};

/** Why there is nothing to judge. */
function missing({ quick, data, judged, skipped }: Known): string | undefined {
  if (quick || data !== undefined) return "it is for 500 digits and MNIST's images, trained to the end";
  if (judged.length === 2) return undefined;
  return skipped.map(({ contestant, reason }) => `${contestant} was skipped: ${reason}`).join("; ");
}

/** "Measured by" 3 of the issue that asked for the networks. */
export function qualityGates(known: Known): QualityGate[] {
  const unmetBecause = missing(known);
  if (unmetBecause !== undefined) return goals.map((goal) => ({ goal, met: false, unmetBecause }));
  const [ours, theirs] = ["langevin", "PyTorch"].map(
    (name) => known.judged.find((one) => one.name === name) as Judged,
  );
  const [distance, time] = goals;
  const ratio = totalOf(ours) / totalOf(theirs);
  const { others } = theirs;
  const noise = `others had ${(100 * others).toFixed(0)} % of the processors while PyTorch's pace was measured: measure it again, without pytorch-pace.json`;
  return [
    {
      goal: distance,
      measured: `${ours.frechet.toFixed(1)} and ${theirs.frechet.toFixed(1)}`,
      met: ours.frechetInterval[1] < theirs.frechetInterval[0],
    },
    others > disturbance
      ? { goal: time, met: false, unmetBecause: noise }
      : { goal: time, measured: ratio.toFixed(4), met: ratio <= share },
  ];
}
