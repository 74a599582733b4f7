// Photographs open in a dialog with the keyboard's arrows; without this script each link leads to the photograph's own page.
for (const gallery of document.querySelectorAll("[data-gallery]")) {
  const links = [...gallery.querySelectorAll("a[data-large]")];
  const words = gallery.dataset;
  const part = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const button = (text, act) => {
    const made = part("button", { type: "button", className: "btn two", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const dialog = part("dialog", { className: "viewer" });
  dialog.setAttribute("aria-label", words.label);
  const picture = part("img");
  const caption = part("p", { className: "meta" });
  const count = part("span", { className: "meta" });
  count.setAttribute("aria-live", "polite");
  let place = 0;

  const show = (next) => {
    place = (next + links.length) % links.length;
    const link = links[place];
    const small = link.querySelector("img");
    picture.src = link.dataset.large;
    picture.alt = small.alt;
    caption.textContent = link.closest("figure").querySelector("figcaption").textContent.trim();
    count.textContent = `${place + 1} / ${links.length}`;
  };
  const forward = () => (getComputedStyle(gallery).direction === "rtl" ? -1 : 1);

  dialog.append(
    part("p", { className: "row" }, count, button(words.close, () => dialog.close())),
    picture,
    part(
      "div", { className: "row" },
      button(words.previous, () => show(place - 1)), caption, button(words.next, () => show(place + 1)),
    ),
  );
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(place + forward());
    else if (event.key === "ArrowLeft") show(place - forward());
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(links.length - 1);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("close", () => links[place].focus());
  gallery.after(dialog);

  links.forEach((link, number) => {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      show(number);
      dialog.showModal();
    });
  });
}
