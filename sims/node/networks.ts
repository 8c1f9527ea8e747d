import { existsSync } from "node:fs";
import { join } from "node:path";
import { toPixels } from "../../mnist/to-pixels.ts";
import type { Networks } from "../networks.ts";
import { backendWords } from "./backend-words.ts";
import { chooseBackend } from "./choose-backend.ts";
import { drawAll } from "./draw-all.ts";
import { drawnBy } from "./drawn-by.ts";
import { packageRoot } from "./package-root.ts";
import { readDrawing } from "./read-drawing.ts";
import { readJudge } from "./read-judge.ts";
import { trainWithin, type Within } from "./train-within.ts";

/** What a run has of networks of digits. */
export const networksOf = (run: Within): Networks => ({
  shipped(name) {
    const path = join(packageRoot(), "mnist", "weights", name);
    return existsSync(path) ? path : undefined;
  },
  async train(context, name, words) {
    context.progress("training", 0, 1);
    return trainWithin(run, name, words);
  },
  async draw(context, { count, way = { instants: 0, digits: 0 }, ...asked }) {
    const read = await readDrawing({ ...asked, count }, context);
    const { trained, backend, why, labels } = read;
    const began = performance.now();
    const { images, frames, rows, passes } = await drawAll(context, read, way, () => {});
    const seconds = (performance.now() - began) / 1000;
    const { by, cost, references } = drawnBy(read, passes);
    const [shown, ways] = [images, frames].map((x) => toPixels(trained.recipe, x));
    return {
      ...{ trained, labels, rows, by, cost, references, passes, seconds },
      ...{ images: shown, frames: ways, backend: backendWords({ backend, why }) },
    };
  },
  judging: async (context, backend) => ({
    ...(await chooseBackend(backend)),
    weights: await readJudge(undefined, context),
  }),
});
