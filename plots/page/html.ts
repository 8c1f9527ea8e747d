import { number } from "../number.ts";
import { text } from "../text.ts";

/** Markup that was made by `html`, and so holds no data that was not escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: strings are escaped, numbers are set for readers, lists are joined. */
export type Content = string | number | Html | undefined | readonly Content[];

const render = (content: Content): string => {
  if (content === undefined) return "";
  if (typeof content === "string") return text(content);
  if (typeof content === "number") return number(content);
  return content instanceof Html ? content.markup : content.map(render).join("");
};

/** A template whose literal parts are markup and whose values are text: html`<p>${anything}</p>`. */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html =>
  new Html(parts.reduce((whole, part, i) => whole + render(values[i - 1]) + part));
