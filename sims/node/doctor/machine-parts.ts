import { availableParallelism, cpus, platform } from "node:os";
import { findChromium } from "../find-chromium.ts";
import { gpuDriver } from "../gpu-driver.ts";
import { memory } from "../memory.ts";
import { nvidiaGpus } from "../native/nvidia-gpus.ts";
import type { Part } from "./part.ts";

/** A GPU by name where its driver tells it. */
async function gpu(): Promise<string | undefined> {
  const names = await nvidiaGpus();
  if (names.length > 0) return names.join("; ");
  if (platform() !== "linux") return "whatever WebGPU finds, below";
  return gpuDriver()?.imitated === false ? "a render node" : undefined;
}

/** Node, processor, memory, GPU, browser. */
export async function machineParts(): Promise<Part[]> {
  const group = "This machine";
  const model = cpus()[0]?.model.trim() ?? "unknown";
  const gigabytes = `${(memory() / 2 ** 30).toFixed(0)} GiB`;
  return [
    { group, name: "Node", found: process.versions.node, brings: "everything" },
    { group, name: "processor", found: `${availableParallelism()} x ${model}`, brings: "threads" },
    { group, name: "memory", found: gigabytes, brings: "particles and batches" },
    {
      ...{ group, name: "GPU", found: await gpu(), brings: "training in minutes instead of hours" },
      remedy: "none that Linux shows; where there is one, install its driver",
    },
    {
      ...{ group, name: "Chromium", found: findChromium(), brings: "the tests of pages" },
      remedy: "install Chromium or Chrome, or name one with CHROME_PATH",
    },
  ];
}
