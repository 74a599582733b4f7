// The order of a form's questions by drag. Without this script the buttons move one at a time.
const list = document.querySelector("[data-order]");
const said = document.getElementById("order-said");

function number() {
  list.querySelectorAll(".place").forEach((place, at) => { place.textContent = String(at + 1); });
}

async function save() {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", list.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const row of list.children) body.append("order", row.dataset.key);
  try {
    const answer = await fetch(list.dataset.order, { method: "POST", body, headers: { Accept: "application/json" } });
    said.textContent = (await answer.json()).said;
  } catch {
    said.textContent = list.dataset.failed;
  }
}

if (list) {
  let held = null;
  for (const row of list.children) {
    row.draggable = true;
    row.addEventListener("dragstart", (event) => {
      held = row;
      row.classList.add("held");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.id);
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("held");
      list.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
      held = null;
    });
    row.addEventListener("dragover", (event) => {
      if (!held || held === row) return;
      event.preventDefault();
      row.classList.add("over");
    });
    row.addEventListener("dragleave", () => row.classList.remove("over"));
    row.addEventListener("drop", (event) => {
      if (!held || held === row) return;
      event.preventDefault();
      const isBelow = [...list.children].indexOf(held) < [...list.children].indexOf(row);
      row[isBelow ? "after" : "before"](held);
      number();
      save();
    });
  }
}
