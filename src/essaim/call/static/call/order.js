// The order of a form's questions by drag. Without this script the buttons move one at a time.
const list = document.querySelector("[data-order]");
const said = document.getElementById("order-said");
let held = null;

// What the page says of each question (its place, its buttons, what is wrong with it) as the server now has it.
async function read() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  list.replaceChildren(...page.querySelector("[data-order]").children);
  bind();
}

async function save() {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", list.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const row of list.children) body.append("order", row.dataset.key);
  try {
    const answer = await fetch(list.dataset.order, { method: "POST", body, headers: { Accept: "application/json" } });
    said.textContent = (await answer.json()).said;
    await read();
  } catch {
    said.textContent = list.dataset.failed;
  }
}

function begin(event) {
  held = event.currentTarget;
  held.classList.add("held");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", held.id);
}

function end() {
  held?.classList.remove("held");
  list.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
  held = null;
}

function over(event) {
  if (!held || held === event.currentTarget) return;
  event.preventDefault();
  event.currentTarget.classList.add("over");
}

function drop(event) {
  const row = event.currentTarget;
  if (!held || held === row) return;
  event.preventDefault();
  const isBelow = held.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  row[isBelow ? "after" : "before"](held);
  save();
}

function bind() {
  for (const row of list.children) {
    row.draggable = true;
    row.addEventListener("dragstart", begin);
    row.addEventListener("dragend", end);
    row.addEventListener("dragover", over);
    row.addEventListener("dragleave", () => row.classList.remove("over"));
    row.addEventListener("drop", drop);
  }
}

if (list) bind();
