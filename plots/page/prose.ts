import { text } from "../text.ts";
import { Html } from "./html.ts";

/** What one types, such as --eps 1e-3: it is left as it is. */
const typed = /(--[a-z][\w-]*(?:[ =](?:&#34;.*?&#34;|[^\s;)]*[^\s;,.:)]))?)/;

const minus = (sign: string): string => sign && "\u2212";

/** 1.5e-7 as 1.5 x 10 to the -7, and 1e-7 without its 1. */
const power = (_: string, factor: string, sign: string, exponent: string): string =>
  `${factor === "1" ? "" : `${factor}\u2009×\u2009`}10<sup>${minus(sign)}${Number(exponent)}</sup>`;

const set = (words: string): string =>
  words
    .replace(/(?<![\w.])(\d+(?:\.\d+)?)e([+-]?)(\d+)\b/g, (whole, factor, sign, exponent) =>
      power(whole, factor, sign === "-" ? sign : "", exponent),
    )
    .replace(/(?<=^|[\s(])-(?=\d)/g, minus)
    .replace(/\b(sigma|alpha|beta|theta|x|p)_(\w+)\b(?![\w-]*\.\w)/g, "$1<sub>$2</sub>")
    .replace(/\^(-?)(\d+(?:\.\d+)?)/g, (_, sign, exponent) => `<sup>${minus(sign)}${exponent}</sup>`)
    .replace(/ (=|&#60;|&#62;|\+-) /g, "\u00a0$1\u00a0");

/**
 * Text for readers: x^2 and sigma_max with what is raised and lowered, 1.5e-7 as a power of ten, a true minus, and no
 * line end beside the sign of "h = 0.1". Flags with their values and names of files stay as they are typed.
 */
export const prose = (raw: string): Html =>
  new Html(
    text(raw)
      .split(typed)
      .map((part, i) => (i % 2 === 1 ? part : set(part)))
      .join(""),
  );
