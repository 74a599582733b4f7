// A call's form in the browser: questions appear when their condition holds, and texts say how long they are. Without it the server asks.
const OTHER = "__other";

function answersOf(form, name) {
  const put = form.querySelector(`[data-question]:has([name="${CSS.escape(name)}"])`);
  if (!put || put.hidden) return [];
  const chosen = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter((input) => !["radio", "checkbox"].includes(input.type) || input.checked)
    .map((input) => (input.type === "checkbox" && input.value === "on" ? "yes" : input.value.trim()))
    .filter(Boolean);
  const beside = form.querySelector(`[name="${CSS.escape(name + OTHER)}"]`);
  return beside && beside.type !== "checkbox" && beside.value.trim() ? [...chosen, OTHER] : chosen;
}

function askAgain(form) {
  const puts = [...form.querySelectorAll("[data-if]")];
  for (let round = 0; round <= puts.length; round += 1) {
    let moved = false;
    for (const put of puts) {
      const wanted = JSON.parse(put.dataset.is);
      const isHidden = !answersOf(form, put.dataset.if).some((answer) => wanted.includes(answer));
      moved ||= put.hidden !== isHidden;
      put.hidden = isHidden;
    }
    if (!moved) break;
  }
  for (const part of form.querySelectorAll(".questions .part")) {
    part.hidden = ![...part.querySelectorAll("[data-question]")].some((put) => !put.hidden);
  }
}

function count(place) {
  const input = document.getElementById(place.dataset.count);
  const length = [...input.value.replaceAll("\r\n", "\n").trim()].length;
  const over = place.dataset.most ? length - Number(place.dataset.most) : 0;
  const figure = (value) => value.toLocaleString(document.documentElement.lang).replaceAll("\u202f", "\u00a0");
  const words = over > 0 ? place.dataset.over : place.dataset.words;
  place.textContent = words.replace("{count}", figure(length)).replace("{over}", figure(over));
  place.classList.toggle("over", over > 0);
  place.hidden = false;
}

for (const form of document.querySelectorAll("form:has(.questions)")) {
  const places = [...form.querySelectorAll("[data-count]")];
  form.addEventListener("input", (event) => {
    askAgain(form);
    for (const place of places) if (place.dataset.count === event.target.id) count(place);
  });
  form.addEventListener("change", () => askAgain(form));
  askAgain(form);
  places.forEach(count);
}
