import type { Kind } from "../../src/index.ts";

/** Why there is no law at temperature T to compare a run with, where there is none: its momenta lose and gain no energy. */
export const frictionless = (kind: Kind, friction: number): string | undefined =>
  kind === "kinetic" && friction === 0
    ? "Friction 0: every particle keeps the energy of its start, and nothing brings it to T. No exact values are compared."
    : undefined;
