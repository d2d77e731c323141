// Selecting rows and walking through them: j and k move, x selects, Enter opens, Escape leaves.

const typing = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open] *, [popover]:popover-open *";

function rowsOf(table) {
  return [...table.querySelectorAll("[data-row]")];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(typing)) return;
  if (document.querySelector("dialog[open]")) return;
  const row = event.target.closest?.("[data-row]");
  const table = row?.closest("[data-table]") ?? document.querySelector("[data-table]");
  if (!table) return;
  if (event.key === "j" || event.key === "k") move(event, table, row);
  else if (row && event.key === "x") select(event, row);
  else if (row === event.target && event.key === "Enter" && row.dataset.href) location.assign(row.dataset.href);
  else if (row && event.key === "Escape") row.blur();
});

function move(event, table, row) {
  const rows = rowsOf(table);
  if (!rows.length) return;
  const at = rows.indexOf(row);
  const next = event.key === "j" ? at + 1 : at < 0 ? rows.length - 1 : at - 1;
  rows[Math.max(0, Math.min(rows.length - 1, next))].focus();
  event.preventDefault();
}

function select(event, row) {
  const box = row.querySelector("[data-select]");
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  event.preventDefault();
}

let last = null;
document.addEventListener("click", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-select]")) return;
  const boxes = [...box.closest("[data-table]").querySelectorAll("[data-select]")];
  if (event.shiftKey && last && boxes.includes(last)) {
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
  }
  last = box;
});

document.addEventListener("change", (event) => {
  const table = event.target.closest?.("[data-table]");
  if (!table) return;
  const boxes = [...table.querySelectorAll("[data-select]")];
  const all = table.querySelector("[data-select-all]");
  if (event.target === all) for (const box of boxes) box.checked = all.checked;
  count(table, boxes, all);
});

function count(table, boxes, all) {
  const chosen = boxes.filter((box) => box.checked).length;
  if (all) {
    all.checked = chosen === boxes.length && chosen > 0;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  const note = table.closest("form")?.querySelector("[data-bulk-count]");
  if (note) note.textContent = `${chosen} selected`;
}
for (const table of document.querySelectorAll("[data-table]")) {
  count(table, [...table.querySelectorAll("[data-select]")], table.querySelector("[data-select-all]"));
}
