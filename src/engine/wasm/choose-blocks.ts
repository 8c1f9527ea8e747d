import { eachBit } from "./row-blocks.ts";
import type { RowValues } from "./row-values.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Statements that set the bits of the blocks whose bound is not below `cut`, by two locals. */
export const chooseBlocks = (
  v: Vocabulary,
  rows: RowValues,
  label: string,
  cut: string,
  [word, bit]: readonly [string, string],
): string[] => {
  const isFar = v.lt("(v128.load (local.get $u))", cut);
  return eachBit(label, rows, {
    begin: [v.set(word, v.int(0)), v.set(bit, v.int(1))],
    add: [v.set(word, v.or(word, v.op("v128.andnot", bit, isFar))), v.set(bit, v.shift("shl", bit, 1))],
    end: [`(v128.store (local.get $c) (local.get ${word}))`],
  });
};
