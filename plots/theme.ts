/**
 * One visual language for every figure. The truth is always ink and its density always slate; each sampler has
 * its own colour, dash and marker, so that curves are told apart in grey print too. The colours keep apart under
 * protanopia, deuteranopia and tritanopia, and are dark enough for words on white.
 */
export const ink = "#1d2530";
export const muted = "#5b6675";
export const rule = "#d5dbe2";
export const paper = "#ffffff";
/** Highlighted paths: on top of any sampler's colour. */
export const accent = "#cd2f10";

export const sans =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif';

/** Density from none to its maximum. */
export const slate: readonly (readonly [number, string])[] = [
  [0, "#ffffff"],
  [0.15, "#eef1f5"],
  [0.4, "#d3dae3"],
  [0.7, "#aab6c4"],
  [1, "#7f8ea0"],
];

export interface Style {
  readonly colour: string;
  readonly dash: string;
  readonly symbol: string;
}

const known: Readonly<Record<string, Style>> = {
  truth: { colour: ink, dash: "solid", symbol: "circle" },
  langevin: { colour: "#8e1c87", dash: "dot", symbol: "diamond" },
  annealed: { colour: "#cf6804", dash: "dashdot", symbol: "square" },
  "reverse-sde": { colour: "#0048d9", dash: "solid", symbol: "circle" },
  flow: { colour: "#2a9569", dash: "dash", symbol: "triangle-up" },
};

const spare: readonly Style[] = [
  { colour: "#7a5230", dash: "longdash", symbol: "cross" },
  { colour: "#0a9bb5", dash: "longdashdot", symbol: "star" },
  { colour: "#6b7a1f", dash: "5px,2px", symbol: "hexagon" },
  { colour: "#b5517a", dash: "2px,4px", symbol: "triangle-down" },
];

/** The style of a sampler, the same in every figure; a name that is not a known one gets a spare style by its letters. */
export function styleOf(name: string): Style {
  if (Object.hasOwn(known, name)) return known[name];
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) >>> 0;
  return spare[hash % spare.length];
}

/** The styles in their order, for series that are not samplers: the k-th of one figure. */
export function styleAt(k: number): Style {
  const { truth: _, ...samplers } = known;
  const all = [...Object.values(samplers).reverse(), ...spare];
  return all[k % all.length];
}
