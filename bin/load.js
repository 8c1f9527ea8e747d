// In a checkout the TypeScript is loaded as it is; a published package carries it compiled.
import { existsSync } from "node:fs";

/** Imports a module of this package by its path without extension, such as "sims/node/run". */
export async function load(path) {
  const source = new URL(`../${path}.ts`, import.meta.url);
  if (!existsSync(source)) return import(new URL(`../dist/${path}.js`, import.meta.url).href);
  const { register } = await import("tsx/esm/api");
  register();
  return import(source.href);
}
