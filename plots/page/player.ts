/**
 * The player of an animated figure, text for `script`: a button and a slider that a keyboard can work. While it
 * plays, dots and paths are moved in the picture itself and glide between frames: asking plotly for each frame is
 * five times slower, and its own animation loses the density behind the particles. When it rests, plotly is told.
 */
export const player = `
  const types = { f4: Float32Array, f8: Float64Array };
  const numbers = (value) => value && value.bdata
    ? new types[value.dtype](Uint8Array.from(atob(value.bdata), (c) => c.charCodeAt(0)).buffer) : value;

  /** Moves what frame k shows a fraction w of the way to the next frame. */
  const glider = (node, figure) => {
    const rank = (trace) => figure.data.slice(0, trace).filter((d) => d.type === "scatter").length;
    return (now, next, w) => {
      const { xaxis, yaxis } = node._fullLayout;
      const drawn = node.querySelectorAll(".scatterlayer .trace");
      const point = (from, to, i, j) => xaxis.d2p(from.x[i] + w * (to.x[j] - from.x[i])).toFixed(1) + "," +
        yaxis.d2p(from.y[i] + w * (to.y[j] - from.y[i])).toFixed(1);
      now.traces.forEach((trace, t) => {
        const [from, to, shape] = [now.data[t], next.data[t], drawn[rank(trace)]];
        const [line, ...others] = shape.querySelectorAll("path.js-line");
        if (!line) {
          shape.querySelectorAll(".point").forEach((dot, i) =>
            dot.setAttribute("transform", "translate(" + point(from, to, i, i) + ")"));
          return;
        }
        let d = "", pen = "M", j = -1;
        for (let i = 0; i < from.x.length; i++) {
          if (Number.isNaN(from.x[i])) {
            j = to.x.findIndex((x, k) => k > j && Number.isNaN(x));
            if (i > 0) d += "L" + point(from, to, i - 1, j - 1);
            pen = "M";
          } else {
            d += pen + point(from, from, i, i);
            pen = "L";
          }
        }
        line.setAttribute("d", d);
        for (const other of others) other.setAttribute("d", "M0,0");
      });
    };
  };

  const player = (node, figure, bar) => {
    const [button, slider, output] = bar.children;
    const frames = figure.frames.map((f) => ({ ...f, data: f.data.map((d) =>
      Object.fromEntries(Object.entries(d).map(([k, v]) => [k, k === "z" ? v : numbers(v)]))) }));
    const last = frames.length - 1;
    const still = frames.some((f) => f.layout || f.data.some((d) => d.z));
    const period = Math.min(150, Math.max(40, 7000 / frames.length));
    const glide = glider(node, figure);
    let at = last, told = last, busy = false, playing = false, timer = 0;

    const tell = async () => {
      if (busy) return;
      busy = true;
      while (told !== at) {
        told = at;
        const { traces, data, layout = {} } = frames[at];
        const ranges = Object.fromEntries(Object.entries(layout).map(([axis, value]) => [axis + ".range", value.range]));
        const each = (key) => data.map((d) => d[key]);
        await Plotly.update(node, { x: each("x"), y: each("y"), ...(data.some((d) => d.z) && { z: each("z") }) }, ranges, traces);
      }
      busy = false;
    };
    const show = (k, w = 0) => {
      at = k;
      slider.value = k;
      output.value = frames[k].label;
      slider.setAttribute("aria-valuetext", frames[k].label);
      if (still) return tell();
      glide(frames[k], frames[Math.min(last, k + 1)], w);
      clearTimeout(timer);
      if (!playing) timer = setTimeout(tell, 120);
    };
    const state = (on) => {
      playing = on;
      button.textContent = on ? "Pause" : "Play";
      button.dataset.state = on ? "playing" : "paused";
    };
    const pause = (k) => { state(false); show(k); };
    const play = () => {
      const from = at === last ? 0 : at;
      const start = performance.now();
      state(true);
      const tick = (time) => {
        if (!playing) return;
        const position = from + Math.max(0, time - start) / period;
        const k = Math.floor(position);
        if (k >= last) return pause(last);
        if (!still || (!busy && k !== told)) show(k, still ? 0 : position - k);
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    };
    const toggle = () => (playing ? pause(at) : play());
    button.addEventListener("click", toggle);
    slider.addEventListener("input", () => pause(Number(slider.value)));
    slider.max = last;
    slider.value = last;
    output.value = frames[last].label;
    slider.setAttribute("aria-valuetext", frames[last].label);
    state(false);
    bar.hidden = false;
    return toggle;
  };
`;
