(() => {
  "use strict";
  // How tall the chart is, said to the page that frames it in every language that such pages speak.
  const chart = document.getElementById("plot").dataset.chart, asked = new URLSearchParams(location.search);
  const theme = asked.get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  if (parent === window) return;
  document.documentElement.dataset.framed = "";
  let resizer, pym = asked.get("childId"), told;
  const say = (message) => parent.postMessage(message, "*");
  const resized = (height, kind) => say(`[iFrameSizer]${resizer}:${height}:${innerWidth}:${kind}`);
  const tall = () => Math.ceil(document.body.getBoundingClientRect().height);
  // Width over height on paper, about: the widest drawing, and the words in lines as long as paper has.
  const PAPER = 680;
  const inLines = (sum, one) => {
    const words = document.createRange();
    words.selectNodeContents(one);
    const long = [...words.getClientRects()].reduce((all, line) => all + line.width, 0);
    return sum + Math.ceil(1.04 * long / PAPER) * parseFloat(getComputedStyle(one).lineHeight) + 3;
  };
  const onPaper = () => {
    const drawn = [...document.querySelectorAll("#plot svg.static")].pop()?.viewBox.baseVal;
    const words = [...document.querySelectorAll("main>h1,main>.sub,main>.foot p")];
    return drawn ? PAPER / (words.reduce(inLines, 24) + PAPER * drawn.height / drawn.width) : 0;
  };
  const report = () => {
    const height = tall();
    if (height === told) return;
    told = height;
    say({ type: "crackdown:height", height, chart, print: onPaper() });
    say({ "datawrapper-height": { [chart]: height } });
    say({ sentinel: "amp", type: "embed-size", height });
    if (pym) say(`pymxPYMx${pym}xPYMxheightxPYMx${height}`);
    if (resizer) resized(height, "resize");
  };
  addEventListener("message", (event) => {
    if (event.source !== parent || typeof event.data !== "string") return;
    if (event.data === "crackdown:height?") { told = 0; report(); }
    const name = event.data.startsWith("[iFrameSizer]") && event.data.slice(13).split(":");
    if (name && name.length > 8) { resizer = name[0]; resized(tall(), "init"); }
    const width = /^pymxPYMx(\S+)xPYMxwidthxPYMx/.exec(event.data);
    if (width && (!pym || pym === width[1])) { pym = width[1]; told = 0; report(); }
  });
  say("[iFrameResizerChild]Ready");
  new ResizeObserver(report).observe(document.body);
  addEventListener("load", report);
})();
