import type { Node, Table } from "./formula.ts";

type WithoutId<N> = N extends unknown ? Omit<N, "id"> : never;
/** A node before it has got its identity. */
export type Draft = WithoutId<Node>;

let count = 0;
const interned = new Map<string, WeakRef<Node>>();
const tables = new WeakMap<Node, readonly Table[]>();
const forgotten = new FinalizationRegistry<string>((key) => {
  if (interned.get(key)?.deref() === undefined) interned.delete(key);
});
const none: readonly Table[] = [];

/** The operands of a node; none for a leaf. */
export const operands = (node: Node | Draft): readonly Node[] => ("args" in node ? node.args : []);

/** The tables whose row a node depends on: those of its columns that no reduction has bound. */
export const freeTables = (node: Node): readonly Table[] => tables.get(node) ?? none;

const key = (node: Draft): string => {
  switch (node.op) {
    case "constant":
      return `constant ${Object.is(node.value, -0) ? "-0" : node.value}`;
    case "parameter":
      return `parameter ${node.name}`;
    case "coordinate":
      return `coordinate ${node.input} ${node.component}`;
    case "column":
      return `column ${node.table.id} ${node.index}`;
    default:
      return `${node.op} ${"table" in node ? node.table.id : ""} ${node.args.map((arg) => arg.id).join(" ")}`;
  }
};

const freeTablesOf = (node: Draft): readonly Table[] => {
  if (node.op === "column") return [node.table];
  const free = [...new Set(operands(node).flatMap(freeTables))];
  return "table" in node ? free.filter((table) => table !== node.table) : free;
};

/** The one node that is equal to the draft. Nodes that nobody holds are forgotten. */
export function intern<D extends Draft>(draft: D): Extract<Node, { op: D["op"] }> {
  const name = key(draft);
  const known = interned.get(name)?.deref();
  if (known !== undefined) return known as Extract<Node, { op: D["op"] }>;
  const node = Object.freeze({ ...draft, id: count++ }) as unknown as Extract<Node, { op: D["op"] }>;
  interned.set(name, new WeakRef<Node>(node));
  forgotten.register(node, name);
  const free = freeTablesOf(draft);
  if (free.length > 0) tables.set(node, free);
  return node;
}
