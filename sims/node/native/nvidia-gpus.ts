import { readdirSync } from "node:fs";
import { program } from "./program.ts";

/** What TensorFlow's library is built for. */
export type Device = "cpu" | "cuda";

const drivers = "/proc/driver/nvidia/gpus";

/** The NVIDIA GPUs of this machine by name, such as "NVIDIA H200, 580.65.06, 143771 MiB"; none is an empty list. */
export async function nvidiaGpus(): Promise<string[]> {
  const query = ["--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"];
  const { code, stdout } = await program("nvidia-smi", query, { timeout: 10_000 });
  if (code === 0) return stdout.split("\n").filter((line) => line.trim() !== "");
  try {
    return readdirSync(drivers).map((address) => `NVIDIA GPU at ${address}`);
  } catch {
    return [];
  }
}
