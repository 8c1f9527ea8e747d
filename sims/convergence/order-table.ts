import type { Table } from "../../plots/index.ts";
import { solverOf } from "../sampling/bind.ts";
import type { Context } from "../simulation.ts";
import type { Measured } from "./figure.ts";
import type { Estimate } from "./orders.ts";

/** "0.51 ± 0.02", at two standard errors. */
const interval = (fitted: Estimate | undefined): string =>
  fitted === undefined ? "—" : `${fitted.value.toFixed(2)} ± ${(2 * fitted.error).toFixed(2)}`;

/** Fitted orders beside the claimed ones, as a table and as lines of the summary. */
export function orderTable(context: Context, measured: readonly Measured[], flow: boolean): { table: Table } {
  const rows = measured.map(({ solver, orders: { strongOrder, weakOrder } }) => {
    const { order, strong, weak } = solverOf(solver);
    const claimed = flow ? order : strong;
    const own = interval(strongOrder);
    const said = flow
      ? `${solver}: order ${own}`
      : `${solver}: strong order ${own} (claimed ${claimed ?? "none"}), weak ${interval(weakOrder)} (claimed ${weak ?? "none"})`;
    context.say(flow ? `${said} (claimed ${claimed})` : said);
    return flow
      ? [solver, own, claimed ?? null]
      : [solver, own, claimed ?? null, interval(weakOrder), weak ?? null];
  });
  const columns = flow
    ? ["solver", "order", "claimed"]
    : ["solver", "strong order", "claimed", "weak order", "claimed"];
  const caption =
    "Slopes by least squares with intervals of two standard errors; a dash where the error is lost in its own noise. What is claimed holds for the widest noise of the solver's kind: on a simpler problem a method may do better.";
  return { table: { columns, rows, caption } };
}
