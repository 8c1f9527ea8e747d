import { homedir, platform } from "node:os";
import { join } from "node:path";

/** Where what this package builds is kept between runs; LANGEVIN_CACHE names another folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { LANGEVIN_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = env;
  if (LANGEVIN_CACHE) return LANGEVIN_CACHE;
  if (platform() === "win32") return join(LOCALAPPDATA || join(homedir(), "AppData", "Local"), "langevin");
  if (platform() === "darwin") return join(homedir(), "Library", "Caches", "langevin");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "langevin");
}
