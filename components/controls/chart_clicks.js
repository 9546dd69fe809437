// Reports clicks on a Plotly chart and lays the marks of the selected event over it.
// `data` is {chart: the chart's key, selection: a Selection of components/charts/kit/selection.py}.

// Streamlit calls this again whenever `data` changes, and the function returned only at the end.
export default function ({ data, parentElement, setTriggerValue }) {
  const watch = (parentElement.watch ??= new Watch(setTriggerValue));
  watch.follow(data);
  return () => watch.end();
}

class Watch {
  constructor(setTriggerValue) {
    this.plot = null;
    this.report = (click) => {
      const carried = click.points.map((point) => point.customdata).find(Boolean);
      const id = Array.isArray(carried) ? carried[0] : carried;
      if (typeof id === "string") setTriggerValue("clicked", id);
    };
    this.redraw = () => mark(this.plot, this.data.selection);
    this.timer = setInterval(() => this.attach(), 50);
  }

  follow(data) {
    this.data = data;
    this.attach();
    if (this.plot) this.redraw();
  }

  attach() {
    const plot = document.querySelector(`.st-key-${CSS.escape(this.data.chart)} .js-plotly-plot`);
    if (!plot?.on || plot === this.plot) return;
    this.detach();
    this.plot = plot;
    plot.on("plotly_click", this.report);
    plot.on("plotly_afterplot", this.redraw);
    this.redraw();
  }

  detach() {
    this.plot?.removeListener?.("plotly_click", this.report);
    this.plot?.removeListener?.("plotly_afterplot", this.redraw);
  }

  end() {
    clearInterval(this.timer);
    this.detach();
  }
}

// Draw the marks as Plotly would: lines under the data, rings and labels over it.
function mark(plot, { traces, shapes, annotations, alt }) {
  const layout = plot._fullLayout, area = layout?._size;
  const panels = plot.querySelector(".main-svg > .cartesianlayer");
  if (!area || !panels) return;
  plot.querySelectorAll(".selected-event").forEach((old) => old.remove());
  const under = element("g", { class: "selected-event" }), over = element("g", { class: "selected-event" });
  const axis = (name) => layout[name[0] + "axis" + name.slice(1)];
  const at = (name, value) => axis(name)._offset + axis(name).d2p(value);
  for (const { x0, line } of shapes) {
    const x = at("x", x0);
    under.append(element("line", { x1: x, x2: x, y1: area.t, y2: area.t + area.h, stroke: line.color, "stroke-width": line.width }));
  }
  for (const { xaxis = "x", yaxis = "y", x, y, marker } of traces)
    x.forEach((value, i) => over.append(element("circle", {
      cx: at(xaxis, value), cy: at(yaxis, y[i]), r: marker.size / 2, fill: "none", stroke: marker.line.color, "stroke-width": marker.line.width,
    })));
  panels.before(under);
  panels.after(over);
  for (const label of annotations) tag(over, at("x", label.x), area.t + area.h, label);
  if (alt) over.append(element("title", {}, alt.trim()));
}

// A label on its own ground, under the plot.
function tag(over, x, bottom, { text, bgcolor, borderpad, font, yshift }) {
  const words = element("text", { x, y: 0, fill: font.color, "font-size": font.size, "text-anchor": "middle" }, text.replace(/<[^>]+>/g, ""));
  words.style.fontWeight = text.startsWith("<b>") ? "bold" : "normal";
  over.append(words);
  const box = words.getBBox(), pad = borderpad + 0.5, top = bottom - yshift;
  words.setAttribute("transform", `translate(0, ${top + pad - box.y})`);
  words.before(element("rect", { x: box.x - pad, y: top, width: box.width + 2 * pad, height: box.height + 2 * pad, fill: bgcolor }));
}

function element(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}
