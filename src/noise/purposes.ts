/**
 * What noise is used for. A purpose is the top byte of a Philox counter, so two purposes never share a number.
 * Entries are never renumbered: old seeds keep their noise.
 */
export const purposes = {
  increment: 0,
  area: 1,
  normal: 2,
  uniform: 3,
  startNormal: 4,
  startUniform: 5,
  path: 6,
  pathArea: 7,
  probe: 8,
  dataOrder: 9,
  noiseLevel: 10,
  trainingNoise: 11,
  labelDrop: 12,
  weights: 13,
  exactNormal: 14,
  exactUniform: 15,
  permutation: 16,
  bootstrap: 17,
  dequantisation: 18,
  imageShift: 19,
} as const;

export type Purpose = (typeof purposes)[keyof typeof purposes];
