const greek =
  "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν " +
  "xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π " +
  "Sigma Σ Phi Φ Psi Ψ Omega Ω ell ℓ partial ∂";

const uprights = "infty ∞ hbar ℏ nabla ∇ emptyset ∅";

const operations =
  "cdot ⋅ times × div ÷ pm ± mp ∓ le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ equiv ≡ propto ∝ to → rightarrow → " +
  "leftarrow ← mapsto ↦ in ∈ subset ⊂ cup ∪ cap ∩ circ ∘ mid ∣ ll ≪ gg ≫ ldots … cdots ⋯ dots … " +
  "lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | langle ⟨ rangle ⟩ lbrace { rbrace } lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ " +
  "forall ∀ exists ∃ prime ′ top ⊤ star ⋆ colon : sum ∑ prod ∏ int ∫ oint ∮";

const accents = "bar ¯ overline ¯ hat ^ widehat ^ tilde ~ widetilde ~ dot ˙ ddot ¨ vec →";

const spaces = ", 0.1667em : 0.2222em ; 0.2778em ! -0.1667em quad 1em qquad 2em";

const table = (list: string): ReadonlyMap<string, string> => {
  const words = list.split(" ");
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]] as const] : [])));
};

/** Commands that are one letter, one upright sign, one operator, a mark above their argument, or a space of a width. */
export const letters = table(greek);
export const upright = table(uprights);
export const operators = table(operations);
export const marks = table(accents);
export const widths = table(spaces);

/** Commands that are upright names. */
export const names: ReadonlySet<string> = new Set(
  "log ln exp sin cos tan sinh cosh tanh max min sup inf det tr arg sign erf lim".split(" "),
);

/** Operators whose scripts stand above and below in a displayed formula. */
export const large: ReadonlySet<string> = new Set(["∑", "∏"]);

/** Brackets that keep their size unless they are asked to stretch. */
export const fences: ReadonlySet<string> = new Set(["‖", "|", "⟨", "⟩", "{", "}", "⌈", "⌉", "⌊", "⌋"]);

/** The brackets of the environments. */
export const around: ReadonlyMap<string, readonly [string, string]> = new Map([
  ["cases", ["{", ""]],
  ["matrix", ["", ""]],
  ["pmatrix", ["(", ")"]],
  ["bmatrix", ["[", "]"]],
  ["aligned", ["", ""]],
]);

const round: Readonly<Record<string, string>> = {
  B: "ℬ",
  E: "ℰ",
  F: "ℱ",
  H: "ℋ",
  I: "ℐ",
  L: "ℒ",
  M: "ℳ",
  R: "ℛ",
};
const board: Readonly<Record<string, string>> = { C: "ℂ", H: "ℍ", N: "ℕ", P: "ℙ", Q: "ℚ", R: "ℝ", Z: "ℤ" };
const shifted = (c: string, first: number) => String.fromCodePoint(first + c.charCodeAt(0) - 65);

/** A capital in script, and in blackboard bold: Unicode had some of them before it had the alphabets. */
export const scriptLetter = (c: string): string => round[c] ?? shifted(c, 0x1d49c);
export const boardLetter = (c: string): string => board[c] ?? shifted(c, 0x1d538);
