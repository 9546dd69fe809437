(() => {
  "use strict";
  const plot = document.getElementById("plot"), set = plot.dataset, hint = document.getElementById("hint");
  const said = document.getElementById("said"), dark = matchMedia("(prefers-color-scheme: dark)");
  const sizes = JSON.parse(set.sizes);
  let live, shown, asked = false, stops = [], at = -1;

  const report = () => {
    if (parent === window) return;
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    parent.postMessage({ type: "crackdown:height", height, chart: set.chart }, "*");
  };
  new ResizeObserver(report).observe(document.body);
  addEventListener("load", report);

  const library = () => {
    const carried = document.getElementById("library");
    if (!carried) return script(set.library);
    const tag = document.createElement("script");
    tag.textContent = carried.textContent;
    document.head.append(tag);
  };
  const script = (url) => new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = url; tag.onload = done; tag.onerror = () => failed(new Error(url));
    document.head.append(tag);
  });
  const paper = () => set.theme === "auto" ? (dark.matches ? "dark" : "light") : set.theme;
  const size = () => sizes.filter((one) => innerWidth >= one.from).pop();
  const figure = async (name, tone) => {
    const carried = document.getElementById(`figure-${name}-${tone}`);
    if (carried) return JSON.parse(carried.textContent);
    const url = set.figure.replace("LOOK", name).replace("PAPER", tone);
    if (!url.endsWith(".js")) {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(url);
      return answer.json();
    }
    await script(url);
    return window.crackdownFigure;
  };

  // The live chart is laid out exactly like the picture and scaled like it: nothing moves when it takes its place.
  const fit = () => {
    const scale = plot.clientWidth / live.layout.width;
    live.style.transform = `scale(${scale})`;
    if (set.now) plot.style.height = `${live.layout.height * scale}px`;
  };
  const draw = async () => {
    const box = size(), tone = paper();
    const { data, layout } = await figure(box.look, tone);
    layout.width = box.width;
    live = live || Object.assign(document.createElement("div"), { id: "live" });
    if (!live.parentNode) plot.append(live);
    await window.Plotly.react(live, data, layout, { displayModeBar: false, responsive: false, scrollZoom: false });
    shown = box.from + tone; set.state = "live"; fit();
    stops = [];
    live._fullData.forEach((trace, curve) => {
      if (trace.visible !== true || trace.hoverinfo === "skip" || !trace.x) return;
      stops.push(Array.from(trace.x, (_, point) => ({ curveNumber: curve, pointNumber: point })));
    });
  };
  const start = async () => {
    if (asked) return;
    asked = true; set.state = "loading"; hint.textContent = "Loading the interactive chart…";
    try {
      if (!window.Plotly) await library();
      await draw();
      hint.textContent = "";
    } catch (error) {
      asked = false; set.state = "failed";
      hint.textContent = set.now ? "The chart could not be loaded. The table has its numbers." : "The interactive chart could not be loaded. The picture stays.";
    }
  };
  const refresh = () => {
    if (!live) return;
    if (shown === size().from + paper()) fit(); else draw();
  };
  let waiting;
  new ResizeObserver(() => { if (live) fit(); clearTimeout(waiting); waiting = setTimeout(refresh, 120); }).observe(plot);
  dark.addEventListener("change", refresh);

  for (const kind of ["pointerenter", "pointerdown", "focus"]) plot.addEventListener(kind, start, { passive: true });
  if (set.now) start();

  // Arrow keys walk over the points; what the label says is also said aloud.
  let series = 0, speaking;
  const speak = () => {
    const labels = [...live.querySelectorAll(".hoverlayer text")].map((one) => {
      const lines = [...one.querySelectorAll("tspan.line")];
      return (lines.length ? lines : [one]).map((line) => line.textContent).join(", ");
    });
    said.textContent = labels.filter(Boolean).join("; ");
  };
  plot.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity }[event.key];
    const turn = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && live) { window.Plotly.Fx.unhover(live); said.textContent = ""; return; }
    if (!stops.length || (step === undefined && turn === undefined)) return;
    event.preventDefault();
    if (turn) series = (series + turn + stops.length) % stops.length;
    at = Math.min(Math.max(at + (step || 0), 0), stops[series].length - 1);
    const trace = live._fullData[stops[series][at].curveNumber];
    window.Plotly.Fx.hover(live, [stops[series][at]], [(trace.xaxis || "x") + (trace.yaxis || "y")]);
    // Plotly draws the label after at most 50 ms, and tells nobody when it was not a pointer that asked.
    clearTimeout(speaking); speaking = setTimeout(speak, 90);
  });
})();
