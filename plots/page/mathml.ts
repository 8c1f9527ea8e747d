import { hang } from "./hang.ts";
import { type Html, html } from "./html.ts";
import { digit, expect, nested, next, peek, raw, refuse, type Source, tokenise } from "./latex-source.ts";
import * as signs from "./mathml-symbols.ts";

function argument(source: Source): Html {
  while (peek(source) === " ") source.at++;
  const first = digit(source);
  return first === undefined ? atom(source) : html`<mn>${first}</mn>`;
}

const stretched = (bracket: string): Html => html`<mo stretchy="true" fence="true">${bracket}</mo>`;

/** A bracket that stretches; the dot of \left. is none. */
function fence(source: Source): Html {
  const token = next(source);
  return stretched(
    token === "." ? "" : (signs.operators.get(token.slice(1)) ?? token.replace(/^\\(?=[{}])/, "")),
  );
}

function delimited(source: Source): Html {
  const open = fence(source);
  const inside = row(source, ["\\right"]);
  expect(source, "\\right");
  return html`<mrow>${open}${inside}${fence(source)}</mrow>`;
}

function environment(source: Source): Html {
  const name = raw(source);
  const rows: Html[][] = [[]];
  while (peek(source) !== "\\end") {
    rows.at(-1)?.push(row(source, ["&", "\\\\", "\\end"]));
    if (peek(source) === "\\\\") rows.push([]);
    if (peek(source) !== "\\end") source.at++;
  }
  source.at++;
  if (raw(source) !== name) refuse(source, `\\begin{${name}} without its end`);
  const cells = rows.map((cell) => html`<mtr>${cell.map((inside) => html`<mtd>${inside}</mtd>`)}</mtr>`);
  const [open, close] = signs.around.get(name) ?? refuse(source, `\\begin{${name}}`);
  return html`<mrow>${stretched(open)}<mtable columnalign="left">${cells}</mtable>${stretched(close)}</mrow>`;
}

function root(source: Source): Html {
  if (peek(source) !== "[") return html`<msqrt>${argument(source)}</msqrt>`;
  source.at++;
  const degree = row(source, ["]"]);
  source.at++;
  return html`<mroot>${argument(source)}<mrow>${degree}</mrow></mroot>`;
}

const fraction = (source: Source): Html => html`<mfrac>${argument(source)}${argument(source)}</mfrac>`;

const structures: Readonly<Record<string, (source: Source) => Html>> = {
  frac: fraction,
  tfrac: (source) => html`<mstyle displaystyle="false">${fraction(source)}</mstyle>`,
  dfrac: (source) => html`<mstyle displaystyle="true">${fraction(source)}</mstyle>`,
  sqrt: root,
  left: delimited,
  begin: environment,
  text: (source) => html`<mtext>${raw(source)}</mtext>`,
  mathrm: (source) => html`<mi mathvariant="normal">${raw(source)}</mi>`,
  operatorname: (source) => named(source, raw(source)),
  mathbf: (source) => html`<mrow style="font-weight:bold">${argument(source)}</mrow>`,
  mathcal: (source) => html`<mi>${raw(source).replace(/[A-Z]/g, signs.scriptLetter)}</mi>`,
  mathbb: (source) => html`<mi>${raw(source).replace(/[A-Z]/g, signs.boardLetter)}</mi>`,
};

/** A function's name, a thin space away from what it is not bracketed with. */
function named(source: Source, name: string): Html {
  const before = source.tokens.slice(0, source.at - 1).findLast((token) => token !== " ") ?? "(";
  const after = source.tokens.slice(source.at).find((token) => token !== " ") ?? ")";
  const width = (close: boolean) => (close ? "0" : "0.1667em");
  const left = width(/^([(|[{=+*/,<>_^-]|\\left)$/.test(before));
  const right = width(/^([(|[)}]|\\left)$/.test(after));
  return html`<mo lspace="${left}" rspace="${right}">${name}</mo>`;
}

function command(source: Source, name: string): Html {
  if (Object.hasOwn(structures, name)) return structures[name](source);
  if (signs.letters.has(name)) return html`<mi>${signs.letters.get(name)}</mi>`;
  if (signs.fences.has(signs.operators.get(name) ?? ""))
    return html`<mo stretchy="false">${signs.operators.get(name)}</mo>`;
  if (signs.operators.has(name)) return html`<mo>${signs.operators.get(name)}</mo>`;
  if (signs.upright.has(name)) return html`<mi mathvariant="normal">${signs.upright.get(name)}</mi>`;
  if (signs.names.has(name)) return named(source, name);
  if (signs.widths.has(name)) return html`<mspace width="${signs.widths.get(name)}"/>`;
  if (signs.marks.has(name))
    return html`<mover accent="true">${argument(source)}<mo stretchy="false">${signs.marks.get(name)}</mo></mover>`;
  if ("{}%&_#|".includes(name)) return html`<mo>${name === "|" ? "‖" : name}</mo>`;
  return refuse(source, `\\${name}`);
}

/** One thing that a script can hang on. */
const atom = (source: Source): Html => nested(source, read);

function read(source: Source): Html {
  const token = next(source);
  if (token === "{") {
    const inside = row(source, ["}"]);
    source.at++;
    return html`<mrow>${inside}</mrow>`;
  }
  if (token.startsWith("\\")) return command(source, token.slice(1));
  if (/^\d/.test(token)) return html`<mn>${token}</mn>`;
  if (/^\p{L}$/u.test(token)) return html`<mi>${token}</mi>`;
  if (token === "-") return html`<mo>−</mo>`;
  if ("()[]|".includes(token)) return html`<mo stretchy="false">${token}</mo>`;
  if (token === "/") return html`<mo lspace="0" rspace="0">/</mo>`;
  if ("+*=<>,;:.!'…".includes(token)) return html`<mo>${token === "'" ? "′" : token}</mo>`;
  return refuse(source, token);
}

function scripted(source: Source): Html {
  const base = atom(source);
  let below: Html | undefined;
  let above: Html | undefined;
  for (let token = peek(source); token === "_" || token === "^"; token = peek(source)) {
    source.at++;
    if (token === "_") below = argument(source);
    else above = argument(source);
  }
  return hang(base, below, above);
}

/** Atoms up to one of the ends, which is left standing. */
function row(source: Source, ends: readonly (string | undefined)[]): Html {
  const atoms: Html[] = [];
  for (let token = peek(source); !ends.includes(token); token = peek(source)) {
    if (token === undefined) refuse(source, "its end");
    if (token === " ") source.at++;
    else atoms.push(scripted(source));
  }
  return html`${atoms}`;
}

/**
 * A formula written in LaTeX as MathML, which browsers set themselves: scripts, fractions, roots, brackets, accents,
 * Greek, the usual operators, cases. Throws `UsageError` for what it cannot set.
 */
export function mathml(latex: string, display: "inline" | "block" = "inline"): Html {
  const source = tokenise(latex);
  return html`<math display="${display}"><mrow>${row(source, [undefined])}</mrow></math>`;
}
