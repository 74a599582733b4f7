// Saves a proposal's texts while they are written, keeps what could not be sent on this device, and joins what others write meanwhile.
//
// For each text: `shadow` is what the server last took from here, the input may be ahead of it. A save sends {base: shadow, texts: input};
// the server joins it with what stands (essaim.kit.merging) and answers with the whole. One save is on its way at a time and is kept with
// its key until it is answered; sent again after a crash, the same key changes nothing. tests/call/writers.py tells this again in Python and
// proves that no sentence is lost.
(async () => {
  "use strict";
  const form = document.querySelector("[data-writing]");
  if (!form || !window.fetch) return;
  const said = form.querySelector("[data-said]");
  const writers = form.querySelector("[data-writers]");
  const words = form.dataset;
  const keeper = new globalThis.EssaimKeeper(`essaim.writing.${words.account}.${words.place}`);
  const AFTER_MS = 1500;
  const ASK_MS = 7000;
  const MOST_ROUNDS = 5;
  const inputs = new Map([...form.querySelectorAll("[data-text]")].map((input) => [input.dataset.text, input]));
  const known = JSON.parse(form.elements.base.defaultValue || "{}");
  const shadow = new Map([...inputs.keys()].map((name) => [name, known[name] || ""]));
  let token = form.elements.csrfmiddlewaretoken.value;
  let number = Number(words.number);
  let pending = null;
  let timer = 0;
  let sending = null;
  let offline = false;
  let refused = false;
  let gone = false;
  let composing = false;
  let released = false;

  const plain = (text) => text.replace(/\r\n?/g, "\n");
  const value = (name) => plain(inputs.get(name).value);
  const key = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`);
  const changed = () => [...inputs.keys()].filter((name) => value(name) !== shadow.get(name));
  const isSettled = () => !pending && !changed().length;

  function tell(text, { waits = false, link = "" } = {}) {
    if (said.dataset.now === text) return;
    said.dataset.now = text;
    said.textContent = text;
    said.classList.toggle("waits", waits);
    if (link) {
      const go = document.createElement("a");
      Object.assign(go, { href: link, target: "_blank", textContent: words.saidLoginLink });
      said.append(" ", go);
    }
  }
  form.addEventListener("essaim:said", (event) => tell(event.detail.text, event.detail));

  function keep() {
    const ahead = {};
    for (const name of new Set([...changed(), ...Object.keys(pending?.texts || {})])) {
      if (inputs.has(name)) ahead[name] = { base: shadow.get(name), mine: value(name) };
    }
    keeper.keep(pending || Object.keys(ahead).length ? { pending, ahead } : null);
  }

  // Where a place in the old text is in the new one: beginnings and ends that are the same stay; between, behind the same last words.
  function moved(place, old, text) {
    let head = 0;
    while (head < Math.min(old.length, text.length) && old[head] === text[head]) head += 1;
    if (place <= head) return place;
    let tail = 0;
    while (tail < Math.min(old.length, text.length) - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    if (place >= old.length - tail) return place + text.length - old.length;
    for (const length of [40, 20, 8]) {
      const before = old.slice(Math.max(0, place - length), place);
      const found = text.indexOf(before, Math.max(0, head - before.length));
      if (found >= 0) return found + before.length;
    }
    return Math.min(place, text.length);
  }

  // Put the joined text into an input; the cursor stays with the words it stands at.
  function put(name, text) {
    const input = inputs.get(name);
    const old = plain(input.value);
    if (old === text) return;
    const [start, end, way, scroll] = [input.selectionStart, input.selectionEnd, input.selectionDirection, input.scrollTop];
    input.value = text;
    if (document.activeElement === input) {
      input.setSelectionRange(moved(start ?? 0, old, text), moved(end ?? 0, old, text), way || "none");
    }
    input.scrollTop = scroll;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Others' words come in where nothing here waits to be sent. True when some did.
  function take(texts) {
    let joined = false;
    for (const [name, input] of inputs) {
      const text = texts[name] || "";
      if (value(name) !== shadow.get(name) || text === shadow.get(name)) continue;
      if (composing && document.activeElement === input) {
        number = -1; // asked again when the composed word stands
        continue;
      }
      joined = true;
      put(name, text);
      shadow.set(name, value(name));
    }
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
      const head = document.createElement("p");
      head.setAttribute("role", "status");
      box.append(head);
      for (const one of found) {
        for (const [label, text, other] of [[words.saidTheirs, one.theirs, one.mine], [words.saidMine, one.mine, one.theirs]]) {
          if (!text) continue;
          const line = document.createElement("p");
          const strong = document.createElement("strong");
          strong.textContent = `${label} `;
          line.append(strong, text, " ");
          if (other) line.append(button(words.saidKeepThis, () => only(name, text, other, box)));
          box.append(line);
        }
      }
      box.append(button(words.saidKeepBoth, () => close(box, input)));
      field.append(box);
      head.textContent = words.saidDiffers;
    }
  }

  function button(label, act) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "btn two small", textContent: label });
    made.addEventListener("click", act);
    return made;
  }

  function close(box, input) {
    box.remove();
    input.focus();
  }

  // The other version is taken out of the text, with the space that parted the two.
  function only(name, text, other, box) {
    const old = value(name);
    const at = old.indexOf(other);
    if (at >= 0) {
      const [head, rest] = [old.slice(0, at), old.slice(at + other.length)];
      const [before, after] = [head.replace(/( \/ |\s+)$/, ""), rest.replace(/^( \/ |\s+)/, "")];
      const [gap, gapAfter] = [head.slice(before.length), rest.slice(0, rest.length - after.length)];
      put(name, before && after ? before + (gapAfter.includes("\n") ? gapAfter : gap || " ") + after : before + after);
      keep();
      later();
    }
    close(box, inputs.get(name));
  }

  function departure() {
    const names = changed();
    if (!names.length) return null;
    const made = { key: key(), base: {}, texts: {} };
    for (const name of names) {
      made.base[name] = shadow.get(name);
      made.texts[name] = value(name);
    }
    return made;
  }

  function send() {
    clearTimeout(timer);
    if (gone || composing) return Promise.resolve();
    sending = sending || deliver().finally(() => { sending = null; });
    return sending;
  }

  async function deliver() {
    pending = pending || departure();
    keep();
    if (!pending) return;
    tell(words.saidSaving);
    try {
      let answer = await post();
      if (answer.status === 403 && await fresh()) answer = await post();
      if (answer.type === "opaqueredirect" || answer.status === 403) tell(words.saidLogin, { waits: true, link: words.login });
      else if (answer.status === 404) leave();
      else await arrive(answer);
    } catch {
      offline = true;
      tell(words.saidKept, { waits: true });
    }
    keep();
    if (changed().length && !offline && !refused && !pending) later();
  }

  function leave() {
    gone = true;
    tell(words.saidGone, { waits: true });
  }

  function post() {
    const body = JSON.stringify(pending);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return fetch(words.save, { method: "POST", body, redirect: "manual", keepalive: new Blob([body]).size < 60000, headers });
  }

  async function arrive(answer) {
    const told = await answer.json();
    offline = false;
    if (!answer.ok) {
      pending = null; // refused as it is: tried again when something is changed in it
      refused = true;
      tell(told.words, { waits: true });
      return;
    }
    for (const [name, text] of Object.entries(pending.texts)) if (inputs.has(name)) shadow.set(name, text);
    pending = null;
    number = told.number;
    const joined = take(told.texts);
    show(told.differences);
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    tell([joined ? words.saidJoined : `${words.saidSaved} ${clock}`, told.note].filter(Boolean).join(". "));
  }

  // A token for after a log-in in another tab; only for the same account.
  async function fresh() {
    const told = await look(number);
    if (!told || String(told.account) !== words.account) return false;
    token = told.token;
    form.elements.csrfmiddlewaretoken.value = token;
    return true;
  }

  async function look(since) {
    const answer = await fetch(`${words.state}?since=${since}`, { redirect: "manual", headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : null;
  }

  function later(ms = AFTER_MS) {
    clearTimeout(timer);
    timer = setTimeout(send, ms);
  }

  async function ask() {
    if (document.hidden || sending || gone) return;
    if (offline || pending) await send();
    try {
      const told = await look(number);
      if (!told || sending || pending) return;
      writers.textContent = told.writers;
      if (told.texts && told.number > number) {
        number = told.number;
        if (take(told.texts)) tell(words.saidJoined);
      }
      if (isSettled()) await recover();
    } catch { /* the next save says that the connection is gone */ }
  }

  // What an earlier visit, or a tab that is gone, could not send: the save that was on its way, then what was typed after it.
  async function recover() {
    const left = await keeper.orphan();
    if (!left || !isSettled()) return;
    pending = left.value.pending;
    for (const [name, one] of Object.entries(left.value.ahead || {})) {
      if (!inputs.has(name)) continue;
      shadow.set(name, one.base);
      put(name, one.mine);
    }
    keep();
    keeper.taken(left.key);
    await send();
    if (isSettled()) await recover();
  }

  for (const [, input] of inputs) {
    input.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      refused = false;
      keep();
      later();
    });
    input.addEventListener("compositionstart", () => { composing = true; });
    input.addEventListener("compositionend", () => { composing = false; later(); });
    input.addEventListener("blur", () => { if (changed().length && !refused) send(); });
  }

  // A button of the form waits until the texts are safe; without a connection it does not lead away from the page.
  form.addEventListener("submit", (event) => {
    form.elements.base.value = JSON.stringify(Object.fromEntries(shadow));
    form.elements.csrfmiddlewaretoken.value = token;
    if (released || isSettled() || gone) return;
    event.preventDefault();
    settle().then((isSafe) => {
      released = isSafe;
      if (isSafe) form.requestSubmit(event.submitter);
    });
  });

  async function settle() {
    for (let round = 0; round < MOST_ROUNDS && !isSettled() && !refused; round += 1) {
      await send();
      if (offline || (pending && !refused)) return false;
    }
    return true;
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
    else if (changed().length && !refused) send();
  });
  window.addEventListener("pagehide", () => { if (changed().length && !refused) send(); });
  window.addEventListener("online", () => send());
  window.addEventListener("pageshow", () => { released = false; });
  setInterval(ask, ASK_MS);
  await keeper.claim();
  await recover();
  if (changed().length) later();
})();
