// A band drawn across the picture in the preview reports its first and last day.
// data: {frame: key of the preview's container, first, last: days that can be chosen, shortest: in days}

const DAY = 864e5, SLIP = 6;
const number = (day) => Date.parse(day) / DAY;
const written = (day) => new Date(day * DAY).toISOString().slice(0, 10);
const said = (day) => new Date(day * DAY).toLocaleDateString("en-GB",
  { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

// Streamlit calls this again whenever `data` changes, and the function returned only at the end.
export default function ({ data, parentElement, setTriggerValue }) {
  const drag = (parentElement.drag ??= new Drag((first, last) => {
    parentElement.querySelector("[role=status]").textContent = `${said(first)} to ${said(last)} chosen`;
    setTriggerValue("period", [written(first), written(last)]);
  }));
  drag.data = data;
  return () => drag.end();
}

class Drag {
  constructor(chosen) {
    this.chosen = chosen;
    this.on = {
      pointerdown: (event) => this.begin(event), pointermove: (event) => this.move(event),
      pointerup: (event) => this.finish(event), pointercancel: () => this.drop(),
      selectstart: (event) => { if (this.from) event.preventDefault(); },
      keydown: (event) => { if (event.key === "Escape") this.drop(); },
    };
    this.timer = setInterval(() => this.attach(), 100);
  }

  // The frame's document changes with every change of the chart.
  attach() {
    const frame = document.querySelector(`.st-key-${CSS.escape(this.data.frame)} iframe`);
    const page = frame?.contentDocument, plot = page?.getElementById("plot");
    if (!plot || page === this.page) return;
    this.drop();
    [this.frame, this.page] = [frame, page];
    for (const [name, heard] of Object.entries(this.on)) page.addEventListener(name, heard);
    plot.style.touchAction = "pan-y";
    plot.style.cursor = "crosshair";
    plot.dataset.draggable = "";
  }

  // The visible drawing, with the line from days to its pixels as the page carries it for reading values.
  axis() {
    const svg = [...this.page.querySelectorAll("#plot svg.static")].find((one) => one.getClientRects().length);
    const values = this.page.getElementById("values");
    const line = svg && values && JSON.parse(values.textContent)[svg.classList[1]]?.[0]?.a;
    if (!line) return null;
    const { a: scale, e: left } = svg.getScreenCTM(), { first, last } = this.data;
    const within = (day) => Math.min(Math.max(day, number(first)), number(last));
    return {
      svg,
      day: (x) => within(Math.round(((x - left) / scale - line[0]) / line[1])),
      x: (day) => (line[0] + line[1] * day) * scale + left,
    };
  }

  begin(event) {
    if (!event.isPrimary || event.button || !event.target.closest?.("#plot svg.static")) return;
    const axis = this.axis();
    if (!axis) return;
    const room = 8, x = event.clientX;
    if (x < axis.x(number(this.data.first)) - room || x > axis.x(number(this.data.last)) + room) return;
    this.from = { x, axis, target: event.target };
  }

  move(event) {
    if (!this.from || !event.isPrimary) return;
    if (!this.band && Math.abs(event.clientX - this.from.x) < SLIP) return;
    if (!this.band) this.show(event.pointerId);
    this.page.getElementById("tip")?.setAttribute("hidden", ""); // values are not what is read now
    const [first, last] = this.days(event), { axis } = this.from;
    const box = axis.svg.getBoundingClientRect(), left = axis.x(first);
    Object.assign(this.band.style, {
      left: `${this.frame.offsetLeft + left}px`, width: `${Math.max(axis.x(last) - left, 1)}px`,
      top: `${this.frame.offsetTop + box.top}px`, height: `${box.height}px`,
    });
    this.band.firstChild.textContent = last - first < this.data.shortest
      ? `At least ${this.data.shortest} days` : `${said(first)} to ${said(last)}`;
  }

  days(event) {
    const { axis, x } = this.from;
    return [axis.day(x), axis.day(event.clientX)].sort((a, b) => a - b);
  }

  show(pointer) {
    this.band = document.createElement("div");
    this.band.dataset.testid = "period-band";
    const ink = getComputedStyle(this.page.body).color, paper = getComputedStyle(this.page.body).backgroundColor;
    Object.assign(this.band.style, {
      position: "absolute", pointerEvents: "none", boxSizing: "border-box", border: `solid ${ink}`, borderWidth: "0 1px",
      background: `color-mix(in srgb, ${ink} 14%, transparent)`,
    });
    const words = this.band.appendChild(document.createElement("span"));
    Object.assign(words.style, {
      position: "absolute", top: "4px", left: "50%", transform: "translateX(-50%)", whiteSpace: "nowrap",
      padding: "2px 6px", font: "600 13px sans-serif", color: paper, background: ink, borderRadius: "3px",
    });
    this.frame.parentElement.append(this.band);
    try { this.page.documentElement.setPointerCapture(pointer); } catch { /* the pointer is gone already */ }
  }

  finish(event) {
    if (!this.from || !event.isPrimary) return;
    const drawn = this.band && this.days(event);
    this.drop();
    if (drawn && drawn[1] - drawn[0] >= this.data.shortest) this.chosen(...drawn);
  }

  drop() {
    this.band?.remove();
    this.band = this.from = null;
  }

  end() {
    clearInterval(this.timer);
    this.drop();
  }
}
