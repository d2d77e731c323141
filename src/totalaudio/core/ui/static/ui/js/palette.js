// The command palette: `/` or Ctrl-K. Whatever comes from the server is inserted as text, never as HTML.

const palette = document.getElementById("palette");
if (palette) start();

function start() {
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const note = palette.querySelector("[data-palette-note]");
  const actions = [...palette.querySelector("[data-palette-actions]").content.querySelectorAll("a")].map((link) => ({
    kind: link.dataset.kind, title: link.textContent, detail: link.dataset.detail, url: link.getAttribute("href"),
  }));
  let asked = 0;
  let waiting;
  let controller;

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
    const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isSlash && !isCtrlK) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette-open]")) open();
  });

  function open() {
    if (palette.open || document.querySelector("dialog[open]")) return;
    input.value = "";
    show(matching(""), "");
    palette.showModal();
    input.focus();
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = input.value.trim();
    show(matching(words), words ? "Searching" : "");
    if (words) waiting = setTimeout(() => ask(words), 120);
  });

  function matching(words) {
    const low = words.toLowerCase();
    return actions.filter((action) => action.title.toLowerCase().includes(low));
  }

  async function ask(words) {
    const turn = ++asked;
    controller?.abort();
    controller = new AbortController();
    try {
      const url = new URL(palette.dataset.paletteUrl, location.origin);
      url.searchParams.set("q", words);
      const answer = await fetch(url, { signal: controller.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = (await answer.json()).results;
      if (turn !== asked || input.value.trim() !== words) return;
      const all = [...found.filter(isOurs), ...matching(words)];
      show(all, all.length ? "" : `Nothing matches “${words}”. Try a name, an outlet or part of an address.`);
    } catch (error) {
      if (error.name === "AbortError" || turn !== asked) return;
      show(matching(words), "The search did not answer. Check the connection and type again.");
    }
  }

  function isOurs(result) {
    try {
      const url = new URL(result.url, location.origin);
      return url.origin === location.origin && /^https?:$/.test(url.protocol);
    } catch {
      return false;
    }
  }

  function show(results, words) {
    note.textContent = words;
    list.replaceChildren(...results.slice(0, 40).map(option));
    choose(0);
  }

  function option(result, index) {
    const line = document.createElement("div");
    line.className = "palette-option";
    line.id = `palette-${index}`;
    line.setAttribute("role", "option");
    line.dataset.url = result.url;
    for (const part of ["kind", "title", "detail"]) {
      const span = document.createElement("span");
      span.className = part;
      span.textContent = String(result[part] ?? "");
      line.append(span);
    }
    return line;
  }

  function options() {
    return [...list.children];
  }

  function choose(index) {
    const all = options();
    all.forEach((each, i) => each.setAttribute("aria-selected", String(i === index)));
    const chosen = all[index];
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-expanded", String(all.length > 0));
    chosen?.scrollIntoView({ block: "nearest" });
  }

  input.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && all.length) choose((at + steps[event.key] + all.length) % all.length);
    else if (event.key === "Enter" && all[at]) go(all[at], event);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) go(line, event);
  });

  function go(line, event) {
    if (event.ctrlKey || event.metaKey) window.open(line.dataset.url, "_blank", "noopener");
    else location.assign(line.dataset.url);
  }
}
