import { type Density, formulas, grids, isDiffused, type Kind, schedules, solvers } from "../../src/index.ts";
import { densities } from "../sampling/density-of.ts";
import { shortNumber } from "../short-number.ts";
import type { Simulation } from "../simulation.ts";
import { type Parts, simulations } from "./parts.ts";

/** What can be named on the command line. */
export interface Entry {
  readonly name: string;
  readonly about: string;
  /** What it is listed under. */
  readonly heading: string;
  /** Beside its name: a title, or the facts in words. */
  readonly beside: string;
  /** Below what it is about. */
  readonly below?: string;
  /** Everything that is declared, for programs. */
  readonly facts: object;
  readonly references: readonly string[];
}

type AnySolver = (typeof solvers)[keyof typeof solvers];

const some = (...words: (string | false | undefined)[]): string => words.filter(Boolean).join(", ");

/** What the solvers of each kind are for, in the order in which they are listed. */
const kinds: Readonly<Record<Kind, string>> = {
  ode: "ODEs, such as the probability flow",
  general: "SDEs of any noise",
  stratonovich: "SDEs of any noise, in their Stratonovich form",
  commutative: "SDEs of commutative noise",
  additive: "SDEs of additive noise",
  semilinear: "SDEs with a linear part, such as a diffusion",
  kinetic: "underdamped Langevin dynamics",
  target: "a density known up to its constant",
  denoising: "a denoiser",
  diffused: "a denoiser with a density",
};
const order = Object.keys(kinds);

const calculi = { ito: "Ito", stratonovich: "Stratonovich", both: "Ito and Stratonovich" } as const;

const rounded = (x: number): string => shortNumber(Number(x.toPrecision(3)));

function densityEntry(density: Density): Entry {
  const { name, title, about, dimension, normalised, quadratureError, window, reference } = density;
  const facts = {
    dimension,
    otherDimensions: density.inDimension !== undefined,
    normalised,
    sampler: density.sampler !== undefined,
    closedUnderNoise: isDiffused(density),
    quadratureError,
    window,
    logDensity: formulas.latex(density.logDensity),
  };
  const within = quadratureError && ` by quadrature (log p within ${quadratureError.logDensity})`;
  const below = some(
    facts.otherDimensions ? `${dimension}-D, and any other` : `${dimension}-D`,
    facts.sampler && "exact sampler",
    facts.closedUnderNoise && `closed under noise${within ?? ""}`,
    normalised ? "normalised" : "not normalised",
    `shown on ${window.map((interval) => `[${interval.map(rounded).join(", ")}]`).join(" x ")}`,
  );
  return {
    name,
    about,
    heading: "Densities",
    beside: title,
    below,
    facts: { name, title, about, ...facts, reference },
    references: reference === undefined ? [] : [reference],
  };
}

function solverEntry(solver: AnySolver): Entry {
  const { bind: _, stationary: __, ...facts } = solver;
  const { name, kind, about, calculus, strong, weak, evaluations, couples, settings, reference } = facts;
  const set = Object.entries(settings ?? {}).map(
    ([key, s]) => `${key} = ${shortNumber(s.default)} (${s.about})`,
  );
  const each =
    typeof evaluations === "string"
      ? `evaluations a step: ${evaluations}`
      : `${evaluations} evaluation${evaluations === 1 ? "" : "s"} a step`;
  return {
    name,
    about,
    heading: `Solvers of ${kinds[kind]} (${kind})`,
    beside: some(
      facts.order !== undefined && `order ${facts.order}`,
      strong !== undefined && `strong order ${strong}`,
      weak !== undefined && `weak order ${weak}`,
      each,
      calculus && calculi[calculus],
      couples === "batch" && "couples the batch",
    ),
    ...(set.length > 0 && { below: `--set ${set.join(", ")}` }),
    facts,
    references: [reference],
  };
}

/** What is said in one line, and has a reference. */
const lineEntry = <F extends Pick<Entry, "name" | "about"> & { readonly reference: string }>(
  heading: string,
  facts: F,
): Entry => ({
  name: facts.name,
  about: "",
  heading,
  beside: facts.about,
  facts,
  references: [facts.reference],
});

/** The references of a simulation, and of what it takes by default. */
function usualReferences({ config, references = [] }: Simulation): string[] {
  const { data = {} } = config.safeParse({});
  const named = [data.solver, data.schedule];
  const usual = [...Object.values<AnySolver>(solvers), ...Object.values(schedules)].filter(({ name }) =>
    named.includes(name),
  );
  return [...references, ...usual.map(({ reference }) => reference)];
}

const simulationEntry = (simulation: Simulation): Entry => {
  const { name, title, about, group } = simulation;
  const heading = group === undefined ? "Simulations" : `Simulations (${group})`;
  const facts = { name, title, about, group };
  return { name, about, heading, beside: title, facts, references: usualReferences(simulation) };
};

/** Every registry that the command line takes names from. */
export async function catalogue(from: Parts): Promise<Readonly<Record<string, readonly Entry[]>>> {
  return {
    simulations: Object.values(await simulations(from)).map(simulationEntry),
    densities: Object.values(densities).map(densityEntry),
    solvers: Object.values<AnySolver>(solvers)
      .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map(solverEntry),
    schedules: Object.values(schedules).map(({ name, about, end, prior, reference }) =>
      lineEntry("Schedules", { name, about, end, prior, reference }),
    ),
    grids: Object.values(grids).map(({ name, about, of, reference }) =>
      lineEntry("Grids", { name, about, of, reference }),
    ),
  };
}
