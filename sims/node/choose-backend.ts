import type { BackendChoice, BackendName } from "../../mnist/backends/backend.ts";
import * as backends from "../../mnist/backends/index.ts";
import { choose } from "../../src/check.ts";
import { MissingPartError } from "../../src/refusal.ts";
import { gpuDriver } from "./gpu-driver.ts";
import { type Probe, probeBackend } from "./probe-backend.ts";

export interface ChosenBackend {
  readonly backend: BackendChoice;
  /** Whether one worker has all of it: it takes whole batches. */
  readonly gpu: boolean;
  /** What it computes on, and why it was chosen, in a few words. */
  readonly why: string;
}

/** The order in which they are tried. */
const ladder: readonly BackendName[] = ["tensorflow", "webgpu", "wasm", "cpu"];

/** A GPU that the processor imitates is slower than the processor, so it is not looked at unless it is asked for. */
const worthATry = (name: BackendName): boolean => name !== "webgpu" || gpuDriver()?.imitated === false;

/** The first of the ladder that works and is not an imitation, and what is wrong with those before it that are there. */
async function fastest(): Promise<{ readonly probe: Probe; readonly broken: readonly string[] }> {
  const broken: string[] = [];
  let missing: unknown;
  for (const name of ladder.filter(worthATry)) {
    try {
      const probe = await probeBackend(name);
      if (probe.imitated !== true) return { probe, broken };
    } catch (error) {
      missing = error;
      if (error instanceof MissingPartError) continue;
      broken.push(`${name} does not work: ${String((error as Error).message).split("\n")[0]}`);
    }
  }
  throw missing;
}

/**
 * The backend that was asked for, or the fastest that this machine has.
 *
 * @throws UsageError for a name that is no backend's
 * @throws MissingPartError with the command that installs the one that was asked for
 */
export async function chooseBackend(asked: string | undefined): Promise<ChosenBackend> {
  if (asked === undefined) {
    const { probe, broken } = await fastest();
    return {
      backend: probe.choice,
      gpu: probe.gpu,
      why: [`${probe.device}, the fastest here`, ...broken].join("; "),
    };
  }
  const { choice: backend, gpu, device } = await probeBackend(choose("--backend", asked, backends).name);
  return { backend, gpu, why: `${device}, as asked` };
}
