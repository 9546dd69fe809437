(() => {
  "use strict";
  // The page has no picture: no browser was there to draw one. The chart library draws it here.
  const plot = document.getElementById("plot"), set = plot.dataset, hint = document.getElementById("hint");
  const dark = matchMedia("(prefers-color-scheme: dark)"), sizes = JSON.parse(set.sizes);
  const live = plot.appendChild(Object.assign(document.createElement("div"), { id: "live" }));

  const script = (url) => new Promise((done, failed) => {
    const tag = document.createElement("script");
    tag.src = url; tag.onload = done; tag.onerror = () => failed(new Error(url));
    document.head.append(tag);
  });
  const draw = async () => {
    const box = sizes.filter((one) => innerWidth >= one.from).pop();
    const paper = set.theme === "auto" ? (dark.matches ? "dark" : "light") : set.theme;
    const answer = await fetch(set.figure.replace("LOOK", box.look).replace("PAPER", paper));
    if (!answer.ok) throw new Error(answer.url);
    const { data, layout } = await answer.json();
    layout.width = box.width;
    await window.Plotly.react(live, data, layout, { displayModeBar: false, responsive: false, scrollZoom: false });
    fit();
  };
  const fit = () => {
    const scale = plot.clientWidth / live.layout.width;
    live.style.transform = `scale(${scale})`;
    plot.style.height = `${live.layout.height * scale}px`;
  };
  const start = async () => {
    set.state = "loading"; hint.textContent = "Loading the chart…";
    try {
      await script(set.library);
      await draw();
      set.state = "live"; hint.textContent = "";
      let waiting;
      const refresh = () => { fit(); clearTimeout(waiting); waiting = setTimeout(draw, 120); };
      new ResizeObserver(refresh).observe(document.body);
      dark.addEventListener("change", draw);
    } catch (error) {
      set.state = "failed"; hint.textContent = "The chart could not be loaded. The table has its numbers.";
    }
  };
  start();
})();
