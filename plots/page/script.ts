/**
 * What runs in the page, as text because the page must carry it: inflates plotly, draws each figure into the
 * element of its name, and gives an animated one a play button and a slider that a keyboard can work.
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

  const player = (node, figure, bar) => {
    const [button, slider, output] = bar.children;
    const frames = figure.frames;
    const last = frames.length - 1;
    const redraw = frames.some((f) => f.layout || f.data.some((d) => d.z));
    const period = Math.min(120, Math.max(33, 6000 / frames.length));
    let shown = last, wanted = last, busy = false, playing = false;
    const draw = async () => {
      if (busy) return;
      busy = true;
      while (shown !== wanted) {
        const next = wanted;
        const { traces, data, layout } = frames[next];
        await Plotly.animate(node, { data, traces, layout }, { mode: "immediate", transition: { duration: 0 },
          frame: { duration: 0, redraw } });
        shown = next;
      }
      busy = false;
    };
    const show = (k) => {
      wanted = Math.max(0, Math.min(last, k));
      slider.value = wanted;
      output.value = frames[wanted].label;
      slider.setAttribute("aria-valuetext", frames[wanted].label);
      return draw();
    };
    const state = (on) => {
      playing = on;
      button.textContent = on ? "Pause" : "Play";
      button.dataset.state = on ? "playing" : "paused";
    };
    const run = () => {
      const from = wanted === last ? 0 : wanted;
      const start = performance.now();
      state(true);
      const tick = (now) => {
        if (!playing) return;
        const k = Math.min(last, from + Math.max(0, Math.floor((now - start) / period)));
        if (!busy && k !== shown) show(k);
        if (k === last) state(false); else requestAnimationFrame(tick);
      };
      show(from);
      requestAnimationFrame(tick);
    };
    const toggle = () => (playing ? state(false) : run());
    button.addEventListener("click", toggle);
    slider.addEventListener("input", () => { state(false); show(Number(slider.value)); });
    slider.max = last;
    state(false);
    show(last);
    bar.hidden = false;
    return toggle;
  };

  const toggles = [];
  const draw = async (source) => {
    const figure = JSON.parse(source.textContent);
    const node = document.getElementById(source.dataset.for);
    const layout = { ...figure.layout, autosize: true };
    delete layout.width;
    delete layout.height;
    await Plotly.newPlot(node, figure.data, layout, { ...config, ...figure.config,
      toImageButtonOptions: { format: "svg", filename: source.dataset.name } });
    const print = () => node.style.setProperty("--print", Math.min(1, 660 / node.clientWidth));
    print();
    addEventListener("resize", print);
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
