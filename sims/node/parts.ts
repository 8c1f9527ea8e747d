import type { Simulation } from "../simulation.ts";
import { type Disk, disk } from "./disk.ts";

/** What the commands stand on; a test hands in its own. */
export interface Parts {
  /** The module that exports the simulations, loaded when it is needed. */
  readonly simulations: () => Promise<Readonly<Record<string, unknown>>>;
  /** Address of the module that exports their tasks; the package's own unless told. */
  readonly tasks?: string;
  readonly disk: Disk;
}

export const parts: Parts = { simulations: () => import("../index.ts"), disk };

const isSimulation = (value: unknown): value is Simulation =>
  typeof value === "object" && value !== null && "run" in value && "config" in value;

/** The registry: whatever a simulations module exports that is a simulation. */
export async function simulations(from: Parts): Promise<Record<string, Simulation>> {
  const entries = Object.entries(await from.simulations());
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (isSimulation(value) ? [[key, value] as const] : [])),
  );
}
