// Suggestions for a list with commas: what is offered begins with what stands before the last comma.

for (const input of document.querySelectorAll("input[data-listed]")) {
  const list = input.list;
  if (!list) continue;
  const names = [...list.options].map((option) => option.value);
  let before = "";
  input.addEventListener("input", () => {
    const comma = input.value.lastIndexOf(",");
    const prefix = comma < 0 ? "" : `${input.value.slice(0, comma + 1)} `;
    if (prefix === before) return;
    before = prefix;
    [...list.options].forEach((option, i) => (option.value = prefix + names[i]));
  });
}

// An open menu closes when something else is clicked, or with Escape.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.drop-menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
