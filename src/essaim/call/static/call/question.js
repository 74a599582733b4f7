// A question's form shows choices and limits only for the types that have them. Without it all of them stand there.
const type = document.querySelector(".question-form [name=type]");

function show() {
  for (const part of document.querySelectorAll(".question-form [data-for]")) {
    part.hidden = !part.dataset.for.split(" ").includes(type.value);
  }
}

if (type) {
  type.addEventListener("change", show);
  show();
}
