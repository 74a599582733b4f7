// The board by drag and by keyboard. Without this script the buttons on the cards do the same.
(() => {
  "use strict";
  const board = document.querySelector("[data-board]");
  if (!board) return;
  const said = document.getElementById("board-said");
  const lanes = [...board.querySelectorAll("[data-lane]")];
  // Where a card may go at once; confirming, merging and placing have pages of their own.
  const STEPS = {
    received: ["discussed", "kept"], discussed: ["received", "kept"], kept: ["received", "discussed"], merged: [], confirmed: [], placed: [],
  };
  const movable = (card) => Boolean(card.querySelector("form.card-steps"));
  const laneOf = (card) => card.closest("[data-lane]");
  const name = (lane) => lane.querySelector("h2").textContent;

  function tell(words, undo) {
    said.textContent = words;
    document.querySelector(".board-undo")?.remove();
    const note = document.createElement("div");
    note.className = "note board-undo";
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

  function count(lane, by) {
    const number = lane.querySelector("header .num");
    number.textContent = String(Number(number.textContent) + by);
  }

  async function move(card, lane, { undoing = false } = {}) {
    const from = laneOf(card);
    const state = lane.dataset.lane;
    const before = card.nextElementSibling;
    if (from === lane || card.classList.contains("busy")) return;
    if (!(STEPS[card.dataset.state] || []).includes(state)) {
      lane.classList.add("refuses");
      setTimeout(() => lane.classList.remove("refuses"), 900);
      said.textContent = card.querySelector("h3").textContent;
      const link = card.querySelector("form.card-steps a");
      if (link) link.focus();
      return;
    }
    const form = card.querySelector("form.card-steps");
    const data = new FormData(form);
    const former = card.dataset.state;
    data.set("state", state);
    data.set("seen", former);
    card.classList.add("busy");
    lane.querySelector("header").after(card);
    count(from, -1);
    count(lane, 1);
    const back = () => {
      from.insertBefore(card, before && before.parentNode === from ? before : null);
      count(lane, -1);
      count(from, 1);
    };
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!answer.ok) {
        back();
        tell(told.words);
      } else {
        card.dataset.state = told.state;
        form.elements.seen.value = told.state;
        tell(told.words, undoing ? null : () => move(card, from, { undoing: true }));
      }
    } catch {
      back();
      tell(board.dataset.failed);
    }
    card.classList.remove("busy");
    card.querySelector("h3 a").focus();
  }

  let held = null;
  for (const card of board.querySelectorAll(".card")) {
    if (!movable(card)) continue;
    card.draggable = true;
    card.querySelector("h3 a").setAttribute("aria-describedby", "board-help");
    card.addEventListener("dragstart", (event) => {
      held = card;
      card.classList.add("held");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.number);
    });
    card.addEventListener("dragend", () => {
      card.classList.remove("held");
      held = null;
      for (const lane of lanes) lane.classList.remove("over");
    });
    card.addEventListener("keydown", (event) => {
      if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      event.preventDefault();
      const open = lanes.filter((lane) => lane === laneOf(card) || (STEPS[card.dataset.state] || []).includes(lane.dataset.lane));
      const next = open[open.indexOf(laneOf(card)) + (event.key === "ArrowRight" ? 1 : -1)];
      if (next) move(card, next);
    });
  }
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
      event.preventDefault();
      lane.classList.remove("over");
      if (held) move(held, lane);
    });
  }
})();
