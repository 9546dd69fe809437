(() => {
  "use strict";
  // How tall the chart is, said to the page that frames it in every language that such pages speak.
  const chart = document.getElementById("plot").dataset.chart, asked = new URLSearchParams(location.search);
  const theme = asked.get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (parent === window) return;
  let resizer, pym = asked.get("childId"), told;
  const say = (message) => parent.postMessage(message, "*");
  const resized = (height, kind) => say(`[iFrameSizer]${resizer}:${height}:${innerWidth}:${kind}`);
  const tall = () => Math.ceil(document.body.getBoundingClientRect().height);
  const report = () => {
    const height = tall();
    if (height === told) return;
    told = height;
    say({ type: "crackdown:height", height, chart });
    say({ "datawrapper-height": { [chart]: height } });
    say({ sentinel: "amp", type: "embed-size", height });
    if (pym) say(`pymxPYMx${pym}xPYMxheightxPYMx${height}`);
    if (resizer) resized(height, "resize");
  };
  addEventListener("message", (event) => {
    if (event.source !== parent || typeof event.data !== "string") return;
    const name = event.data.startsWith("[iFrameSizer]") && event.data.slice(13).split(":");
    if (name && name.length > 8) { resizer = name[0]; resized(tall(), "init"); }
    const width = /^pymxPYMx(\S+)xPYMxwidthxPYMx/.exec(event.data);
    if (width && (!pym || pym === width[1])) { pym = width[1]; told = 0; report(); }
  });
  say("[iFrameResizerChild]Ready");
  new ResizeObserver(report).observe(document.body);
  addEventListener("load", report);
})();
