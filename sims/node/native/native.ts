import { z } from "zod";
import { command } from "../complain.ts";
import { parseFlags } from "../flags.ts";
import { buildBinding } from "./build-binding.ts";
import { libraryIn } from "./library-in.ts";
import type { Device } from "./nvidia-gpus.ts";
import { nvidiaGpus } from "./nvidia-gpus.ts";
import { pythonLibrary } from "./python-library.ts";
import type { Say, TensorflowLibrary } from "./tensorflow-library.ts";
import { wheelLibrary } from "./wheel-library.ts";

const config = z.object({
  from: z.string().min(1).default("wheel").meta({
    metavar: "source",
    description:
      "the TensorFlow to build against: wheel fetches one with pip, python takes the one that is installed there, anything else is the folder of one",
  }),
  tensorflow: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "a version such as 2.21.0")
    .default("2.21.0")
    .meta({ metavar: "version", description: "which one the wheel is of" }),
  device: z
    .enum(["cpu", "cuda"])
    .optional()
    .describe("what the wheel is for; cuda where there is an NVIDIA GPU unless told"),
});
type Settings = z.infer<typeof config>;

async function deviceOf(asked: Device | undefined, say: Say): Promise<Device> {
  if (asked !== undefined) return asked;
  const gpus = await nvidiaGpus();
  say(gpus.length === 0 ? "no NVIDIA GPU found: TensorFlow for the CPU" : `found ${gpus.join("; ")}`);
  return gpus.length === 0 ? "cpu" : "cuda";
}

async function libraryOf({ from, tensorflow, device }: Settings, say: Say): Promise<TensorflowLibrary> {
  if (from === "python") return pythonLibrary(say);
  if (from !== "wheel") return libraryIn(from);
  return wheelLibrary(tensorflow, await deviceOf(device, say), say);
}

const about =
  "Builds the binding of @tensorflow/tfjs-node-gpu against a current TensorFlow, for --backend tensorflow. It needs g++ and, for a wheel, " +
  "Python with pip; 1.2 GB of disk, for CUDA 8 GB, of which 5 GB stay. Nothing is installed: all of it goes to the cache folder, which LANGEVIN_CACHE names";

/** `langevin native`: each step on stderr, the path of the binding on stdout. */
export const native = (args: readonly string[]): Promise<number> =>
  command(async () => {
    const flags = parseFlags(
      { usage: "langevin native", about, groups: [{ heading: "Flags:", config }] },
      args,
    );
    if (flags === undefined) return 0;
    const say: Say = (line) => void process.stderr.write(`${line}\n`);
    const settings = flags[0] as Settings;
    const { binding, device } = await buildBinding(await libraryOf(settings, say), say);
    say(`works: ${device}; --backend tensorflow takes it from now on`);
    if (settings.device !== "cpu" && device.endsWith("CPU") && (await nvidiaGpus()).length > 0) {
      say(
        "It does not see the GPU. TensorFlow says why: TF_CPP_MIN_LOG_LEVEL=0 npx langevin mnist sample --count 1",
      );
    }
    process.stdout.write(`${binding}\n`);
    return 0;
  });
