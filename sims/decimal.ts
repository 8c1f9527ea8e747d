/** A decimal number as one types it: 1, -0.5, .5, 1e-3; neither hexadecimal nor a word such as Infinity. */
export const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
