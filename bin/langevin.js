#!/usr/bin/env node
// In a checkout the TypeScript is loaded as it is; a published package carries it compiled.
import { existsSync } from "node:fs";

const source = new URL("../sims/node/main.ts", import.meta.url);
if (existsSync(source)) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(source.href);
} else {
  await import(new URL("../dist/sims/node/main.js", import.meta.url).href);
}
