import { type Block, lines } from "../../plots/index.ts";
import { compare } from "../sampling/comparison.ts";
import type { Context } from "../simulation.ts";
import type { Temperature, Temperatures } from "./temperatures.ts";

/** The course of one over the frames, an average of a few of them a point. */
function series(label: string, { series }: Temperature, times: readonly number[]) {
  const every = Math.ceil(series.length / 60);
  const shown = series.map((_, k) => k).filter((k) => k % every === 0);
  return {
    label,
    look: "both" as const,
    x: shown.map((k) => times[k]),
    y: shown.map((k) => series[k].value),
    error: shown.map((k) => series[k].error),
  };
}

function figure({ kinetic, configurational }: Temperatures, times: readonly number[], T?: number) {
  const ends = [times[0], times[times.length - 1]];
  return lines({
    x: { label: "t" },
    panels: [
      {
        y: { label: "temperature" },
        series: [
          series("kinetic", kinetic, times),
          series("configurational", configurational, times),
          ...(T === undefined ? [] : [{ label: "exact", name: "truth", x: ends, y: [T, T] } as const]),
        ],
      },
    ],
  });
}

/**
 * Both temperatures beside T, and beside those that the scheme has exactly where that is known.
 *
 * @param options T: of the law at rest, which differs from the exact one by the bias of the step; undefined where there is none
 */
export async function reportTemperatures(
  context: Context,
  measured: Temperatures,
  {
    times,
    T,
    own,
  }: {
    times: readonly number[];
    T?: number;
    own?: Readonly<Record<keyof Temperatures, number>>;
  },
): Promise<Block[]> {
  const curves = figure(measured, times, T);
  const caption = "Temperatures over time, with the standard errors of independent particles.";
  await context.figure("temperatures", curves, caption);
  const row = (key: keyof Temperatures) => ({
    key: `${key}Temperature`,
    quantity: `${key} temperature`,
    value: measured[key].value,
    error: measured[key].error,
    ...(T !== undefined && { exact: T }),
    ...(own === undefined ? { bias: "the bias of the step h, of order h^2" } : { scheme: own[key] }),
  });
  const table = compare(context, [row("kinetic"), row("configurational")]);
  return [
    "Averages over the second half of the run: of p . p / d, by equipartition, and of q . grad E / d, by the virial theorem. Both have the mean T in equilibrium; how far a scheme is off at its step is its bias.",
    table,
    { name: "temperatures", figure: curves, caption },
  ];
}
