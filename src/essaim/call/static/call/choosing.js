// Saves what is chosen on the writing page (boxes, lists, people, organisations) a moment after it was chosen. Files and new rows wait for a
// button. What could not be sent is kept on this device like the texts (keeping.js) and put back when the page is opened again.
(async () => {
  "use strict";
  const form = document.querySelector("[data-writing]");
  if (!form || !window.fetch) return;
  const words = form.dataset;
  const keeper = new globalThis.EssaimKeeper(`essaim.choosing.${words.account}.${words.place}`);
  const AFTER_MS = 1200;
  const AGAIN_MS = 9000;
  const ROW = /^(person|organisation)-\d+-/;
  const OWN = new Set(["base", "was", "csrfmiddlewaretoken", "add_language", "save", "send", "persons", "organisations"]);
  let timer = 0;
  let sending = false;
  let waits = false;

  const isChoice = (input) => input.name && !OWN.has(input.name) && !input.dataset.text && input.type !== "file";
  const tell = (text, more = {}) => form.dispatchEvent(new CustomEvent("essaim:said", { detail: { text, ...more } }));
  const chosen = () => [...new FormData(form)].filter(([name]) => isChoice([...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)][0] || {}));

  function keep() {
    keeper.keep(waits ? { was: form.elements.was.value, chosen: chosen() } : null);
  }

  async function send() {
    clearTimeout(timer);
    if (sending || !waits) return;
    sending = true;
    waits = false;
    try {
      const body = new FormData(form);
      for (const input of form.querySelectorAll("[type=file]")) body.delete(input.name);
      const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
      const answer = await fetch(words.choices, { method: "POST", body, redirect: "manual", headers });
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        waits = true; // writing.js asks for a new token, and says that a log-in is needed
        tell(words.saidLogin, { waits: true, link: words.login });
      } else if (answer.status !== 404) {
        arrive(await answer.json(), answer.ok);
      }
    } catch {
      waits = true;
      tell(words.saidKept, { waits: true });
    }
    sending = false;
    keep();
  }

  function arrive(told, isKept) {
    if (!isKept) {
      tell(told.words, { waits: true });
      return;
    }
    if (!waits) form.elements.was.value = told.was;
    for (const [name, key] of Object.entries(told.keys)) {
      const input = form.querySelector(`[name="${CSS.escape(name)}"]`);
      if (input) input.value = key;
    }
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    tell([...told.replaced, ...told.wrong, `${words.saidSaved} ${clock}`].join(" "), { waits: told.wrong.length > 0 });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, AFTER_MS);
  }

  // Of rows, only those that still show the same person or organisation; a new one goes into the row that is empty.
  function rowFor(prefix, left) {
    const key = left.find(([name]) => name === `${prefix}pk`)?.[1] || "";
    const kind = prefix.match(/^\w+/)[0];
    const rows = [...form.querySelectorAll(`[name^="${kind}-"][name$="-pk"]`)];
    const row = rows.find((input) => input.value === key);
    return row ? row.name.replace(/pk$/, "") : null;
  }

  async function recover() {
    const found = await keeper.orphan();
    if (!found) return;
    const left = found.value.chosen;
    const names = new Set([...form.elements].filter((input) => isChoice(input) && !ROW.test(input.name)).map((input) => input.name));
    for (const name of names) fill(name, left.filter(([other]) => other === name).map(([, value]) => value));
    for (const [name, value] of left) {
      const prefix = name.match(ROW)?.[0];
      const place = prefix && rowFor(prefix, left);
      if (place && !name.endsWith("-pk")) fill(place + name.slice(prefix.length), [value]);
    }
    form.elements.was.value = found.value.was;
    waits = true;
    keep();
    keeper.taken(found.key);
    await send();
  }

  function fill(name, values) {
    for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (input.type !== "hidden" && values.length) [input.value] = values;
    }
  }

  form.addEventListener("change", (event) => {
    if (!event.isTrusted || !isChoice(event.target)) return;
    waits = true;
    keep();
    later();
  });
  form.addEventListener("submit", (event) => { // what is chosen goes with the form
    if (event.defaultPrevented) return;
    clearTimeout(timer);
    waits = false;
    keep();
  });
  // A file waits for the button: said beside it, and asked about when the page is left with one chosen.
  const files = [...form.querySelectorAll("[type=file]")];
  const waiting = () => files.filter((input) => input.files.length);
  let goes = false;
  form.addEventListener("change", (event) => {
    const note = event.target.type === "file" && event.target.closest(".field")?.querySelector("[data-file-waits]");
    if (note) note.textContent = event.target.files.length ? note.dataset.fileWaits : "";
  });
  form.addEventListener("submit", (event) => { goes = !event.defaultPrevented; });
  window.addEventListener("pageshow", () => { goes = false; });
  window.addEventListener("beforeunload", (event) => { if (!goes && waiting().length) event.preventDefault(); });
  window.addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
  setInterval(send, AGAIN_MS);
  await keeper.claim();
  await recover();
})();
