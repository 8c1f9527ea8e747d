import { choose } from "../../src/check.ts";
import * as networks from "./index.ts";
import type { Network, NetworkKind, NetworkSpec } from "./network.ts";

/**
 * Builds the network that a specification names.
 *
 * @throws UsageError where no such kind is registered, or the size is not one of its sizes
 */
export const networkOf = ({ name, size }: NetworkSpec): Network =>
  choose<NetworkKind>("network", name, networks).build(size);
