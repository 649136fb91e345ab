"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const rows = all(".b");
  const cards = all(".f");
  const sections = all("section.d");
  const groups = all(".rows").map((group) => ({ group, rows: Array.from(group.children) }));
  const rowNumber = new Map(rows.map((row, number) => [row, number]));
  const rowOf = cards.map((card) => rowNumber.get(card.closest(".b")) ?? -1);
  const cardNumber = new Map(cards.map((card, number) => [card, number]));
  const cardsOf = new Map();
  cards.forEach((card, number) => {
    const list = cardsOf.get(rowOf[number]);
    if (list) list.push(card); else cardsOf.set(rowOf[number], [card]);
  });
  const marks = all("a.m");
  const by = (name) => {
    const map = new Map();
    for (const mark of marks) {
      for (const key of (mark.dataset[name] || "").split(" ")) {
        if (!key) continue;
        const list = map.get(key);
        if (list) list.push(mark); else map.set(key, [mark]);
      }
    }
    return map;
  };
  const marksOfFinding = by("f");
  const marksOfTerm = by("t");

  // Search: vowel marks, tatweel, hamza seats, ya and ta marbuta, case and accents don't matter.
  const fold = (text) => text.normalize("NFKD")
    .replace(/[\u0300-\u036F\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED]/g, "")
    .replace(/ٱ/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .toLowerCase().replace(/\s+/g, " ");
  const texts = new Array(rows.length);
  const textOf = (number) => texts[number] ??= fold(rows[number].textContent);

  const query = one("#q");
  const only = one("#only");
  const status = one("#status");
  const nothing = one("#nothing");
  const clear = one("#clear");
  const firstStatus = status.textContent;
  let term = null;
  let shown = [];
  const ticked = (selector) => new Set(all(selector + " input:checked").map((box) => box.value));

  const filterCards = () => {
    const severities = ticked("#severities");
    const rules = ticked("#rules");
    for (const card of cards) {
      const hidden = !(severities.has(card.dataset.s) && rules.has(card.dataset.r));
      if (card.hidden !== hidden) card.hidden = hidden;
    }
    for (const [number, list] of cardsOf) {
      if (number >= 0) rows[number].classList.toggle("quiet", list.every((card) => card.hidden));
    }
    const off = new Set(cards.filter((card) => card.hidden).map((card) => card.id.slice(1)));
    for (const mark of marks) {
      if (mark.dataset.f) mark.classList.toggle("off", mark.dataset.f.split(" ").every((id) => off.has(id)));
    }
    const glossary = one("#glossary");
    if (glossary) document.body.classList.toggle("noterms", !glossary.checked);
  };

  const filterRows = () => {
    const wanted = fold(query.value.trim());
    const ofTerm = term === null ? null
      : new Set((marksOfTerm.get(term) || []).map((mark) => mark.closest(".b")));
    let count = 0;
    const filtered = wanted !== "" || ofTerm !== null || Boolean(only && only.checked);
    rows.forEach((row, number) => {
      const fits = (!only || !only.checked || (cardsOf.get(number) || []).some((card) => !card.hidden))
        && (ofTerm === null || ofTerm.has(row))
        && (wanted === "" || textOf(number).includes(wanted));
      if (row.hidden === fits) row.hidden = !fits;
      if (fits) count += 1;
    });
    for (const { group, rows } of groups) {
      const left = rows.reduce((sum, row) => sum + (row.hidden ? 0 : 1), 0);
      if (group.hidden !== (left === 0)) group.hidden = left === 0;
      // A guess for groups that are out of sight, near enough for the scroll bar.
      group.style.containIntrinsicSize = `auto ${left * 5.5}rem`;
    }
    for (const section of sections) {
      const hidden = filtered && !section.querySelector(".rows:not([hidden]), .d > .f:not([hidden])");
      if (section.hidden !== hidden) section.hidden = hidden;
    }
    shown = cards.filter((card, number) => !card.hidden && (rowOf[number] < 0 || !rows[rowOf[number]].hidden));
    nothing.hidden = count > 0 || rows.length === 0;
    status.textContent = filtered ? `${count} of ${rows.length} pairs` : firstStatus;
    if (clear) {
      clear.hidden = term === null;
      clear.textContent = term === null ? "" : `Term: ${one(`#g${term} dt`).textContent} ✕`;
    }
    tell();
  };

  let current = null;
  const counter = one("#at");
  const tell = () => {
    if (!counter) return;
    const number = shown.indexOf(current);
    counter.textContent = number >= 0 ? `${number + 1} of ${shown.length}`
      : `${shown.length} ${shown.length === 1 ? "finding" : "findings"}`;
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const go = (element) => {
    if (!element) return;
    element.focus({ preventScroll: true });
    const row = element.closest(".b");
    for (const before of all(".b.at")) before.classList.remove("at");
    if (row) row.classList.add("at");
    // Rows that were never shown have a guessed height; the second call lands where the first one aimed.
    const far = Math.abs(element.getBoundingClientRect().top) > 3 * innerHeight;
    const target = row && row.getBoundingClientRect().height < innerHeight * 0.7 ? row : element;
    target.scrollIntoView({ block: "center", behavior: far || calm.matches ? "instant" : "smooth" });
    if (far) requestAnimationFrame(() => target.scrollIntoView({ block: "center", behavior: "instant" }));
  };
  // The row to count from: that of the focus, else the first one in sight.
  const here = () => {
    const focused = document.activeElement && document.activeElement.closest(".b");
    const row = focused || one(".b.at:not([hidden])");
    return row ? rowNumber.get(row) : -1;
  };
  const stepFinding = (by) => {
    if (shown.length === 0) return;
    let number = shown.indexOf(current);
    if (number >= 0) {
      number = (number + by + shown.length) % shown.length;
    } else {
      const row = here();
      const after = shown.findIndex((card) => rowOf[cardNumber.get(card)] >= row);
      number = by > 0 ? Math.max(after, 0) : (after <= 0 ? shown.length : after) - 1;
    }
    current = shown[number];
    go(current);
    tell();
  };
  const stepRow = (by) => {
    let number = here() + by;
    while (rows[number] && rows[number].hidden) number += by;
    if (rows[number]) {
      current = null;
      go(rows[number]);
      tell();
    }
  };

  // The tip: what a mark is about, and the counterpart of its row.
  const tip = one("#tip");
  let owner = null;
  let timer = 0;
  const add = (parent, name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    parent.append(element);
    return element;
  };
  // Copies what an element holds, so that what isolates its words comes along.
  const copy = (from, to) => { for (const node of from.childNodes) to.append(node.cloneNode(true)); };
  const addText = (side, className, mark) => {
    if (!side) return;
    const line = add(tip, "p", "", className);
    line.lang = side.lang;
    line.dir = side.dir;
    const shares = (node, name) => mark && node.dataset && (mark.dataset[name] || "").split(" ")
      .some((id) => id && (node.dataset[name] || "").split(" ").includes(id));
    for (const node of side.childNodes) {
      if (shares(node, "f") || shares(node, "t")) copy(node, add(line, "mark"));
      else if (node.matches && node.matches("a")) copy(node, line);
      else line.append(node.cloneNode(true));
    }
  };
  const fill = (mark) => {
    tip.replaceChildren();
    if (mark.dataset.b) {
      const row = document.getElementById(mark.dataset.b);
      if (!row) return false;
      addText(one(".s", row), "");
      addText(one(".t", row), "text");
      return true;
    }
    for (const id of (mark.dataset.f || "").split(" ")) {
      const card = id && document.getElementById("f" + id);
      if (!card || card.hidden) continue;
      const line = add(tip, "p");
      add(line, "span", card.dataset.s, "badge " + card.dataset.s);
      line.append(" ");
      copy(one(".message", card), line);
      copy(one(".do", card), add(tip, "p", "", "why"));
    }
    if (!document.body.classList.contains("noterms")) {
      for (const id of (mark.dataset.t || "").split(" ")) {
        const entry = id && document.getElementById("g" + id);
        if (!entry) continue;
        add(tip, "p", one("dt", entry).textContent, "preferred");
        for (const part of all(".entry p", entry)) tip.append(part.cloneNode(true));
        add(tip, "p", one(".counts", entry).firstChild.textContent.trim(), "counts");
      }
    }
    if (!tip.firstChild) return false;
    const row = mark.closest(".b");
    if (row) addText(one(mark.closest(".s") ? ".t" : ".s", row), "text", mark);
    return true;
  };
  const light = (mark, on) => {
    for (const id of (mark.dataset.f || "").split(" ")) {
      for (const other of marksOfFinding.get(id) || []) other.classList.toggle("on", on);
    }
    if (mark.dataset.t) {
      const row = mark.closest(".b");
      for (const id of mark.dataset.t.split(" ")) {
        for (const other of marksOfTerm.get(id) || []) if (other.closest(".b") === row) other.classList.toggle("on", on);
      }
    }
  };
  const hide = () => {
    clearTimeout(timer);
    if (!owner) return;
    light(owner, false);
    owner.removeAttribute("aria-describedby");
    owner = null;
    tip.hidden = true;
  };
  const show = (mark) => {
    clearTimeout(timer);
    if (owner === mark) return;
    hide();
    if (mark.classList.contains("off") && !mark.dataset.t || !fill(mark)) return;
    owner = mark;
    light(mark, true);
    mark.setAttribute("aria-describedby", "tip");
    tip.hidden = false;
    const at = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const below = at.bottom + 6 + size.height <= innerHeight || at.top - 6 - size.height < 0;
    const left = Math.min(Math.max(16, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 16);
    tip.style.left = `${left}px`;
    tip.style.top = `${below ? Math.min(at.bottom + 6, innerHeight - size.height - 8) : at.top - 6 - size.height}px`;
  };
  const about = (event) => event.target.closest && event.target.closest("a.m, a.place");
  document.addEventListener("mouseover", (event) => {
    const mark = about(event);
    if (mark) { clearTimeout(timer); timer = setTimeout(show, 120, mark); }
    else if (event.target.closest && event.target.closest("#tip")) clearTimeout(timer);
    else if (owner) { clearTimeout(timer); timer = setTimeout(hide, 200); }
    else clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const mark = about(event);
    if (mark) show(mark); else hide();
    const card = event.target.closest(".f");
    if (card && card !== current) { current = card; tell(); }
  });
  document.addEventListener("scroll", () => { if (owner && owner !== document.activeElement) hide(); }, { passive: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !link.classList.contains("skip")) {
      const target = document.getElementById(link.hash.slice(1));
      if (target && target.matches(".f, .b, .g")) {
        event.preventDefault();
        hide();
        if (target.matches(".f")) current = target;
        go(target);
        tell();
      }
      return;
    }
    const pairs = event.target.closest(".pairs");
    if (pairs) {
      term = pairs.dataset.t;
      filterRows();
      go(rows.find((row) => !row.hidden));
    }
  });

  let typing = 0;
  query.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(filterRows, 120); });
  document.addEventListener("change", (event) => {
    if (event.target.closest("aside")) { filterCards(); filterRows(); }
  });
  const tick = (on) => { for (const box of all("#rules input")) box.checked = on; filterCards(); filterRows(); };
  const on = (selector, act) => { const element = one(selector); if (element) element.addEventListener("click", act); };
  on("#all", () => tick(true));
  on("#no", () => tick(false));
  on("#next", () => stepFinding(1));
  on("#prev", () => stepFinding(-1));
  on("#clear", () => { term = null; filterRows(); query.focus(); });
  on("#reset", () => { query.value = ""; term = null; if (only) only.checked = false; filterRows(); query.focus(); });

  const filters = one("#filters");
  const room = matchMedia("(min-width: 64rem)");
  const fit = () => { if (filters) filters.open = room.matches; };
  room.addEventListener("change", fit);
  fit();

  const keys = one("#keys");
  on("#help", () => keys.showModal());
  const root = document.documentElement;
  let stored = null;
  try { stored = localStorage.getItem("mutabiq-theme"); } catch { /* a page from a file may have no store */ }
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;
  on("#theme", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("mutabiq-theme", root.dataset.theme); } catch { /* as above */ }
  });

  const toggle = (selector) => {
    const box = one(selector);
    if (box) { box.checked = !box.checked; filterCards(); filterRows(); }
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (owner) hide();
      else if (document.activeElement === query && query.value) { query.value = ""; filterRows(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open || !one("#shortcuts").checked) return;
    if (event.target.matches("input:not([type='checkbox']), textarea, select")) {
      if (event.key === "Enter") { clearTimeout(typing); filterRows(); go(shown[0] || rows.find((row) => !row.hidden)); }
      return;
    }
    const act = {
      n: () => stepFinding(1), p: () => stepFinding(-1), j: () => stepRow(1), k: () => stepRow(-1),
      "/": () => { query.focus(); query.select(); }, "?": () => keys.showModal(),
      f: () => toggle("#only"), t: () => toggle("#glossary"),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  filterCards();
  filterRows();
})();
