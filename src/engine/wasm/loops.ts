/** What a kernel does with a vector of particles, in pieces. */
export interface Pieces {
  /** From memory to locals, one row of the run, and back. */
  readonly load: string;
  readonly step: string;
  readonly store: string;
  /** For each row of the run, before the particles. */
  readonly preparation: string;
  /** Bytes of a row of the run's table. */
  readonly rowBytes: number;
  /** Particles of a vector. */
  readonly count: number;
}

const nextGroup = (count: number): string => `(local.set $p (i32.add (local.get $p) (i32.const ${count})))
(local.set $at (i32.add (local.get $at) (i32.const 16)))
(br_if $group (local.tee $g (i32.sub (local.get $g) (i32.const 1))))
end`;
const nextRow = (rowBytes: number): string =>
  `(br_if $next (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const ${rowBytes}))) (local.get $end)))
end`;
const firstGroup = `(local.set $at (local.get $state))(local.set $p (local.get $first))(local.set $g (local.get $groups))
loop $group`;
const firstRow = `(local.set $row (local.get $table))
loop $next`;

/** All rows for one vector of particles after the other, their state in locals. */
export const particlesFirst = ({ load, step, store, rowBytes, count }: Pieces): string =>
  [firstGroup, load, firstRow, step, nextRow(rowBytes), store, nextGroup(count)].join("\n");

/** All particles in one row of the run after the other, so that what long tables need in a row is made once. */
export const rowsFirst = ({ load, step, store, preparation, rowBytes, count }: Pieces): string =>
  [firstRow, preparation, firstGroup, load, step, store, nextGroup(count), nextRow(rowBytes)].join("\n");
