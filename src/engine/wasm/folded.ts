import type { Term, Vocabulary } from "./vocabulary.ts";

const orders = ["8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7", "4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11"];

/** Statements that fold all lanes of a local into each of them. */
export const folded = (v: Vocabulary, name: string, fold: (a: Term, b: Term) => string): string[] =>
  orders
    .slice(0, v.lanes.count / 2)
    .map((order) => v.set(name, fold(name, v.op(`i8x16.shuffle ${order}`, name, name))));
