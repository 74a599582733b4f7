// Keeping a session without leaving the page. Without scripts the same button sends the same form.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.id !== "keep" || !button) return;
  event.preventDefault();
  const body = new FormData(form, button);
  const kept = button.getAttribute("aria-pressed") === "true";
  button.setAttribute("aria-pressed", String(!kept));
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json();
    button.setAttribute("aria-pressed", String(said.kept));
  } catch {
    button.setAttribute("aria-pressed", String(kept));
    form.submit();
  }
});
