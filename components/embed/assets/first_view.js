/* The first view gives way when the page behind it is drawn; after a while it does so anyway,
   so that a message of the page is never hidden by a picture. */
(() => {
  // The page's first run must know how wide the screen is, or it would be laid out twice.
  const below = (width) => window.matchMedia(`(max-width: ${width - 1}px)`).matches;
  document.cookie = `viewport=${below(640) ? "phone" : below(1000) ? "tablet" : "wide"}; path=/; SameSite=Lax`;
  const view = document.getElementById("first-view");
  if (!view) return;
  const patience = 20000;
  const start = performance.now();
  const find = (selector) => document.querySelector(`[data-testid=stMain] ${selector}`);
  const spoke = () => find("[data-testid=stAlertContentError]") || document.querySelector("[data-testid=stConnectionStatus]");
  const idle = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning";
  // Drawn, with nothing left to load above the chart, and at the same place as a moment ago.
  const place = () => {
    if (find("[data-testid=stSkeleton]")) return "";
    const chart = find(".js-plotly-plot .main-svg");
    if (!chart) return idle() && find("h1") ? "a page without a chart" : "";
    const { top, width, height } = chart.getBoundingClientRect();
    return `${top} ${width} ${height}`;
  };
  let before = "", still = 0;
  const look = () => {
    const now = place();
    still = now && now === before ? still + 1 : 0;
    before = now;
    if (still >= 2 || spoke() || performance.now() - start > patience) {
      // Two frames: the chart behind has then been painted.
      requestAnimationFrame(() => requestAnimationFrame(() => view.remove()));
    } else {
      setTimeout(look, 50);
    }
  };
  look();
})();
