// Buttons that copy what `data` holds: {code, link, picture, again}, those of them that stand in the HTML.
// picture: address of a PNG of this server. Without a link, that of the page as it stands is copied.
export default function ({ data, parentElement }) {
  const find = (selector) => parentElement.querySelector(selector);
  const said = find("[role=status]");
  const tell = (words) => { said.textContent = words; };

  const text = async (words) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(words);
    // A page that came over plain http from elsewhere has no clipboard of its own.
    const field = Object.assign(document.createElement("textarea"), { value: words });
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (!copied) throw new Error("refused");
  };
  // The item is given at once, its picture later: browsers let a page write only while a press is fresh.
  const picture = (address) => navigator.clipboard.write([new ClipboardItem({
    "image/png": fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.blob();
    }),
  })]);
  const on = (selector, what, copy, otherwise) => {
    if (find(selector)) find(selector).onclick = async () => {
      tell("…");
      try { await copy(); tell(`${what} copied`); } catch { tell(otherwise); }
    };
  };
  on(".code", "Embed code", () => text(data.code), "Not copied: select it under “Embed code”");
  on(".link", "Link", () => text(data.link ?? location.href), data.link ? "Not copied: the address stands under “oEmbed”" : "Not copied: take it from the address bar");
  on(".picture", "Picture", () => picture(data.picture), `Not copied: the PNG is under “${data.files ?? "Files"}”`);
  if (data.again) find(".again").href = data.again;
}
