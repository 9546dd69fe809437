// Buttons that copy what `data` holds: {code, link, picture, again}, those of them that stand in the HTML.
// picture: address of a PNG of this server. Without a link, that of the page as it stands is copied.
export default function ({ data: now, parentElement }) {
  parentElement.latest = now;
  const find = (selector) => parentElement.querySelector(selector);
  const said = find("[role=status]");
  const tell = (words) => { said.textContent = words; };

  // A field that was left by this very press is still on its way to the server: what is copied waits until it
  // has been answered, three seconds for the answer to begin.
  const entered = ({ target }) => {
    if (target.matches("input, textarea")) parentElement.field = { target, before: target.value };
  };
  const pressed = () => {
    const field = parentElement.field;
    parentElement.sent = field?.target === document.activeElement && field.target.value !== field.before;
  };
  document.addEventListener("focusin", entered);
  document.addEventListener("pointerdown", pressed, true);
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const latest = async () => {
    const busy = () => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    const first = parentElement.latest;
    let begun = !parentElement.sent;
    for (let waited = 0, quiet = 0; quiet < 2 || (!begun && waited < 60); waited++) {
      if (waited === 400) throw new Error("the server is too busy to say what is on the form");
      await pause(50);
      begun ||= busy() || parentElement.latest !== first;
      quiet = busy() ? 0 : quiet + 1;
    }
    if (parentElement.sent) parentElement.field.before = parentElement.field.target.value;
    parentElement.sent = false;
    return parentElement.latest;
  };
  // The item is given at once, its content later: browsers let a page write only while a press is fresh.
  const later = (type, content) => navigator.clipboard.write([new ClipboardItem({ [type]: content })]);

  const text = async (words) => {
    if (navigator.clipboard && window.ClipboardItem)
      return later("text/plain", words().then((found) => new Blob([found], { type: "text/plain" })));
    if (navigator.clipboard) return navigator.clipboard.writeText(await words());
    // A page that came over plain http from elsewhere has no clipboard of its own.
    const field = Object.assign(document.createElement("textarea"), { value: await words() });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) throw new Error("refused");
  };
  const picture = () => later("image/png", latest().then((data) => fetch(data.picture)).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.blob();
  }));
  const on = (selector, what, copy, otherwise) => {
    if (find(selector)) find(selector).onclick = async () => {
      tell("…");
      try { await copy(); tell(`${what} copied`); } catch { tell(otherwise); }
    };
  };
  on(".code", "Embed code", () => text(async () => (await latest()).code), "Not copied: select it under “Embed code”");
  on(".link", "Link", () => text(async () => (await latest()).link ?? location.href), now.link ? "Not copied: the address stands under “oEmbed”" : "Not copied: take it from the address bar");
  on(".picture", "Picture", picture, `Not copied: the PNG is under “${now.files ?? "Files"}”`);
  if (now.again) find(".again").href = now.again;
  return () => {
    document.removeEventListener("focusin", entered);
    document.removeEventListener("pointerdown", pressed, true);
  };
}
