// Dialogs, toasts, file drops, busy buttons and copying. Listens on the document, so that swapped-in parts work too.

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-dialog], [data-toast-close], [data-copy]");
  if (!target) return;
  if (target.matches("[data-dialog]")) openDialog(target.dataset.dialog);
  if (target.matches("[data-toast-close]")) target.closest("[data-toast]").remove();
  if (target.matches("[data-copy]")) copy(target);
});

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

// A click on the backdrop closes, also where the browser does not know closedby yet.
document.addEventListener("click", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside && event.detail > 0) dialog.close();
});

async function copy(button) {
  const code = button.closest("figure").querySelector("code");
  const words = button.querySelector("span");
  try {
    await navigator.clipboard.writeText(code.textContent);
    words.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(code);
    words.textContent = "Press Ctrl-C";
  }
  setTimeout(() => { words.textContent = "Copy"; }, 2000);
}

// Messages without an undo leave by themselves; errors and undo stay until they are closed.
function timeToasts(root) {
  for (const toast of root.querySelectorAll("[data-toast]:not([data-timed])")) {
    toast.dataset.timed = "";
    if (toast.querySelector("form") || ["error", "warning"].includes(toast.dataset.level)) continue;
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, 3000);
      else toast.remove();
    };
    setTimeout(leave, 6000);
  }
}
const region = document.getElementById("toasts");
if (region) {
  timeToasts(region);
  new MutationObserver(() => timeToasts(region)).observe(region, { childList: true });
}

// A form that was sent says so and cannot be sent twice; going back in history sets it free.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-busy]") || event.defaultPrevented) return;
  const button = event.submitter;
  if (!button) return;
  setTimeout(() => { button.setAttribute("aria-busy", "true"); button.disabled = true; });
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("[data-busy] [aria-busy]")) {
    button.removeAttribute("aria-busy");
    button.disabled = false;
  }
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (drop) drop.toggleAttribute("data-over", kind === "dragover");
  });
}
document.addEventListener("change", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (!drop || event.target.type !== "file") return;
  const names = [...event.target.files].map((file) => `${file.name} (${size(file.size)})`);
  drop.querySelector("[data-drop-name]").textContent = names.join(", ") || "Drop a file here, or choose one";
});

// What is over the limit is said before it is sent: a server that is not ours may end the upload without a word.
document.addEventListener("change", (event) => {
  const { type, files, dataset } = event.target;
  if (type !== "file" || !dataset.most) return;
  const large = [...files].find((file) => file.size > Number(dataset.most));
  const most = Math.floor(dataset.most / 1024 ** 2);
  event.target.setCustomValidity(large ? `${large.name} has ${size(large.size)}. At most ${most} MB can be sent: split it.` : "");
  if (large) event.target.reportValidity();
});

function size(bytes) {
  const units = ["bytes", "KB", "MB", "GB"];
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${new Intl.NumberFormat("en-GB", { maximumFractionDigits: step > 1 ? 1 : 0 }).format(bytes / 1000 ** step)} ${units[step]}`;
}
