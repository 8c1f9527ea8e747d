import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = new URL("../", import.meta.url);
const compilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
};
const importMap = { imports: { watr: "/node_modules/watr/watr.js" } };
const page = `<!doctype html><link rel="icon" href="data:,"><script type="importmap">${JSON.stringify(importMap)}</script>`;

async function read(path: string): Promise<{ type: string; body: string }> {
  if (path === "") return { type: "text/html", body: page };
  const source = await readFile(fileURLToPath(new URL(path, root)), "utf8");
  const body = path.endsWith(".ts") ? ts.transpileModule(source, { compilerOptions }).outputText : source;
  return { type: "text/javascript", body };
}

/**
 * Serves an empty page, and the modules of this package without their types under the addresses that they import each other by.
 * Nothing isolates the page from other origins.
 */
export async function serveModules(): Promise<{ readonly url: string; close(): void }> {
  const known = new Map<string, ReturnType<typeof read>>();
  const server = createServer(async ({ url = "/" }, response) => {
    const path = new URL(url, "http://localhost").pathname.slice(1);
    const answer = known.get(path) ?? read(path);
    known.set(path, answer);
    try {
      const { type, body } = await answer;
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
