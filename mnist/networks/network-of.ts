import { choose, suggestion } from "../../src/check.ts";
import { UsageError } from "../../src/refusal.ts";
import * as networks from "./index.ts";
import type { Network, NetworkKind, NetworkSpec } from "./network.ts";

const kinds: readonly NetworkKind[] = Object.values(networks);

/**
 * Builds the network that a specification names.
 *
 * @throws UsageError where no such kind is registered, or the size is not one of its sizes
 */
export function networkOf({ name, size }: NetworkSpec): Network {
  const kind = choose<NetworkKind>("network", name, networks);
  const fields = Object.keys(kind.size);
  const field = Object.keys(size).find((key) => !fields.includes(key));
  if (field === undefined) return kind.build(size);
  const able = kinds.filter((other) => Object.hasOwn(other.size, field)).map((other) => other.name);
  throw new UsageError({
    what: `${field} of the network ${name}`,
    got: size[field],
    expected: `one of its sizes: ${fields.join(", ")}`,
    advice: able.length > 0 ? `Networks with ${field}: ${able.join(", ")}.` : suggestion(field, fields),
  });
}
