import { integer } from "../check.ts";
import { UsageError } from "../refusal.ts";
import type { Ensemble } from "../space.ts";

/** Positions and, beside them, m numbers a particle. */
export interface Augmented<S> {
  readonly position: S;
  /** m states of width 1; none where `position` has width 1, which is then broadcast to all of d + m. */
  readonly numbers: readonly S[];
}

/** Reads the same part of each operand. */
type Part<S> = (x: Augmented<S>) => S;

const parts = <S>({ position, numbers }: Augmented<S>): S[] => [position, ...numbers];
const isNarrow = <S>({ numbers }: Augmented<S>): boolean => numbers.length === 0;
const narrow = <S>(position: S): Augmented<S> => ({ position, numbers: [] });

/** Rows that hold the rows of each block one after the other. */
function interleave(blocks: readonly Float64Array[], rows: number): Float64Array {
  const widths = blocks.map((block) => block.length / rows);
  const width = widths.reduce((sum, w) => sum + w);
  const out = new Float64Array(rows * width);
  for (let row = 0, at = 0; row < rows; row++) {
    blocks.forEach((block, i) => {
      out.set(block.subarray(row * widths[i], (row + 1) * widths[i]), at);
      at += widths[i];
    });
  }
  return out;
}

/** Copies `count` columns of rows of `width`, from column `first` on. */
function copyColumns(
  all: Float64Array,
  width: number,
  first: number,
  out: Float64Array,
  count: number,
): void {
  for (let at = first, i = 0; i < out.length; at += width, i += count) {
    out.set(all.subarray(at, at + count), i);
  }
}

function refuseFormula(): never {
  throw new UsageError({
    what: "formula over a particle's coordinates",
    got: "positions with numbers beside them",
    expected: "positions alone",
    advice: "Evaluate it in the space of the positions.",
  });
}

/**
 * The product of a space of positions, width d, and m numbers a particle: an ensemble of width d + m, in which a solver
 * integrates both together and judges its error by both.
 *
 * @param m numbers a particle, >= 1
 */
export function augmentedSpace<S>(space: Ensemble<S>, m: number): Ensemble<Augmented<S>> {
  integer("numbers beside a position", m, { min: 1 });
  const { particles, dimension: d, first } = space;
  const width = d + m;
  const each = (out: Augmented<S>, operate: (out: S, part: Part<S>) => S): Augmented<S> => ({
    position: operate(out.position, (x) => x.position),
    numbers: out.numbers.map((number, i) => operate(number, (x) => x.numbers[i] ?? x.position)),
  });
  let products = Array.from({ length: m }, () => space.scratch(1));

  return {
    particles,
    dimension: width,
    first,
    scratch: (wide) =>
      wide === 1
        ? narrow(space.scratch(1))
        : { position: space.scratch(), numbers: products.map(() => space.scratch(1)) },
    combine: (out, ...terms) =>
      each(out, (o, part) => space.combine(o, ...terms.map(([a, x]) => [a, part(x)] as const))),
    map: (f, numbers, out, ...xs) => each(out, (o, part) => space.map(f, numbers, o, ...xs.map(part))),
    evaluate: refuseFormula,
    dot(out, x, y) {
      if (isNarrow(x) && isNarrow(y)) return narrow(space.dot(out.position, x.position, y.position));
      products = products.map((product, i) =>
        space.dot(product, x.numbers[i] ?? x.position, y.numbers[i] ?? y.position),
      );
      const sum = space.dot(out.position, x.position, y.position);
      return narrow(space.combine(sum, [1, sum], ...products.map((product) => [1, product] as const)));
    },
    mean: (out, x) => narrow(space.mean(out.position, x.position)),
    read: (x) => space.read(x.position),
    fill(out, columns, write) {
      if (columns === 1) return narrow(space.fill(out.position, 1, write));
      const all = new Float64Array(particles * width);
      write(all);
      return {
        position: space.fill(out.position, d, (x) => copyColumns(all, width, 0, x, d)),
        numbers: out.numbers.map((number, i) =>
          space.fill(number, 1, (y) => copyColumns(all, width, d + i, y, 1)),
        ),
      };
    },
    firstNotFinite(x) {
      const bad = parts(x).map((part) => space.firstNotFinite?.(part) ?? -1);
      return bad.reduce((least, p) => (p >= 0 && (least < 0 || p < least) ? p : least), -1);
    },
    async values(x) {
      const columns = await Promise.all(parts(x).map((part) => space.values(part)));
      return interleave(columns, particles);
    },
    copy: (x) => each(x, (_, part) => space.copy(part(x))),
    free: (x) => parts(x).forEach(space.free),
  };
}
