import type { SingleBar } from "cli-progress";

export interface Progress {
  show(label: string, done: number, total: number, note?: string): void;
  stop(): void;
}

const none: Progress = { show() {}, stop() {} };

/** A line after a second, then one every five: for logs, pipes and terminals that cannot redraw. */
function lines(stream: NodeJS.WritableStream): Progress {
  const began = performance.now();
  let due = began + 1000;
  return {
    show(label, done, total, note) {
      const now = performance.now();
      if (now < due) return;
      due = now + 5000;
      const percent = Math.floor((100 * done) / Math.max(total, 1e-300));
      const seconds = Math.round((now - began) / 1000);
      stream.write(`${label}: ${percent} % after ${seconds} s${note === undefined ? "" : `, ${note}`}\n`);
    },
    stop() {},
  };
}

/** A bar that is redrawn, and gone at the end. */
async function bar(stream: NodeJS.WriteStream): Promise<Progress> {
  const { default: progress } = await import("cli-progress");
  const format = "{label} [{bar}] {percentage} % | {duration_formatted} gone, {eta_formatted} to go{note}";
  let current: { readonly label: string; readonly bar: SingleBar } | undefined;
  let over = false;
  return {
    show(label, done, total, note) {
      if (over) return;
      if (current?.label !== label) {
        current?.bar.stop();
        const style = { format, stream, hideCursor: true, clearOnComplete: true, barsize: 24, fps: 8 };
        current = { label, bar: new progress.SingleBar(style, progress.Presets.legacy) };
        current.bar.start(total, 0, { label, note: "" });
      }
      current.bar.setTotal(total);
      current.bar.update(done, { note: note === undefined ? "" : ` | ${note}` });
    },
    stop() {
      over = true;
      current?.bar.stop();
    },
  };
}

/** Progress on stderr, in a form that suits where stderr goes. */
export async function progress(
  quiet: boolean,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<Progress> {
  if (quiet) return none;
  return stream.isTTY && process.env.TERM !== "dumb" ? bar(stream) : lines(stream);
}
