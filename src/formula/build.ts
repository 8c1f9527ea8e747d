import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Formula, Node } from "./formula.ts";
import { freeTables } from "./intern.ts";
import { nodeOf, type Operand } from "./leaves.ts";
import { topological } from "./topological.ts";

interface Parts {
  /** How many states the formula reads. */
  readonly inputs: number;
  /** Without it, the parameters that occur, in the order in which they do. */
  readonly parameters?: readonly string[];
  readonly outputs: readonly Operand[];
}

function checkParameters(declared: readonly string[], used: readonly string[]): void {
  if (new Set(declared).size < declared.length) {
    throw new UsageError({ what: "parameters of a formula", got: declared, expected: "each name once" });
  }
  for (const name of used.filter((u) => !declared.includes(u))) {
    throw new UsageError({
      what: "parameter of a formula",
      got: name,
      expected: `one of those declared: ${declared.join(", ") || "none"}`,
    });
  }
}

function checkCoordinates(inputs: number, nodes: readonly Node[]): void {
  const used = nodes.flatMap((n) => (n.op === "coordinate" ? [n] : []));
  for (const { input } of used.filter((c) => c.input >= inputs)) {
    throw new UsageError({ what: "input of a formula", got: input, expected: `an index below ${inputs}` });
  }
  if (new Set(used.map((c) => c.component < 0)).size < 2) return;
  throw new UsageError({
    what: "coordinates of a formula",
    got: "input(i) and coordinate(i, j)",
    expected: "one of the two kinds",
    advice: "A formula for map runs at each component alike; one for evaluate names its components.",
  });
}

/** A formula over the coordinates of `inputs` states and named parameters, checked. */
export function formula({ inputs, parameters, outputs: operands }: Parts): Formula {
  integer("inputs of a formula", inputs, { min: 0 });
  const outputs = operands.map(nodeOf);
  integer("outputs of a formula", outputs.length, { min: 1 });
  const nodes = topological(outputs);
  for (const output of outputs.filter((o) => freeTables(o).length > 0)) {
    throw new UsageError({
      what: "output of a formula",
      got: `a column of table ${freeTables(output)[0].id}`,
      expected: "columns only within logSumExp or softMean over their table",
    });
  }
  checkCoordinates(inputs, nodes);
  const used = nodes.flatMap((n) => (n.op === "parameter" ? [n.name] : []));
  checkParameters(parameters ?? used, used);
  return { inputs, parameters: parameters ?? used, outputs };
}
