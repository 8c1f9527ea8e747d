import { existsSync, readdirSync } from "node:fs";
import { platform } from "node:os";

export interface GpuDriver {
  /** Whether the processor imitates the GPU. */
  readonly imitated: boolean;
  /** What Vulkan has to find in the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** SwiftShader, which Chromium carries for machines without a GPU. */
const imitations = [
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/usr/lib/chromium-browser/vk_swiftshader_icd.json",
  "/usr/lib64/chromium-browser/vk_swiftshader_icd.json",
  "/opt/google/chrome/vk_swiftshader_icd.json",
];

/** Where Linux shows a GPU: a render node, NVIDIA's driver, or that of Windows below it. */
const shown = (): boolean =>
  ["/dev/nvidia0", "/dev/dxg"].some(existsSync) ||
  (existsSync("/dev/dri") && readdirSync("/dev/dri").some((name) => name.startsWith("renderD")));

/** What WebGPU would run on here, by a look at the files only; undefined where there is nothing. */
export function gpuDriver(): GpuDriver | undefined {
  if (platform() !== "linux" || shown()) return { imitated: false, env: {} };
  if (process.env.VK_DRIVER_FILES !== undefined) return { imitated: true, env: {} };
  const icd = imitations.find((path) => existsSync(path));
  // Vulkan's loader knows the second name from of old.
  return icd === undefined
    ? undefined
    : { imitated: true, env: { VK_DRIVER_FILES: icd, VK_ICD_FILENAMES: icd } };
}
