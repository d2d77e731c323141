// What the server decided for this page, for scripts: totalaudio.flags.isEnabled("export-formats"). It asks nobody, and runs
// before the body is read, so that nothing flickers: styles see it as data-flags on the root.

(() => {
  const told = JSON.parse(document.getElementById("flags-snapshot").textContent);
  const on = new Set(told.on);
  const flags = Object.freeze({
    version: told.version,
    isEnabled: (name) => on.has(name),
    variant: (name) => told.variants[name] ?? null,
  });
  window.totalaudio = Object.freeze({ ...window.totalaudio, flags });
  document.documentElement.dataset.flags = told.on.join(" ");
})();
