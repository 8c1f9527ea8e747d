/** A word as a shell takes it: in double quotes, which every shell has, unless it holds what they do not cover. */
function quote(word: string): string {
  if (/^[\w.,:=/@%+-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

/** What a command line was, to be typed again. */
export const typed = (usage: string, words: readonly string[]): string =>
  ["npx", usage, ...words.map(quote)].join(" ");
