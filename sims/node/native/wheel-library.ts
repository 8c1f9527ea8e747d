import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../cache-folder.ts";
import { fetchWheels } from "./fetch-wheels.ts";
import { libraryIn } from "./library-in.ts";
import { makeWhole } from "./make-whole.ts";
import type { Device } from "./nvidia-gpus.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";

/** The TensorFlow of this version in the cache folder, fetched where it is not there yet. */
export async function wheelLibrary(version: string, device: Device, say: Say): Promise<TensorflowLibrary> {
  const folder = join(cacheFolder(), "tensorflow", `${version}-${device}-${platform()}-${arch()}`);
  if (existsSync(folder)) {
    say(`TensorFlow ${version} for ${device} is in ${folder}`);
  } else {
    say(`fetching TensorFlow ${version} for ${device} into ${folder}`);
    await makeWhole(folder, async (temporary) => {
      await fetchWheels(temporary, version, device);
      await rm(join(temporary, "wheels"), { recursive: true });
    });
  }
  return libraryIn(folder, "wheel");
}
