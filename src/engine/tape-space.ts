import type { Formula } from "../formula/formula.ts";
import type { Ensemble, Space } from "../space.ts";
import type { Deed } from "./deed.ts";
import { formulaShape } from "./formula-shape.ts";
import { NotCompilable } from "./not-compilable.ts";
import { Place } from "./place.ts";
import type { Tape } from "./tape.ts";

const combination: Deed = { op: "combine" };

const looksAcross = (what: string) => (): never => {
  throw new NotCompilable(`it asks for the ${what}, which looks across particles or needs their values`);
};

/**
 * A space that does no arithmetic: it writes each operation on the tape. A process bound to it runs as on any other,
 * and what it leaves is the text of a step.
 */
export function tapeSpace(tape: Tape): Space<Place> {
  const apply = (op: "map" | "evaluate"): Space<Place>["map"] => {
    const deeds = new Map<Formula, Deed>();
    return (formula, numbers, out, ...xs) => {
      for (const number of numbers) tape.numbers.push(number);
      const deed = deeds.get(formula) ?? { op, formula, shape: formulaShape(formula) };
      deeds.set(formula, deed);
      return tape.write(deed, out, xs);
    };
  };
  const space: Space<Place> = {
    scratch: (width) => new Place(width ?? tape.dimension),
    combine(out, ...terms) {
      const xs: Place[] = [];
      for (const term of terms) {
        tape.numbers.push(term[0]);
        xs.push(term[1]);
      }
      return tape.write(combination, out, xs);
    },
    map: apply("map"),
    evaluate: apply("evaluate"),
    dot: (out, x, y) => tape.write({ op: "dot" }, out, [x, y]),
    copy: (x) => tape.write({ op: "copy" }, new Place(x.width), [x]),
    free() {},
  };
  const across: Pick<Ensemble<Place>, "mean" | "read" | "fill" | "values"> = {
    mean: looksAcross("mean over the batch"),
    read: looksAcross("value of a state"),
    fill: looksAcross("filling of a state"),
    values: looksAcross("values of a state"),
  };
  return Object.assign(space, across);
}
