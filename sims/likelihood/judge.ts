import { meanLogDensity } from "../../src/index.ts";
import type { Context } from "../simulation.ts";
import type { LogDensities } from "./log-densities.ts";

const word = (value: number): string =>
  Math.abs(value) < 1e-3 ? value.toExponential(3) : value.toPrecision(4);
const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** How far the log-densities through the flow are from the closed form: to run.json, to the summary, and in sentences. */
export function judge(context: Context, { logDensity, exact, error }: LogDensities): string[] {
  const difference = logDensity.map((l, i) => l - exact[i]);
  const largest = difference.reduce((most, d) => Math.max(most, Math.abs(d)), 0);
  const off = meanLogDensity(difference, error);
  const all = meanLogDensity(logDensity, error);
  context.number("largestError", largest);
  context.number("meanError", { ...off });
  context.number("meanLogDensity", { ...all, exact: mean(exact) });
  const said = [
    `Error of log p at the points: at most ${word(largest)} nats; its mean ${word(off.value)} +- ${word(off.error)}.`,
    `Mean of log p over the points: ${word(all.value)} +- ${word(all.error)}, by the closed form ${word(mean(exact))}.`,
  ];
  if (error !== undefined) {
    const rms = (values: Float64Array) => Math.sqrt(mean(values.map((v) => v * v)));
    context.number("probeError", { claimed: rms(error), found: rms(difference) });
    said.push(
      `Errors of single points, root mean square: ${word(rms(difference))}; their standard errors by Hutchinson's probes: ${word(rms(error))}.`,
    );
  }
  for (const line of said) context.say(line);
  return said;
}
