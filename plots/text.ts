/** What comes from data is text: the characters that plotly or a page would take for markup, as entities. */
export const text = (raw: string): string =>
  raw.replace(/\p{Cc}/gu, " ").replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);
