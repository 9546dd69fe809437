/* Gives every framed chart the height that it reports. Put it once on the page that embeds:
   <script src="…/embed/host.js" async></script>
   A chart posts {type: "crackdown:height", height: <CSS pixels>, chart: <its name>, print: <width over height
   on paper>}. */
(() => {
  "use strict";
  const onPaper = new CSSStyleSheet();
  onPaper.replaceSync(`@media print { iframe[data-crackdown] { height: auto !important; max-height: 88vh;
    aspect-ratio: var(--crackdown-print); break-inside: avoid } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, onPaper];
  addEventListener("message", (event) => {
    const said = event.data;
    if (!said || said.type !== "crackdown:height" || !Number.isFinite(said.height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== event.source) continue;
      const height = Math.min(Math.max(said.height, 80), 4000);
      // A gap that nobody sees is better than a page that moves under its reader.
      if (frame.clientHeight < height || frame.clientHeight > height + 16) frame.style.height = height + "px";
      if (said.print > 0) {
        frame.dataset.crackdown = said.chart;
        frame.style.setProperty("--crackdown-print", said.print);
      }
    }
  });
  // Charts that spoke before this script came say it again.
  const home = new URL(document.currentScript.src).origin;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.src.startsWith(home)) frame.contentWindow?.postMessage("crackdown:height?", "*");
})();
