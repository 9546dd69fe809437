(() => {
  "use strict";
  // A choice is a link. Where the page behind it can be fetched, it takes this one's place without a blink.
  let latest = 0;
  const choose = async (link) => {
    const mine = ++latest, place = [...document.querySelectorAll("#choices a")].indexOf(link);
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(answer.status);
      let style = "";
      // The style is taken out first: our policy holds for a page that is merely read, too.
      const text = (await answer.text()).replace(/<style>([^<]*)<\/style>/, (_, rules) => ((style = rules), ""));
      const page = new DOMParser().parseFromString(text, "text/html");
      if (mine !== latest) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.querySelector("style").disabled = true;
      document.adoptedStyleSheets = [sheet];
      document.title = page.title;
      document.querySelector("main").replaceWith(page.querySelector("main"));
      history.replaceState(null, "", link.href);
      dispatchEvent(new Event("crackdown:replaced"));
      document.querySelectorAll("#choices a")[place]?.focus({ preventScroll: true });
      document.getElementById("said").textContent = page.title;
    } catch { location.replace(link.href); }
  };
  addEventListener("click", (event) => {
    const link = event.target.closest?.("#choices a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    choose(link);
  });
})();
