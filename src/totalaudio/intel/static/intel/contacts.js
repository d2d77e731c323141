// Deleting asks first: a button with data-confirm opens its dialog, which says how many rows are chosen.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  const dialog = button && document.getElementById(button.dataset.confirm);
  if (!dialog) return;
  event.preventDefault();
  const chosen = button.form?.querySelectorAll("[data-select]:checked").length ?? 1;
  for (const place of dialog.querySelectorAll("[data-confirm-count]")) {
    place.textContent = chosen === 1 ? "1 contact" : `${chosen} contacts`;
  }
  dialog.showModal();
});

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

// What was left empty stays out of the address.
document.addEventListener("formdata", (event) => {
  if (event.target.id !== "contact-search") return;
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
