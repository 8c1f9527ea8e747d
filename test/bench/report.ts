import type { Gate } from "./gates.ts";
import type { Problem } from "./problem.ts";
import type { Ratio } from "./ratios.ts";
import type { Row, Skipped } from "./row.ts";
import { table } from "./table.ts";

/** All that a run of the benchmark found. */
export interface Findings {
  readonly machine: { readonly processor: string; readonly cores: number; readonly threads: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
  readonly gates: readonly Gate[];
  readonly skipped: readonly Skipped[];
}

const milliseconds = (seconds: number) => `${(1e3 * seconds).toFixed(seconds < 0.01 ? 1 : 0)} ms`;

const words = (row: Row): string[] => [
  row.title,
  row.precision,
  String(row.threads),
  String(row.particles),
  String(row.steps),
  (row.rate / 1e6).toFixed(2),
  `${(100 * row.spread).toFixed(0)} %`,
  milliseconds(row.compileSeconds),
  row.newGrid === undefined ? "" : (1e6 * row.newGrid.secondsPerStep).toFixed(1),
  `${row.secondMoment.toFixed(3)}${row.agrees ? "" : " WRONG"}`,
];
const head = ["", "", "threads", "particles", "steps", "M steps/s", "spread", "compile", "us/step", "E|x|^2"];

function measured(rows: readonly Row[], problems: readonly Problem[]): string[] {
  return problems.flatMap(({ name, title }) => {
    const mine = rows.filter(({ problem }) => problem === name);
    return mine.length === 0 ? [] : ["", title, ...table(head, mine.map(words)).map((line) => `  ${line}`)];
  });
}

const times = ({ problem, particles, engine, threads, peer, ratio }: Ratio): string[] => [
  `${engine} / ${peer}`,
  problem,
  String(particles),
  String(threads),
  ratio.toPrecision(3),
  ratio >= 1 ? "win" : "loss",
];

function verdict({ about, target, unit, most, measured, met, unmetBecause }: Gate): string {
  const goal = `${most ? "at most" : "at least"} ${Number(target.toPrecision(3))} ${unit}`;
  if (unmetBecause !== undefined) return `unmet  ${about}: ${goal}; not judged, as ${unmetBecause}`;
  return `${met ? "met  " : "unmet"}  ${about}: ${goal}; measured ${Number((measured as number).toPrecision(3))}`;
}

const list = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ["", title, ...lines.map((l) => `  ${l}`)];

/** The findings as lines to read. */
export function report(findings: Findings, problems: readonly Problem[]): string[] {
  const { machine, versions, rows, ratios, gates, skipped } = findings;
  const compared = table(["", "problem", "particles", "threads", "times", ""], ratios.map(times));
  return [
    "Millions of particle-steps a second: the median of alternating repetitions, and (largest - smallest) / median",
    `${machine.processor}, ${machine.cores} cores, ${machine.threads} threads; ` +
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ...measured(rows, problems),
    ...(ratios.length === 0 ? [] : list("Ours over theirs", compared)),
    ...list("Targets", gates.map(verdict)),
    ...list(
      "Skipped",
      skipped.map((s) => `${[s.contestant, s.problem].filter(Boolean).join(", ")}: ${s.reason}`),
    ),
  ];
}
