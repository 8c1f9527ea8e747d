import type { Binary, Unary } from "../../formula/formula.ts";
import { erfcx } from "./erfcx.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { pow } from "./pow.ts";
import { tanh } from "./tanh.ts";
import { trigonometric } from "./trigonometric.ts";
import type { Statements } from "./vocabulary.ts";

/** The operations that take several statements. */
export const statements = { exp, log, ...trigonometric, tanh, pow, erfcx } as const satisfies Partial<
  Record<Unary | Binary, Statements>
>;
