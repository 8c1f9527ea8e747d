import { join } from "node:path";
import { complain } from "./complain.ts";
import type { NodeContext } from "./context.ts";
import { keptWords } from "./kept-words.ts";
import { openFile } from "./open-file.ts";
import type { Parts } from "./parts.ts";
import { type Performed, perform, type Request } from "./perform.ts";
import type { RunFolder } from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";
import { jsonSummary, summary } from "./summary.ts";
import { threadsNote } from "./threads-note.ts";

/** Tells how a run ended; returns the exit code. */
async function tell(
  { settings, after }: Request,
  folder: RunFolder,
  record: RunRecord,
  { said }: NodeContext,
  { status, error }: Performed["end"],
): Promise<number> {
  if (settings.json) process.stdout.write(jsonSummary(folder, record, status, error));
  if (error !== undefined) {
    const code = complain(error);
    process.stderr.write(keptWords(folder));
    return code;
  }
  const report = join(folder.path, "report.html" in folder.outputs ? "report.html" : "run.json");
  if (!settings.json) process.stdout.write(summary(folder, record, said, after?.(report)));
  if (settings.open && !(await openFile(report))) {
    process.stderr.write(`No browser was found to show ${report}.\n`);
  }
  return 0;
}

/** Runs a simulation in a folder of its own, and says how it ended; returns the exit code. */
export async function execute(request: Request, parts: Parts): Promise<number> {
  process.stderr.write(threadsNote(request.settings.threads) ?? "");
  const { folder, record, context, end, refused } = await perform(request, parts);
  return refused ? complain(end.error) : await tell(request, folder, record, context, end);
}
