"use strict";
const root = document.documentElement;
const home = root.dataset.home;

// The tab is open. One says so for all of them, because a browser keeps few connections to one place; the next one does when it closes.
// A tab that waits for checks says so itself, and hears how far they are.
const watched = root.dataset.watched.split(" ").filter(Boolean);
let news;
if (watched.length || !navigator.locks) listen();
else navigator.locks.request(home, () => new Promise(listen));
addEventListener("submit", () => news?.close()); // what was asked for last leads on, not the end of a check
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload(); // a page that the browser kept is of yesterday
});

function listen() {
  news = new EventSource([home + "alive", ...watched].join("/"));
  news.addEventListener("message", show);
  news.addEventListener("over", () => location.reload());
  news.addEventListener("error", () => {
    if (news.readyState === EventSource.CLOSED) setTimeout(listen, 2000); // too many tabs were open
  });
}

let tenth = -1;
function show(event) {
  const [done, every] = event.data.split(" ").map(Number);
  const said = document.getElementById("said");
  if (!said) return;
  if (!every) said.textContent = said.dataset.reads;
  const bar = document.getElementById("far");
  if (!bar || !every) return;
  bar.max = every;
  bar.value = done;
  if (Math.floor((10 * done) / every) === tenth) return;
  tenth = Math.floor((10 * done) / every);
  said.textContent = `Looked at ${done} of ${every} places so far.`;
}

// Files may be dropped anywhere where one is asked for; elsewhere they do not take the place of the page.
const chooser = document.getElementById("file");
const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
addEventListener("dragover", (event) => {
  if (holdsFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  if (!chooser) return;
  chooser.files = event.dataTransfer.files;
  chooser.form.requestSubmit();
});

// What was decided is not thrown away with one click.
for (const button of document.querySelectorAll("button[data-asks]")) {
  button.addEventListener("click", (event) => {
    if (!confirm(button.dataset.asks)) event.preventDefault();
  });
}

// The text is copied with a button.
for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies);
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      document.getElementById("said").textContent = "Copied.";
    } catch {
      document.getElementById("said").textContent = "The text is marked: copy it with Ctrl+C, or Command+C on a Mac.";
    }
  });
}

// Where the page was led to is where the keys and a screen reader go on.
const led = location.hash && document.getElementById(location.hash.slice(1));
if (led && led.tabIndex === -1) led.focus({ preventScroll: true });
const heard = document.getElementById("heard");
if (heard) setTimeout(() => (heard.textContent = heard.dataset.says), 200);

// On a narrow screen the list waits until it is asked for.
const list = document.querySelector("#list > details");
if (list && !location.hash.startsWith("#list") && matchMedia("(max-width: 70rem)").matches) list.open = false;

// Keys, where a document is open and the person wants them.
const keys = document.getElementById("keys");
if (keys) keys.hidden = false;
if (keys && "on" in keys.dataset) {
  root.classList.add("keyed");
  addEventListener("keydown", pressed);
}

function pressed(event) {
  const field = event.target.closest("input, textarea, select");
  if (field && event.key === "Escape") here()?.focus();
  if (field || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.repeat && !"np".includes(event.key)) return; // a key that is held decides nothing that nobody has read
  const done = act(event.key);
  if (done) event.preventDefault();
}

function cards() {
  return [...document.querySelectorAll(".card")];
}

function here() {
  return document.activeElement.closest(".card") ?? document.querySelector(".card:target");
}

function act(key) {
  const card = here();
  if (key === "n" || key === "p") return go(card, key === "n" ? 1 : -1);
  if (key === "u") return press(document.querySelector("[name=undo]"));
  if (key === "r") return lead(document.getElementById("result"));
  if (key === "?") return lead(keys);
  if (!card) return false;
  if (/^[1-9]$/.test(key)) return press(card.querySelectorAll("[name=accept]")[Number(key) - 1]);
  if (key === "l") return write(card);
  return false;
}

function go(card, step) {
  const all = cards();
  const at = card ? all.indexOf(card) + step : step > 0 ? 0 : all.length - 1;
  return lead(all[at]);
}

function lead(where) {
  if (!where) return false;
  location.replace("#" + where.id);
  if (where.id === "keys") where.querySelector("details").open = true;
  where.focus({ preventScroll: true });
  return true;
}

function write(card) {
  const field = card.querySelector("[name=reason]");
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
  return true;
}

function press(button) {
  if (!button) return false;
  button.click();
  return true;
}
