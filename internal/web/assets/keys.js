// Keys and small comforts. Every page is whole without this file.
"use strict";
(() => {
  const body = document.body;
  const say = (text) => { const p = document.querySelector("[data-say]"); if (p) p.textContent = text; };
  const copy = (text, done) => {
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => say(done), () => say(text));
    else say(text);
  };

  // Buttons that only work here are shown here.
  for (const b of document.querySelectorAll("[data-copy]")) {
    b.hidden = false;
    b.addEventListener("click", () => {
      const from = document.querySelector(b.dataset.copy);
      if (from) copy(from.innerText, body.dataset.copied);
    });
  }
  for (const b of document.querySelectorAll("[data-print]")) {
    b.hidden = false;
    b.addEventListener("click", () => window.print());
  }

  // An alert: the server tells what comes to a search while the screen is open.
  for (const b of document.querySelectorAll("[data-alert]")) {
    b.hidden = false;
    b.addEventListener("click", () => {
      const title = document.title;
      let n = 0;
      b.disabled = true;
      b.textContent = b.dataset.on;
      if (window.Notification && Notification.permission === "default") Notification.requestPermission();
      new EventSource(b.dataset.alert).addEventListener("event", (e) => {
        if (JSON.parse(e.data).change !== "new") return;
        const news = b.dataset.news.replace("#", ++n);
        document.title = "(" + n + ") " + title;
        b.textContent = news;
        say(news);
        if (window.Notification && Notification.permission === "granted") new Notification(title, { body: news, tag: b.dataset.alert });
      });
    });
  }

  // Reading: a sentence and its claims light each other up.
  const light = (from, on) => {
    const item = from.closest && from.closest("[data-s], [data-n]");
    if (!item) return;
    const numbers = (item.dataset.s || item.dataset.n).split(" ");
    for (const x of document.querySelectorAll(".page [data-s], .claims [data-n]")) {
      const own = (x.dataset.s || x.dataset.n).split(" ");
      x.classList.toggle("lit", on && own.some((n) => numbers.includes(n)));
    }
  };
  for (const [name, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (e) => light(e.target, on));
  }

  if (document.documentElement.dataset.keys === "off") return;
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((x) => x.offsetParent);
  const current = () => document.activeElement && document.activeElement.closest("[data-row]");
  const within = (row, what) => row && (row.matches(what) ? row : row.querySelector(what));
  const go = (next) => {
    const link = within(next, "[data-open]") || within(next, "a");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const move = (by) => {
    const all = rows();
    const at = all.indexOf(current());
    if (all.length) go(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))]);
  };
  // The first row of the next part of the screen, or of the one before.
  const leap = (by) => {
    const part = (row) => row.closest("section, nav, details") || document.body;
    const firsts = rows().filter((row, i, all) => !i || part(row) !== part(all[i - 1]));
    const here = current();
    const at = here ? firsts.findLastIndex((row) => row === here || row.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) : by > 0 ? -1 : firsts.length;
    const next = firsts[at + by];
    if (next) go(next);
  };
  // A row is cited by the sentence that it shows, or that the name of its outlet carries.
  const cite = () => {
    const told = (row) => within(row, "[data-evidence]");
    const row = [current(), ...rows()].find((x) => x && told(x));
    if (!row) return copy(document.title + " " + location.href, body.dataset.cited);
    const a = told(row);
    const by = row.querySelector(".by, blockquote footer");
    const text = a.title || (by ? by.innerText.trim() + ": " : "") + "“" + a.innerText.trim() + "”";
    copy(text + " " + a.href, body.dataset.cited);
  };
  const acts = {
    "/": () => {
      const box = document.querySelector("[data-find]");
      if (box && box.offsetParent) { box.focus(); box.select(); } else location.href = body.dataset.search;
    },
    j: () => move(1),
    k: () => move(-1),
    J: () => leap(1),
    K: () => leap(-1),
    e: () => { const a = within(current(), "[data-evidence]"); if (a) a.click(); },
    c: cite,
    p: () => window.print(),
    "?": () => { location.href = body.dataset.help; },
  };
  document.addEventListener("keydown", (e) => {
    // A key that an input method is still composing is not ours.
    if (e.isComposing || e.keyCode === 229 || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented) return;
    const t = e.target;
    if (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName)) return;
    const act = acts[e.key];
    if (act) { e.preventDefault(); act(); }
  });
})();
