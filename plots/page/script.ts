import { player } from "./player.ts";

/**
 * What runs in the page, as text because the page must carry it: inflates plotly, draws each figure into the
 * element of its name, and gives an animated one its player.
 * `document.documentElement.dataset.state` is "drawing", then "ready" or "failed".
 */
export const script = `
"use strict";
(async () => {
  const root = document.documentElement;
  root.dataset.state = "drawing";
  const inflate = async (text) => {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  const load = async () => {
    const code = document.createElement("script");
    code.textContent = await inflate(document.getElementById("plotly").textContent.trim());
    document.head.append(code);
  };
  const config = { responsive: true, displaylogo: false, displayModeBar: "hover",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"] };

${player}
  // what fits a sheet of A4 or Letter, in CSS pixels
  const paper = { width: 660, height: 860 };
  const toggles = [];
  const draw = async (source) => {
    const figure = JSON.parse(source.textContent);
    const node = document.getElementById(source.dataset.for);
    const layout = { ...figure.layout, autosize: true };
    delete layout.width;
    delete layout.height;
    await Plotly.newPlot(node, figure.data, layout, { ...config, ...figure.config,
      toImageButtonOptions: { format: "svg", filename: source.dataset.name } });
    const measure = () => {
      const { clientWidth: w, clientHeight: h } = node;
      const scale = Math.min(1, paper.width / w, paper.height / h);
      for (const [name, value] of [["drawn-w", w], ["drawn-h", h], ["print", scale]]) node.style.setProperty("--" + name, value);
    };
    measure();
    addEventListener("resize", measure);
    const bar = node.closest("figure").querySelector(".player");
    if (figure.frames && bar) toggles.push(player(node, figure, bar));
  };

  try {
    if (typeof DecompressionStream === "undefined") {
      throw new Error("this browser cannot unpack the figures (it lacks DecompressionStream). " +
        "Chrome or Edge 80, Firefox 113, Safari 16.4 or anything newer can");
    }
    await load();
    for (const source of document.querySelectorAll("script[data-for]")) {
      await draw(source);
      await new Promise((done) => setTimeout(done));
    }
    document.addEventListener("keydown", (event) => {
      const idle = !event.target.closest || !event.target.closest("button, input, a, select, textarea, summary");
      if (event.key === " " && toggles.length === 1 && idle) { event.preventDefault(); toggles[0](); }
    });
    root.dataset.state = "ready";
  } catch (error) {
    root.dataset.state = "failed";
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "alert");
    notice.textContent = "The figures cannot be drawn: " + error.message + ".";
    document.querySelector("main").prepend(notice);
    console.error(error);
  }
})();
`;
