import { evenGaussLegendre, type formulas } from "../src/index.ts";

type Node = formulas.Node;

/** Parameters along a piece, with their probabilities. */
interface Rule {
  readonly parameters: ArrayLike<number>;
  readonly probabilities: ArrayLike<number>;
}

/** A piece of a plane curve with a law of the point on it. */
export interface Piece {
  /** Probability of the piece: a multiple of 1/64, or `check` cannot tell the error of its quadrature. */
  readonly share: number;
  /** The parameter of a uniform u in (0, 1), whose law is the point's; u itself by default. */
  readonly parameter?: (u: Node) => Node;
  readonly point: (parameter: Node) => readonly [x: Node, y: Node];
  /** Nodes that stand for the law where it is smeared by normals of standard deviation `width` or more. */
  readonly rule: (width: number) => Rule;
}

interface Shape extends Pick<Piece, "share" | "point"> {
  /** The largest |d point / du|: the length, where u runs evenly along it. */
  readonly length: number;
}

/**
 * A closed curve, smooth and periodic in a uniform u: the trapezoidal rule with nodes 1.05 widths apart, whose error
 * falls exponentially with their number.
 */
export const closedPiece = ({ length, ...piece }: Shape): Piece => ({
  ...piece,
  rule(width) {
    const n = Math.ceil(length / (1.05 * width) + 12);
    return {
      parameters: Array.from({ length: n }, (_, k) => k / n),
      probabilities: new Float64Array(n).fill(1 / n),
    };
  },
});

/** A curve with two ends, smooth in a uniform u: Gauss and Legendre's rule with nodes that are nearly even. */
export const openPiece = ({ length, ...piece }: Shape): Piece => ({
  ...piece,
  rule(width) {
    const { nodes, weights } = evenGaussLegendre(Math.ceil(length / width + 12));
    return { parameters: nodes.map((t) => (1 + t) / 2), probabilities: weights.map((w) => w / 2) };
  },
});
