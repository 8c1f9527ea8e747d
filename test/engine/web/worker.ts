// Runs in a worker of a browser.
import { serve } from "../../../src/engine/serve.ts";

serve({
  post: (message, transfer) => postMessage(message, { transfer }),
  onMessage: (hear) => addEventListener("message", ({ data }) => hear(data)),
});
