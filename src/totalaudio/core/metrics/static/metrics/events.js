// Counts what happens in a page: no cookies, nothing kept in the browser, nothing sent to anybody else.
(() => {
  const script = document.currentScript, key = script.dataset.key;
  const url = new URL("/api/v1/events", script.src).href;
  const silent = navigator.doNotTrack === "1" || navigator.globalPrivacyControl || !key;
  const session = crypto.getRandomValues(new Uint32Array(2)).join("-");
  let waiting = [], timer = 0;

  const id = () => {
    const b = crypto.getRandomValues(new Uint8Array(16));
    let ms = Date.now();
    for (let i = 5; i >= 0; i--) { b[i] = ms % 256; ms = Math.floor(ms / 256); }
    b[6] = b[6] & 15 | 112;
    b[8] = b[8] & 63 | 128;
    const hex = Array.from(b, (n) => n.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // As text/plain a browser asks nobody first, and the key goes in the body, for a beacon has no headers.
  const flush = (leaving) => {
    clearTimeout(timer);
    timer = 0;
    while (waiting.length) {
      const body = JSON.stringify({ key, events: waiting.splice(0, 50) });
      if (leaving !== true || !navigator.sendBeacon(url, body)) {
        fetch(url, { method: "POST", body, credentials: "omit", keepalive: true }).catch(() => {});
      }
    }
  };

  const track = (event_name, more = {}) => {
    if (silent) return;
    const referrer = document.referrer.split(/[?#]/)[0] || null;
    waiting.push({ id: id(), event_name, session_id: session, referrer, ...more });
    if (waiting.length >= 50) flush();
    else timer ||= setTimeout(flush, 1000);
  };

  window.totalaudio = { track };
  addEventListener("pagehide", () => flush(true));
  track("page-view", { event_category: "session", properties: { path: location.pathname } });
})();
