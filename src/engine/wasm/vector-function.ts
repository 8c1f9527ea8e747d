import type { Lanes } from "./lanes.ts";
import { pooled } from "./pooled.ts";
import { statements } from "./statements.ts";
import { vocabulary } from "./vocabulary.ts";

/** `(call $tanh x)`: an operation as a function of the module, for what is rare or long. */
export function vectorFunction(lanes: Lanes, name: keyof typeof statements): string {
  const parameters = name === "pow" ? ["$x", "$y"] : ["$x"];
  const body = statements[name](vocabulary(lanes), "$_out", parameters[0], parameters[1]);
  return `(func $${name} ${parameters.map((p) => `(param ${p} v128)`).join(" ")} (result v128)
${pooled(body)}
(local.get $_out))`;
}
