(() => {
  "use strict";
  // The steps of a story, one at a time: by our buttons, or by the page that frames us, which posts
  // {type: "crackdown:step", step: 1, 2, …}. We answer {type: "crackdown:steps", chart, step, steps}.
  const find = (id) => document.getElementById(id), plot = find("plot"), steps = [...find("steps").children];
  const back = find("back"), on = find("on");
  let step = 0;
  const tell = () => {
    if (parent === window) return;
    parent.postMessage({ type: "crackdown:steps", chart: plot.dataset.chart, step, steps: steps.length }, "*");
  };
  const show = (wanted, aloud) => {
    step = wanted;
    steps.forEach((one, i) => {
      one.className = i + 1 === step ? "now" : Math.abs(i + 1 - step) > 1 ? "far" : "";
      one.ariaHidden = i + 1 === step ? null : "true";
    });
    find("at").textContent = `${step} of ${steps.length}`;
    back.disabled = step === 1;
    on.disabled = step === steps.length;
    if (aloud) find("said").textContent = steps[step - 1].querySelector("p").textContent;
    tell();
  };
  back.onclick = () => show(step - 1, true);
  on.onclick = () => show(step + 1, true);
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || parent === window || typeof data !== "object" || data?.type !== "crackdown:step") return;
    if (Number.isInteger(data.step) && data.step >= 1 && data.step <= steps.length && data.step !== step) show(data.step);
  });
  plot.classList.add("stepped");
  find("stepper").hidden = false;
  show(1);
})();
