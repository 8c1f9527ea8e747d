import { choose, suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import * as networks from "./index.ts";
import type { Network, NetworkKind, NetworkSpec, Size } from "./network.ts";

const kinds: readonly NetworkKind[] = Object.values(networks);

const built = new Map<string, Network>();

/** The same network each time that it is asked for. */
function once(kind: NetworkKind, size: Size): Network {
  const key = JSON.stringify([kind.name, size]);
  const network = built.get(key) ?? kind.build(size);
  built.set(key, network);
  return network;
}

/**
 * The network that a specification names.
 *
 * @throws UsageError where no such kind is registered, or the size is not one of its sizes
 */
export function networkOf({ name, size }: NetworkSpec): Network {
  const kind = choose<NetworkKind>("network", name, networks);
  const fields = Object.keys(kind.size);
  const field = Object.keys(size).find((key) => !fields.includes(key));
  if (field === undefined) return once(kind, size);
  const able = kinds.filter((other) => Object.hasOwn(other.size, field)).map((other) => other.name);
  throw new UsageError({
    what: `${field} of the network ${name}`,
    got: size[field],
    expected: `one of its sizes: ${fields.join(", ")}`,
    advice: able.length > 0 ? `Networks with ${field}: ${able.join(", ")}.` : suggestion(field, fields),
  });
}
