import { formulas, type SdeFormulas, UsageError } from "../../src/index.ts";

const { latex } = formulas;

const matrix = (rows: readonly (readonly string[])[]): string => {
  const [[only]] = rows;
  if (rows.length === 1 && rows[0].length === 1) return only;
  return `\\begin{pmatrix} ${rows.map((row) => row.join(" & ")).join(" \\\\ ")} \\end{pmatrix}`;
};

/** The SDE in LaTeX; undefined where it would be too long to read. */
export function typeset({ drift, diffusion, calculus }: SdeFormulas): string | undefined {
  const d = drift.outputs.length;
  const m = diffusion.outputs.length / d;
  const name = (j: number) => (d <= 3 ? "xyz"[j] : `x_{${j + 1}}`);
  const write = (node: formulas.Node) => latex(node, { coordinate: (_: number, j: number) => name(j) });
  const bracketed = (text: string) =>
    d === 1 && /[+-]/.test(text.slice(1)) ? `\\left(${text}\\right)` : text;
  try {
    const f = matrix(drift.outputs.map((node) => [write(node)]));
    const B = matrix(
      drift.outputs.map((_, i) => Array.from({ length: m }, (_, j) => write(diffusion.outputs[i * m + j]))),
    );
    const circle = calculus === "stratonovich" ? "\\circ " : "";
    const left = matrix(drift.outputs.map((_, j) => [name(j)]));
    return `\\mathrm d ${left} = ${bracketed(f)} \\, \\mathrm dt + ${bracketed(B)} \\, ${circle}\\mathrm dW`;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
