// Reports clicks on a Plotly chart, makes its dots reachable by keyboard and lays the marks of the selected
// event over it.
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
    this.keys = new Keys((id) => setTriggerValue("clicked", id));
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
    this.keys.follow(plot);
    this.redraw();
  }

  detach() {
    this.keys.end();
    this.plot?.removeListener?.("plotly_click", this.report);
    this.plot?.removeListener?.("plotly_afterplot", this.redraw);
  }

  end() {
    clearInterval(this.timer);
    this.detach();
  }
}

// Left and right move between the dots of a chart, Enter chooses; a ring shows and a live region says where.
class Keys {
  constructor(choose) {
    this.choose = choose;
    this.at = -1;
    this.press = (event) => this.pressed(event);
    this.leave = () => { this.at = -1; this.point?.remove(); };
  }

  follow(plot) {
    this.plot = plot;
    this.at = -1;
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-label", "The dots of this chart: arrows move between them, Enter chooses");
    plot.addEventListener("keydown", this.press);
    plot.addEventListener("blur", this.leave);
  }

  // Every dot that carries an id, from left to right: an event with several dots is met at each.
  dots() {
    const layout = this.plot._fullLayout, axis = (name) => layout[name[0] + "axis" + name.slice(1)];
    const found = [];
    for (const trace of this.plot._fullData) {
      if (!trace.customdata || trace.hoverinfo === "skip" || !trace.visible) continue;
      const across = axis(trace.xaxis ?? "x"), up = axis(trace.yaxis ?? "y");
      trace.customdata.forEach((carried, i) => {
        const id = Array.isArray(carried) ? carried[0] : carried;
        if (typeof id !== "string") return;
        const x = across._offset + across.d2p(trace.x[i]), y = up._offset + up.d2p(trace.y[i]);
        const words = [trace.hovertext, trace.text].map((texts) => (Array.isArray(texts) ? texts[i] : texts));
        if (Number.isFinite(x) && Number.isFinite(y)) found.push({ id, x, y, words: words.find(Boolean) ?? id });
      });
    }
    return found.sort((a, b) => a.x - b.x || a.y - b.y);
  }

  pressed(event) {
    const dots = this.dots(), last = dots.length - 1;
    const steps = { ArrowRight: this.at + 1, ArrowDown: this.at + 1, ArrowLeft: this.at - 1, ArrowUp: this.at - 1, Home: 0, End: last };
    if (event.key === "Enter" && this.at >= 0 && dots[this.at]) this.choose(dots[this.at].id);
    else if (event.key in steps && dots.length) this.show(dots, Math.min(Math.max(steps[event.key], 0), last));
    else return;
    event.preventDefault();
  }

  show(dots, at) {
    this.at = at;
    const { x, y, words } = dots[at];
    this.point?.remove();
    this.point = element("circle", { class: "keyboard-dot", cx: x, cy: y, r: 11, fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": "3 2" });
    this.plot.querySelector(".main-svg").append(this.point);
    this.spoken ??= this.plot.parentElement.appendChild(Object.assign(document.createElement("div"), { className: "spoken" }));
    this.spoken.setAttribute("aria-live", "polite");
    this.spoken.textContent = words.replace(/<br>/g, " ").replace(/<[^>]+>/g, "");
  }

  end() {
    this.leave();
    this.spoken?.remove();
    this.plot?.removeEventListener("keydown", this.press);
    this.plot?.removeEventListener("blur", this.leave);
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
