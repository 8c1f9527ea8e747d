import { text } from "./text.ts";

/** What an axis shows: a letter as a variable in italics, words as they are. */
export const symbol = (label: string): string =>
  /^\p{L}$/u.test(label) ? `<i>${text(label)}</i>` : text(label);
