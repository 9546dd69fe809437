(() => {
  "use strict";
  // Pointing, tapping and arrow keys read values off the picture; places and labels stand in the page.
  const begin = () => {
  const plot = document.getElementById("plot"), said = document.getElementById("said");
  const { kept, labels, ...looks } = JSON.parse(document.getElementById("values").textContent);
  const tip = plot.appendChild(Object.assign(document.createElement("div"), { id: "tip", hidden: true }));
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const ready = {};
  let dot, series = 0, at = -1;

  const day = (number) => {
    const date = new Date(number * 864e5);
    return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  };
  const number = (value, spec) => {
    const [, plus, decimals, kind] = /(\+?),?\.(\d)([f%])/.exec(spec), percent = kind === "%";
    const text = Math.abs(percent ? value * 100 : value).toLocaleString("en-US",
      { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    return (value < 0 ? "−" : plus) + text + (percent ? "%" : "");
  };
  const unpack = ([unit, ...steps]) => { let sum = 0; return steps.map((step) => (sum += step) * unit); };
  const read = (look) => ready[look] ||= looks[look].map((one) => {
    const [x, y] = [unpack(kept[one.x]), unpack(kept[one.y])], [a0, a1, b0, b1] = one.a;
    const label = typeof one.t !== "string" ? (i) => labels[kept[one.t][i]] : (i) =>
      one.t.replace(/%\{(x|y):?([^}]*)\}/g, (_, name, spec) => (name === "x" || spec[0] === "|" ? day(x[i]) : number(y[i], spec)));
    return { name: one.n, x: x.map((v) => a0 + a1 * v), y: y.map((v) => b0 + b1 * v), label };
  });
  const picture = () => [...plot.querySelectorAll("svg.static")].find((one) => one.getClientRects().length);

  const hide = () => { tip.hidden = true; at = -1; if (dot) dot.remove(); };
  const show = (svg, one, i, aloud) => {
    const { a: scale, e, f } = svg.getScreenCTM(), box = plot.getBoundingClientRect();
    const x = one.x[i] * scale + e - box.left, y = one.y[i] * scale + f - box.top;
    const text = one.label(i);
    tip.replaceChildren(...text.split(/<\/?b>/).map((part, n) => {
      if (n % 2 === 0) return part;
      return Object.assign(document.createElement("b"), { textContent: part });
    }));
    tip.hidden = false;
    const room = plot.clientWidth - tip.offsetWidth, after = x + 14;
    tip.style.left = `${Math.max(0, Math.min(after <= room ? after : x - 14 - tip.offsetWidth, room))}px`;
    tip.style.top = `${Math.max(0, y - tip.offsetHeight - 12)}px`;
    dot ||= document.createElementNS(svg.namespaceURI, "circle");
    dot.id = "dot";
    for (const [name, value] of [["cx", one.x[i]], ["cy", one.y[i]], ["r", 6 / scale], ["stroke-width", 2 / scale]])
      dot.setAttribute(name, value);
    svg.append(dot);
    if (aloud) said.textContent = text.replace(/<\/?b>/g, "").replace(/\n/g, ", ");
  };
  const point = (event) => {
    const svg = picture();
    if (!svg) return;
    const { a: scale, e, f } = svg.getScreenCTM();
    const x = (event.clientX - e) / scale, y = (event.clientY - f) / scale;
    let least = ((event.pointerType === "touch" ? 60 : 40) / scale) ** 2, found;
    read(svg.classList[1]).forEach((one, s) => one.x.forEach((px, i) => {
      const far = (px - x) ** 2 + (one.y[i] - y) ** 2;
      if (far <= least) { least = far; found = [s, i]; }
    }));
    if (!found) return hide();
    [series, at] = found;
    show(svg, read(svg.classList[1])[series], at);
  };
  plot.addEventListener("pointermove", point, { passive: true });
  plot.addEventListener("pointerdown", point, { passive: true });
  plot.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
  plot.addEventListener("blur", hide);
  new ResizeObserver(hide).observe(plot);

  plot.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity }[event.key];
    const turn = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { hide(); said.textContent = ""; return; }
    const svg = picture(), all = svg ? read(svg.classList[1]) : [];
    if (!all.length || (step === undefined && turn === undefined)) return;
    event.preventDefault();
    const before = all[series % all.length];
    if (turn) {
      series = (series + turn + all.length) % all.length;
      const near = before.x[at]; // the same place along the other line
      if (at >= 0) at = all[series].x.reduce((best, x, i, xs) => (Math.abs(x - near) < Math.abs(xs[best] - near) ? i : best), 0);
    }
    series %= all.length;
    at = Math.min(Math.max(at + (step || 0), 0), all[series].x.length - 1);
    show(svg, all[series], at, true);
  });
  };
  begin();
  addEventListener("crackdown:replaced", begin); // the reader chose: choices.js
})();
