/** Letters that lectures and books use in several ways. */
export const glossary: readonly string[] = [
  "eps is the step of x' = x + (eps/2) grad log p + sqrt(eps) z. The physicist's step of dx = -grad E dt + sqrt(2T) dW is h = eps/2 at T = 1.",
  "alpha_t is 1 - beta_t in the lecture on DDPM; alpha-bar_t is the product of all of them up to t, which some books call alpha_t; alpha(t) in this toolkit is the factor of the signal, sqrt(alpha-bar).",
  "Guidance of strength w: score = (1 + w) s_conditional - w s_unconditional; w = 0 is none.",
  "Gibbs is the name of a law, exp(-E/T)/Z, and of a sampler that draws one coordinate at a time.",
];
