/* Gives every framed chart the height that it reports. Put it once on the page that embeds:
   <script src="…/embed/host.js" async></script>
   A chart posts {type: "crackdown:height", height: <CSS pixels>, chart: <its name>}. */
(() => {
  "use strict";
  addEventListener("message", (event) => {
    const said = event.data;
    if (!said || said.type !== "crackdown:height" || !Number.isFinite(said.height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow !== event.source) continue;
      const height = Math.min(Math.max(said.height, 80), 4000);
      // A gap that nobody sees is better than a page that moves under its reader.
      if (frame.clientHeight < height || frame.clientHeight > height + 16) frame.style.height = height + "px";
    }
  });
})();
