import { type Html, html } from "./html.ts";
import { large } from "./mathml-symbols.ts";

/** A base with what is below and above it; beside it, or under and over a large operator. */
export function hang(base: Html, below?: Html, above?: Html): Html {
  const stacked = [...large].some((sign) => base.markup === `<mo>${sign}</mo>`);
  if (below !== undefined && above !== undefined) {
    const parts = [base, below, above];
    return stacked ? html`<munderover>${parts}</munderover>` : html`<msubsup>${parts}</msubsup>`;
  }
  if (below !== undefined)
    return stacked ? html`<munder>${base}${below}</munder>` : html`<msub>${base}${below}</msub>`;
  if (above !== undefined)
    return stacked ? html`<mover>${base}${above}</mover>` : html`<msup>${base}${above}</msup>`;
  return base;
}
