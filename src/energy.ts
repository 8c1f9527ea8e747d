import { finite, integer } from "./check.ts";
import type { Density } from "./density.ts";
import { dimensionOf, div, formula, neg, parseFormula } from "./formula/index.ts";
import { UsageError } from "./refusal.ts";

interface Options {
  /** T > 0, in units of the energy (k_B = 1); 1 by default. */
  readonly temperature?: number;
  /** Number of coordinates; without it, the largest that the text names. */
  readonly dimension?: number;
  /** What to show, the same for each coordinate; -3 to 3 by default. */
  readonly window?: readonly [low: number, high: number];
}

/**
 * The Boltzmann density exp(-E / T) of an energy that is given as text, such as "(x^2 - 1)^2 + y^2 / 2";
 * its constant is unknown. Throws a `UsageError` for anything but a formula over the coordinates.
 */
export async function energyDensity(energy: string, options: Options = {}): Promise<Density> {
  const { temperature = 1, window = [-3, 3] } = options;
  finite("temperature", temperature, { above: 0 });
  finite("window", window[0]);
  finite("window", window[1], { above: window[0] });
  const E = await parseFormula(
    energy,
    options.dimension === undefined ? {} : { dimension: options.dimension },
  );
  const dimension = integer("dimension", options.dimension ?? dimensionOf(E), { min: 1 });
  if (E.outputs[0].op === "constant") {
    throw new UsageError({
      what: "energy",
      got: energy,
      expected: "an expression in the coordinates, such as x^2",
    });
  }
  return {
    name: "energy",
    title: `exp(-E/T), E = ${energy}, T = ${temperature}`,
    about: "The Boltzmann density of an energy that was typed in, known up to its constant.",
    dimension,
    logDensity: formula({ inputs: 1, outputs: [neg(div(E.outputs[0], temperature))] }),
    normalised: false,
    window: Array.from({ length: dimension }, () => window),
  };
}
