// Moving cards: by drag, by m and a number, by the dialog. Without this script each card leads to a page with a form.

const board = document.querySelector("[data-board]");
const dialog = document.getElementById("move");
const form = dialog?.querySelector("[data-move-form]");
const note = document.querySelector("[data-note]");
const cardOf = (place) => place?.closest?.("[data-target]");
const laneOf = (card) => card.closest(".lane");
const laneAt = (stage) => board.querySelector(`.lane[data-stage="${CSS.escape(stage)}"]`);

if (board && form) {
  board.addEventListener("click", (event) => {
    const link = event.target.closest("[data-move]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(cardOf(link));
  });
  form.addEventListener("submit", (event) => {
    const card = board.querySelector(`[data-target="${form.elements.target.value}"]`);
    if (!card || !event.submitter?.value) return;
    event.preventDefault();
    dialog.close();
    move(card, event.submitter.value);
  });
  dialog.addEventListener("keydown", (event) => {
    const button = form.querySelectorAll("button[name=stage]")[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && button && button.getAttribute("aria-disabled") !== "true") form.requestSubmit(button);
  });
  document.addEventListener("keydown", walk);
  for (const [kind, act] of [["dragstart", start], ["dragend", end], ["dragover", over], ["dragleave", leave], ["drop", drop]]) board.addEventListener(kind, act);
}

function ask(card) {
  form.elements.target.value = card.dataset.target;
  form.elements.seen.value = laneOf(card).dataset.stage;
  document.getElementById("move-title").textContent = `Move ${card.querySelector(".target-name").textContent}`;
  for (const button of form.querySelectorAll("button[name=stage]")) button.setAttribute("aria-disabled", String(button.value === laneOf(card).dataset.stage));
  dialog.showModal();
  form.querySelector("button[name=stage]:not([aria-disabled=true])").focus();
}

async function move(card, stage) {
  const from = laneOf(card);
  if (from.dataset.stage === stage) return;
  const before = card.nextSibling;
  put(card, laneAt(stage));
  const sent = new FormData(form);
  sent.set("target", card.dataset.target);
  sent.set("seen", from.dataset.stage);
  sent.set("stage", stage);
  try {
    const answer = await fetch(board.dataset.move, { method: "POST", body: sent, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    settle(card, stage, await answer.json());
  } catch {
    from.querySelector("[data-cards]").insertBefore(card, before?.parentNode === from.querySelector("[data-cards]") ? before : null);
    say("That was not saved. Reload the page and try again.", "error");
  }
}

function settle(card, stage, told) {
  if (!told.stage) card.remove();
  else if (told.stage !== stage) put(card, laneAt(told.stage));
  for (const [each, number] of Object.entries(told.counts)) count(each, number);
  say(told.words, told.stage === stage ? "" : "error");
}

function put(card, lane) {
  const hadFocus = card.contains(document.activeElement);
  for (const other of board.querySelectorAll("[data-new]")) delete other.dataset.new;
  card.dataset.new = "";
  lane.querySelector("[data-cards]").prepend(card);
  if (hadFocus) card.querySelector(".target-name").focus();
}

function count(stage, number) {
  const text = number.toLocaleString("en-GB");
  laneAt(stage).querySelector("[data-count]").textContent = text;
  const tab = document.querySelector(`.lane-tabs a[href$="stage=${CSS.escape(stage)}"] .count`);
  if (tab) tab.textContent = text;
}

let timer;
function say(words, level) {
  note.textContent = words;
  note.dataset.level = level;
  note.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => { note.hidden = true; }, 6000);
}

// Arrow keys walk: up and down within a stage, left and right to the next stage that has cards.
function walk(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const card = cardOf(event.target);
  if (!card) return;
  if (event.key === "m") ask(card);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") focus(beside(card, event.key === "ArrowDown" ? 1 : -1));
  else if (event.key === "ArrowRight" || event.key === "ArrowLeft") focus(across(card, event.key === "ArrowRight" ? 1 : -1));
  else return;
  event.preventDefault();
}

function beside(card, step) {
  const cards = [...laneOf(card).querySelectorAll("[data-target]")];
  return cards[cards.indexOf(card) + step];
}

function across(card, step) {
  const lanes = [...board.querySelectorAll(".lane")];
  const place = [...laneOf(card).querySelectorAll("[data-target]")].indexOf(card);
  for (let at = lanes.indexOf(laneOf(card)) + step; lanes[at]; at += step) {
    const cards = lanes[at].querySelectorAll("[data-target]");
    if (cards.length && lanes[at].offsetParent) return cards[Math.min(place, cards.length - 1)];
  }
}

function focus(card) {
  card?.querySelector(".target-name").focus();
}

let dragged = null;
function start(event) {
  dragged = cardOf(event.target);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".target-name").textContent);
  dragged.dataset.dragged = "";
}
function end() {
  if (dragged) delete dragged.dataset.dragged;
  dragged = null;
  for (const lane of board.querySelectorAll("[data-over]")) delete lane.dataset.over;
}
function over(event) {
  const lane = event.target.closest?.(".lane");
  if (!dragged || !lane) return;
  event.preventDefault();
  for (const other of board.querySelectorAll("[data-over]")) if (other !== lane) delete other.dataset.over;
  lane.dataset.over = "";
}
function leave(event) {
  const lane = event.target.closest?.(".lane");
  if (lane && !lane.contains(event.relatedTarget)) delete lane.dataset.over;
}
function drop(event) {
  const lane = event.target.closest?.(".lane");
  if (!dragged || !lane) return;
  event.preventDefault();
  move(dragged, lane.dataset.stage);
}
