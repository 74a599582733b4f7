// The board by drag and by keyboard. Without this script the buttons on the cards do the same.
(() => {
  "use strict";
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const said = document.getElementById("board-said");
  const help = document.getElementById("board-help");
  const lanes = [...board.querySelectorAll("[data-lane]")];
  // Lanes no card is dropped into at once: the step has a page of its own, and its link on the card leads there.
  const PAGES = { confirmed: "/confirm/", merged: "/merge/", placed: "/place/" };
  help.hidden = false;

  const stepsOf = (card) => (card.dataset.steps || "").split(" ").filter(Boolean);
  const laneOf = (card) => card.closest("[data-lane]");
  const nameOf = (lane) => lane.querySelector("h2").textContent;
  const numberOf = (card) => card.dataset.number;
  const fill = (words, card, lane) => words.replace("{number}", numberOf(card)).replace("{lane}", nameOf(lane));
  const pageFor = (card, lane) => {
    const part = PAGES[lane.dataset.lane];
    return part ? [...card.querySelectorAll("form.card-steps a")].find((link) => link.pathname.includes(part)) : null;
  };

  function tell(words, { undo, refused } = {}) {
    said.textContent = words;
    document.querySelector(".board-undo")?.remove();
    const note = document.createElement("div");
    note.className = refused ? "note bad board-undo refused" : "note board-undo";
    const text = document.createElement("p");
    text.textContent = words;
    note.append(text);
    if (undo) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn two small";
      button.textContent = board.dataset.undo;
      button.addEventListener("click", undo);
      note.append(button);
    }
    board.before(note);
  }

  function recount(lane, by) {
    const number = lane.querySelector("header .num");
    number.dataset.count = String(Number(number.dataset.count) + by);
    number.textContent = number.dataset.count;
    lane.querySelector(".none").hidden = Boolean(lane.querySelector(".card"));
    const jump = document.querySelector(`.jump a[href="#${lane.id}"] .num`);
    if (jump) jump.textContent = number.dataset.count;
  }

  function put(card, lane, before) {
    if (before && before.parentNode === lane) lane.insertBefore(card, before);
    else lane.querySelector("header").after(card);
  }

  function refuse(card, lane) {
    lane.classList.add("refuses");
    setTimeout(() => lane.classList.remove("refuses"), 1200);
    tell(fill(board.dataset.refuses, card, lane), { refused: true });
    card.querySelector("h3 a").focus();
  }

  // Put the card there at once, ask the server, and put it back when it says no.
  async function move(card, lane, { undoing = false } = {}) {
    const from = laneOf(card);
    const state = lane.dataset.lane;
    if (from === lane || card.classList.contains("busy")) return;
    if (!stepsOf(card).includes(state)) {
      const link = pageFor(card, lane);
      if (!link) return refuse(card, lane);
      said.textContent = board.dataset.byPage;
      location.assign(link.href);
      return;
    }
    const form = card.querySelector("form.card-steps");
    const data = new FormData(form);
    data.set("state", state);
    const place = card.nextElementSibling;
    said.textContent = fill(board.dataset.moving, card, lane);
    card.classList.add("busy");
    put(card, lane);
    recount(from, -1);
    recount(lane, 1);
    const back = () => {
      put(card, from, place);
      recount(lane, -1);
      recount(from, 1);
    };
    let now = card;
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) {
        now = renewed(card, told.card);
        tell(told.words, { undo: undoing ? null : () => move(now, from, { undoing: true }) });
      } else {
        back();
        tell(told.words, { refused: true });
      }
    } catch {
      back();
      tell(board.dataset.failed, { refused: true });
    }
    now.classList.remove("busy");
    now.querySelector("h3 a").focus();
  }

  function renewed(card, html) {
    const made = document.createRange().createContextualFragment(html.trim()).querySelector(".card");
    card.replaceWith(made);
    ready(made);
    return made;
  }

  // --- by keyboard ---
  function keyed(event, card) {
    if (!event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!["ArrowLeft", "ArrowRight"].includes(event.key) || !event.target.closest("h3")) return;
    event.preventDefault();
    const rightwards = (event.key === "ArrowRight") !== (getComputedStyle(board).direction === "rtl");
    const open = lanes.filter((lane) => lane === laneOf(card) || stepsOf(card).includes(lane.dataset.lane) || pageFor(card, lane));
    const next = open[open.indexOf(laneOf(card)) + (rightwards ? 1 : -1)];
    if (next) return move(card, next);
    const beside = lanes[lanes.indexOf(laneOf(card)) + (rightwards ? 1 : -1)];
    if (card.dataset.attaches && rightwards && beside) return tell(fill(board.dataset.attaches, card, beside), { refused: true });
    if (beside) refuse(card, beside);
  }

  // --- by drag ---
  let held = null;
  function ready(card) {
    if (!card.querySelector("form.card-steps")) return;
    card.draggable = true;
    card.querySelector("h3 a").setAttribute("aria-describedby", help.id);
    card.querySelector("h3 a").draggable = false;
    card.addEventListener("dragstart", (event) => {
      held = card;
      card.classList.add("held");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", numberOf(card));
    });
    card.addEventListener("dragend", () => {
      card.classList.remove("held");
      held = null;
      for (const lane of lanes) lane.classList.remove("over");
    });
    card.addEventListener("keydown", (event) => keyed(event, card));
    card.querySelector("form.card-steps").addEventListener("submit", (event) => {
      const lane = lanes.find((one) => one.dataset.lane === event.submitter?.value);
      if (!lane) return;
      event.preventDefault();
      move(card, lane);
    });
  }
  for (const card of board.querySelectorAll(".card")) ready(card);
  for (const lane of lanes) {
    lane.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      lane.classList.add("over");
    });
    lane.addEventListener("dragleave", (event) => {
      if (!lane.contains(event.relatedTarget)) lane.classList.remove("over");
    });
    lane.addEventListener("drop", (event) => {
      if (!held) return;
      event.preventDefault();
      lane.classList.remove("over");
      move(held, lane);
    });
  }
})();
