import type { Table } from "../../plots/index.ts";
import { solverOf } from "../sampling/bind.ts";
import type { Context } from "../simulation.ts";
import type { Measured } from "./figure.ts";
import type { Estimate, Orders } from "./orders.ts";
import { unsettled } from "./unsettled.ts";

/** "0.51 +- 0.02", at two standard errors. */
const interval = (fitted: Estimate | undefined): string =>
  fitted === undefined ? "—" : `${fitted.value.toFixed(2)} +- ${(2 * fitted.error).toFixed(2)}`;

/** What to say of a method of the flow whose order still changes from step to step, or may do. */
function stillChanging(steps: readonly number[], { strong }: Orders): string {
  const orders = unsettled(steps, strong)?.map((p) => p.toFixed(2));
  if (orders === undefined) return "";
  return orders.length < 2
    ? "; not enough steps to tell whether it has settled"
    : `; not settled, ${orders.join(" then ")}: take more --steps`;
}

/**
 * Fitted orders beside the claimed ones, as a table and as lines of the summary.
 *
 * @param steps the numbers of steps, of a flow
 */
export function orderTable(
  context: Context,
  measured: readonly Measured[],
  steps?: readonly number[],
): { table: Table } {
  const flow = steps !== undefined;
  const rows = measured.map(({ solver, orders }) => {
    const { strongOrder, weakOrder } = orders;
    const { order, strong, weak } = solverOf(solver);
    const claimed = flow ? order : strong;
    const own = interval(strongOrder);
    const said = flow
      ? `${solver}: order ${own}`
      : `${solver}: strong order ${own} (claimed ${claimed ?? "none"}), weak ${interval(weakOrder)} (claimed ${weak ?? "none"})`;
    context.say(flow ? `${said} (claimed ${claimed}${stillChanging(steps, orders)})` : said);
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
