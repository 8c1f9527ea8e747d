/** Of the Frechet distance between features: its use for images, and its closed form. */
export const frechetReferences = [
  "M. Heusel, H. Ramsauer, T. Unterthiner, B. Nessler and S. Hochreiter (2017), arXiv:1706.08500",
  "D. C. Dowson and B. V. Landau (1982), doi:10.1016/0047-259X(82)90077-X",
] as const;
