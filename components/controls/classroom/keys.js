// Keys of the classroom, queued: a key is kept until the page has taken it, so that none is lost while
// the page is busy with the one before.
// `data` is {screen, keys, free, clicker, done}: see keys.py.

// Streamlit calls this again whenever `data` changes, and the function returned only at the end.
export default function ({ data, parentElement, setStateValue }) {
  const desk = (parentElement.desk ??= new Desk(setStateValue));
  desk.follow(data);
  return () => desk.end();
}

// What a presenter's clicker sends; without this it would scroll.
const CLICKER = { PageDown: "ArrowRight", PageUp: "ArrowLeft" };
// Keys typed here are text, or move what has the focus.
const OWN_KEYS =
  "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=slider], [role=combobox], " +
  "[role=listbox], [role=menu], [role=dialog]";
// Their arrows are the keyboard's way through them; after a click with the mouse they are the page's again.
const BY_ARROWS = "[role=radio], [role=tab]";

class Desk {
  constructor(send) {
    this.queue = [];
    this.last = 0;
    this.pointed = false;
    this.send = () => send("queue", this.queue);
    this.onPress = (event) => this.press(event);
    this.onPoint = () => { this.pointed = true; };
    document.addEventListener("keydown", this.onPress, true);
    document.addEventListener("pointerdown", this.onPoint, true);
  }

  follow(data) {
    this.data = data;
    this.last = Math.max(this.last, data.done);
    this.queue = this.queue.filter(({ number }) => number > data.done);
  }

  press(event) {
    if (event.key === "Tab") this.pointed = false;
    const { keys, clicker } = this.data;
    const key = (clicker && CLICKER[event.key]) || (event.key === "N" ? "n" : event.key);
    if (!keys.includes(key) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.(OWN_KEYS)) return;
    if (!this.pointed && key.startsWith("Arrow") && event.target.closest?.(BY_ARROWS)) return;
    // What the reader sees, which a busy page may show before this component hears of it.
    const screen = document.querySelector("[data-screen]")?.dataset.screen ?? this.data.screen;
    event.preventDefault();
    event.stopPropagation(); // the buttons' own shortcuts would act a second time
    if (event.repeat) return;
    const share = /^\d$/.test(key) ? this.free(screen)[0] ?? -1 : -1;
    this.queue = [...this.queue, { number: ++this.last, screen, key, share }];
    this.send();
  }

  // Shares without a guess, once the keys on their way have been taken.
  free(screen) {
    let { free, shares } = this.data;
    for (const waiting of this.queue)
      if (waiting.screen === screen)
        free = waiting.key === "Backspace" ? [...Array(shares).keys()] : free.filter((share) => share !== waiting.share);
    return free;
  }

  end() {
    document.removeEventListener("keydown", this.onPress, true);
    document.removeEventListener("pointerdown", this.onPoint, true);
  }
}
