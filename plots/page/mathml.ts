import { type Html, html } from "./html.ts";

export const mathml = (latex: string, display: "inline" | "block" = "inline"): Html =>
  html`<math display="${display}"><mtext>${latex}</mtext></math>`;
