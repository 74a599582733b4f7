// Saves a proposal's texts while they are written, keeps what could not be sent on this device, and joins what others write meanwhile.
//
// For each text: `shadow` is what the server last took from here, the input may be ahead of it. A save sends {base: shadow, texts: input};
// the server joins it with what stands (essaim.kit.merging) and answers with the whole. One save is on its way at a time and is kept with
// its key until it is answered; sent again after a crash, the same key changes nothing.
(() => {
  "use strict";
  const form = document.querySelector("[data-writing]");
  if (!form || !window.fetch) return;
  const said = form.querySelector("[data-said]");
  const writers = form.querySelector("[data-writers]");
  const words = form.dataset;
  const store = `essaim.writing.${location.host}.${words.save.replace(/^\/\w+/, "")}`;
  const token = form.elements.csrfmiddlewaretoken.value;
  const AFTER_MS = 1500;
  const ASK_MS = 7000;
  const inputs = new Map();
  for (const input of form.querySelectorAll("[data-text]")) inputs.set(input.dataset.text, input);
  for (const box of form.querySelectorAll("[data-question]")) {
    const input = box.querySelector("textarea, input[type=text]");
    if (input && !input.name.endsWith("__other")) inputs.set(`answers.${box.dataset.question}`, input);
  }
  let known = JSON.parse(form.elements.base.value || "{}");
  const shadow = new Map([...inputs.keys()].map((name) => [name, known[name] || ""]));
  let number = Number(words.number);
  let pending = null;
  let timer = 0;
  let sending = false;
  let offline = false;

  const plain = (text) => text.replace(/\r\n?/g, "\n");
  const value = (name) => plain(inputs.get(name).value);
  const key = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`);
  const changed = () => [...inputs.keys()].filter((name) => value(name) !== shadow.get(name));

  function tell(text, waits) {
    if (said.textContent !== text) said.textContent = text;
    said.classList.toggle("waits", Boolean(waits));
  }

  function keep() {
    const ahead = {};
    for (const name of changed()) ahead[name] = { base: shadow.get(name), mine: value(name) };
    try {
      if (pending || Object.keys(ahead).length) localStorage.setItem(store, JSON.stringify({ pending, ahead }));
      else localStorage.removeItem(store);
    } catch { /* a full or forbidden store: the page itself still holds the words */ }
  }

  // Put the joined text into an input without moving the cursor away from the words it stands at.
  function put(name, text) {
    const input = inputs.get(name);
    if (!input || plain(input.value) === text) return;
    const has = document.activeElement === input;
    const before = plain(input.value).slice(0, input.selectionStart ?? 0);
    const start = input.selectionStart ?? 0;
    const old = plain(input.value);
    input.value = text;
    if (has && input.setSelectionRange) {
      const tail = before.slice(-24);
      const found = tail ? text.indexOf(tail, Math.max(0, start - tail.length - Math.abs(text.length - old.length))) : 0;
      const at = found >= 0 ? found + tail.length : Math.min(start, text.length);
      input.setSelectionRange(at, at);
    }
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function take(texts) {
    let joined = false;
    for (const name of inputs.keys()) {
      const text = texts[name] || "";
      if (value(name) === shadow.get(name)) {
        joined = joined || text !== shadow.get(name);
        shadow.set(name, text);
        put(name, text);
        shadow.set(name, value(name) === text ? text : value(name));
      }
    }
    known = texts;
    form.elements.base.value = JSON.stringify(Object.fromEntries(shadow));
    return joined;
  }

  function show(differences) {
    for (const [name, found] of Object.entries(differences || {})) {
      const input = inputs.get(name);
      if (!input || !found.length) continue;
      const field = input.closest(".field") || input.parentElement;
      field.querySelector(".differs")?.remove();
      const box = document.createElement("div");
      box.className = "differs";
      box.setAttribute("role", "status");
      const head = document.createElement("p");
      head.textContent = words.saidDiffers;
      box.append(head);
      for (const one of found) {
        for (const [label, text] of [[words.saidTheirs, one.theirs], [words.saidMine, one.mine]]) {
          if (!text) continue;
          const line = document.createElement("p");
          const strong = document.createElement("strong");
          strong.textContent = `${label} `;
          line.append(strong, text);
          box.append(line);
        }
      }
      field.append(box);
    }
  }

  async function send() {
    clearTimeout(timer);
    if (sending) return;
    if (!pending) {
      const names = changed();
      if (!names.length) return keep();
      pending = { key: key(), base: {}, texts: {} };
      for (const name of names) {
        pending.base[name] = shadow.get(name);
        pending.texts[name] = value(name);
      }
    }
    keep();
    sending = true;
    tell(words.saidSaving);
    try {
      const answer = await fetch(words.save, {
        method: "POST", body: JSON.stringify(pending), redirect: "manual", keepalive: JSON.stringify(pending).length < 60000,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        tell(words.saidLogin, true);
      } else {
        const told = await answer.json();
        if (answer.ok) {
          for (const [name, text] of Object.entries(pending.texts)) if (inputs.has(name)) shadow.set(name, text);
          pending = null;
          number = told.number;
          const joined = take(told.texts);
          show(told.differences);
          const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
          tell(joined ? words.saidJoined : `${words.saidSaved} ${clock}`);
          offline = false;
        } else {
          tell(told.words, true);
          if (answer.status === 409 || answer.status === 400) pending = null;
        }
      }
    } catch {
      offline = true;
      tell(words.saidKept, true);
    }
    sending = false;
    keep();
    if (changed().length && !offline) later();
  }

  function later(ms = AFTER_MS) {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  }

  async function ask() {
    if (document.hidden || sending) return;
    if (offline || pending) return send();
    try {
      const answer = await fetch(`${words.state}?since=${number}`, { redirect: "manual", headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const told = await answer.json();
      writers.textContent = told.writers;
      if (told.texts && told.number > number && !pending && !sending) {
        number = told.number;
        if (take(told.texts)) tell(words.saidJoined);
      }
    } catch { /* the next save says that the connection is gone */ }
  }

  // What an earlier visit could not send: first the save that was on its way, then what was typed after it.
  function recover() {
    let left = null;
    try { left = JSON.parse(localStorage.getItem(store) || "null"); } catch { /* unreadable: nothing to recover */ }
    if (!left) return;
    pending = left.pending;
    if (pending && Object.entries(pending.texts).every(([name, text]) => (known[name] || "") === text)) pending = null;
    for (const [name, one] of Object.entries(left.ahead || {})) {
      if (!inputs.has(name) || (known[name] || "") === one.mine) continue;
      shadow.set(name, one.base);
      inputs.get(name).value = one.mine;
    }
    send();
  }

  for (const [, input] of inputs) {
    input.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      keep();
      later();
    });
    input.addEventListener("blur", () => { if (changed().length) send(); });
  }
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    form.elements.base.value = JSON.stringify(Object.fromEntries(shadow));
    keep();
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden && changed().length) send(); });
  window.addEventListener("online", () => send());
  setInterval(ask, ASK_MS);
  recover();
})();
