// The review queue by keyboard: j and k walk, a approves, s skips, u takes back, e edits; Escape leaves the text.

const typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open] *, [popover]:popover-open *";
const keys = new Set(["j", "k", "a", "s", "u"]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return send(event);
  if (event.target.matches?.(typing)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "e") edit(event);
  else if (keys.has(event.key) && !event.repeat) press(event);
});

function press(event) {
  const there = document.querySelector(`[data-desk] [data-key="${event.key}"]`) ?? (event.key === "u" ? document.querySelector(".toast-undo") : null);
  if (!there) return;
  event.preventDefault();
  there.click();
}

function edit(event) {
  const text = document.querySelector("[data-desk][data-open] textarea");
  if (!text) return;
  event.preventDefault();
  text.focus();
}

// Ctrl-Enter in the text approves it as it stands.
function send(event) {
  if (event.key !== "Enter" || !event.target.closest?.("[data-desk]")) return;
  event.preventDefault();
  document.querySelector('[data-desk] [data-key="a"]')?.click();
}

// What is being saved while one types is waited for, else the decision would be about a text that is not the last.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-desk]");
  if (!form?.querySelector(".htmx-request")) return;
  event.preventDefault();
  const button = event.submitter;
  form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(button), 50), { once: true });
});

// Writing an own subject chooses it.
document.addEventListener("input", (event) => {
  if (event.target.name !== "own_subject") return;
  const radio = event.target.closest("label").querySelector("[type=radio]");
  radio.checked = event.target.value.trim() !== "";
});

// The pitch in hand stands in sight in the list at the side.
const here = document.querySelector(".queue [aria-current]");
const list = here?.closest(".queue");
if (list) list.scrollTop = here.offsetTop - list.clientHeight / 3;
