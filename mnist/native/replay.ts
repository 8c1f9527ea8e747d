import type { Numbers } from "../computed.ts";
import type { Binding } from "./binding.ts";
import type { Recording } from "./recording.ts";

/** For each operation the numbers that it computed or that were uploaded, and no later one asks for. */
function lastUses({ calls, inputs, results }: Recording): number[][] {
  const later = new Set(results);
  const ours = new Set([...inputs, ...calls.flatMap(({ outputs }) => outputs)]);
  return calls
    .toReversed()
    .map(({ inputs, outputs }) => {
      const last = [...new Set([...inputs, ...outputs])].filter((id) => ours.has(id) && !later.has(id));
      for (const id of inputs) later.add(id);
      return last;
    })
    .toReversed();
}

/** What was recorded, of other numbers of the same shapes: the library's work without that of JavaScript around it. */
export function replay(
  binding: Binding,
  recording: Recording,
): (inputs: readonly Numbers[]) => Float32Array[] {
  const last = lastUses(recording);
  return (inputs) => {
    /** The tensors of this time by the numbers of the recording; the recording's own tensors are not among them. */
    const live = new Map<number, number>();
    const drop = (id: number) => {
      binding.deleteTensor(live.get(id) as number);
      live.delete(id);
    };
    try {
      inputs.forEach(({ shape, values }, k) => {
        live.set(recording.inputs[k], binding.createTensor(shape, binding.TF_FLOAT, values));
      });
      recording.calls.forEach(({ name, attributes, inputs, outputs }, k) => {
        const asked = inputs.map((id) => live.get(id) ?? id);
        const made = binding.executeOp(name, attributes, asked, outputs.length);
        outputs.forEach((id, j) => void live.set(id, made[j].id));
        last[k].forEach(drop);
      });
      return recording.results.map((id) => binding.tensorDataSync(live.get(id) ?? id));
    } finally {
      [...live.keys()].forEach(drop);
    }
  };
}
