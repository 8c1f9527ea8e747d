import { type Block, type Figure, samples, trajectories } from "../../plots/index.ts";
import { densityGrid, formulas, type Moments, moments, UsageError } from "../../src/index.ts";
import type { Context } from "../simulation.ts";
import { standardErrors } from "./comparison.ts";
import { frame, type Samples } from "./ensemble.ts";
import { exactLaw } from "./exact-law.ts";
import type { ExactMoments } from "./quadrature.ts";
import { tenths } from "./tenths.ts";
import { boundingWindow } from "./window.ts";

export interface Presentation {
  readonly run: Samples;
  /** Times of the frames. */
  readonly times: readonly number[];
  /** The law that the last frame should have, and the numbers of its parameters. */
  readonly logDensity: formulas.Formula;
  readonly numbers: readonly number[];
  /** Whose colour. */
  readonly name: string;
  readonly heading: string;
  /** What was done, in a sentence. */
  readonly about: string;
  /** What the times are, where they are something else. */
  readonly time?: string;
  /** Why the last frame has not that law, where it has not: then nothing is compared with it. */
  readonly unlike?: string | undefined;
}

/** The exact law on the samples' window, in the form that the figures take. */
function exactShape(
  { logDensity, numbers }: Presentation,
  window: ReturnType<typeof boundingWindow>,
  exact?: ExactMoments,
) {
  if (window.length === 2) return densityGrid(logDensity, numbers, window);
  if (window.length > 2 || exact === undefined) return undefined;
  const [[low, high]] = window;
  const x = Float64Array.from({ length: 400 }, (_, i) => low + ((i + 0.5) / 400) * (high - low));
  const p = x.map((at) => Math.exp(formulas.evaluate(logDensity, numbers, [at])[0] - exact.logNormaliser));
  return { x, p };
}

/** As one types them: x, y, z, or x1 to xd from four dimensions on. */
const coordinateName = (j: number, d: number): string => (d <= 3 ? "xyz"[j] : `x${j + 1}`);

function momentsTable(
  measured: Moments,
  exact?: ExactMoments,
  unlike?: string,
): { block: Block; numbers: object } {
  const { mean, meanError, covariance, varianceError } = measured;
  const d = mean.length;
  const shown = Math.min(d, 10);
  const rows = Array.from({ length: shown }, (_, j) => [
    coordinateName(j, d),
    mean[j],
    exact?.mean[j] ?? null,
    standardErrors(mean[j], exact?.mean[j], meanError[j]),
    covariance[j][j],
    exact?.variance[j] ?? null,
    standardErrors(covariance[j][j], exact?.variance[j], varianceError[j]),
  ]);
  const columns = ["coordinate", "mean", "exact", "off by (s.e.)", "variance", "exact", "off by (s.e.)"];
  const caption = exact
    ? `Exact values ${d <= 2 ? "by quadrature" : "of the Gaussian"}; differences in standard errors of independent samples.`
    : (unlike ??
      "Exact values are computed in one and two dimensions, where the density can be normalised, and of Gaussians.");
  const variance = mean.map((_, j) => covariance[j][j]);
  const numbers = { mean, meanError, variance, varianceError, covariance, ...(exact && { exact }) };
  return { block: { table: { columns, rows, caption } }, numbers };
}

const names = (d: number) => ({ coordinate: (_: number, j: number) => (d <= 3 ? "xyz"[j] : `x_{${j + 1}}`) });

/** The law as a formula, where it is short enough to be read; up to a constant unless quadrature says that it integrates to 1. */
function typeset(logDensity: formulas.Formula, d: number, exact?: ExactMoments): Block[] {
  const constant = Math.abs(exact?.logNormaliser ?? 1) < 1e-6 ? "" : " + \\text{const}";
  try {
    return [{ formula: `\\log p = ${formulas.latex(logDensity, names(d))}${constant}` }];
  } catch (error) {
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/** Arrays, figures, table and summary of one ensemble of samples, beside the exact law where it can be had. */
export async function present(context: Context, presentation: Presentation): Promise<void> {
  const { run, times, logDensity, name, heading, about, time = "t", unlike } = presentation;
  const { dimension: d, frames } = run;
  const points = frame(run, times.length - 1);
  const window = boundingWindow(points.data, d);
  const exact = unlike === undefined ? exactLaw(presentation, points.data, d) : undefined;
  const shape = exactShape(presentation, window, exact);
  await context.array("samples", points);
  await context.array("trajectories", frames);
  const still: Figure = samples({ points, window, name, ...(shape && { density: shape }) });
  await context.figure("samples", still, about);
  const blocks: Block[] = [
    about,
    ...typeset(logDensity, d, exact),
    { name: "samples", figure: still, caption: `${points.shape[0]} particles at the end of the run.` },
  ];
  if (d >= 2) {
    const moving = trajectories({
      frames: times.map((t, k) => ({
        label: `${time} = ${Number(t.toPrecision(3))}`,
        points: frame(run, k),
      })),
      ...(shape && "z" in shape && { density: shape }),
      window: window.slice(0, 2),
      name,
    });
    const caption = "The particles on their way, with the paths of a few.";
    await context.figure("trajectories", moving, caption);
    blocks.push({ name: "trajectories", figure: moving, caption });
  }
  const measured = moments(points.data, d);
  const table = momentsTable(measured, exact, unlike);
  blocks.push(table.block);
  for (const [key, value] of Object.entries(table.numbers)) context.number(key, value);
  context.report({ heading, blocks });
  tell(context, measured, exact, unlike);
  context.number("coupled", run.coupled);
  if (run.coupled)
    context.say("This method couples the batch: its numbers depend on how many particles run together.");
}

function tell(context: Context, measured: Moments, exact?: ExactMoments, unlike?: string): void {
  const { mean, meanError, covariance, varianceError } = measured;
  const d = mean.length;
  const word = (value: number) => Number(value.toPrecision(4)).toString();
  if (unlike !== undefined) context.say(unlike);
  else if (d <= 2 && exact === undefined) {
    context.say(
      "No exact moments: quadrature settles on no window. Tails too wide, a peak too narrow, or an energy that does not confine?",
    );
  }
  const off = (value: number, wanted: number | undefined, error: number) => {
    const z = standardErrors(value, wanted, error);
    return z === null || wanted === undefined ? "" : ` (exact ${word(wanted)}, off by ${tenths(z)} s.e.)`;
  };
  for (let j = 0; j < Math.min(d, 5); j++) {
    const v = covariance[j][j];
    context.say(
      `${coordinateName(j, d)}: mean ${word(mean[j])} +- ${word(meanError[j])}${off(mean[j], exact?.mean[j], meanError[j])}, ` +
        `variance ${word(v)} +- ${word(varianceError[j])}${off(v, exact?.variance[j], varianceError[j])}`,
    );
  }
}
