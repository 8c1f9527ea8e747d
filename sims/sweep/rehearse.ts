import type { Context, Simulation } from "../simulation.ts";

const reached = new Error("the rehearsal has come to what would be computed");

/**
 * Runs a simulation as far as what it refuses before it computes anything, and writes nothing. Throws what it throws.
 */
export async function rehearse(
  simulation: Simulation,
  config: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<void> {
  const stop = (): never => {
    throw reached;
  };
  const stopLater = async (): Promise<never> => stop();
  const nothing = () => {};
  try {
    await simulation.run(config, {
      ...context,
      progress: stop,
      metric: stop,
      array: stopLater,
      figure: stopLater,
      file: stopLater,
      compute: stopLater,
      rescue: nothing,
      number: nothing,
      engine: nothing,
      report: nothing,
      say: nothing,
      cite: nothing,
    });
  } catch (thrown) {
    if (thrown !== reached) throw thrown;
  }
}
