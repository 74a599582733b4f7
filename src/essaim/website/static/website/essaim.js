// What the pages gain when scripts run. Nothing here is needed to read, choose or send.
//
// htmx weighs as much as a whole programme, so it comes when a reader first turns to something it serves (a filter, a tab), or at once
// when the page reads itself again (a job, "now"). Who is quicker than it gets the plain form or link.
const SERVED = "[hx-boost], [hx-get], [hx-post]";
let isComing = false;

function bringHtmx() {
  if (isComing) return;
  isComing = true;
  const script = document.createElement("script");
  script.src = document.querySelector("meta[name=htmx]").content;
  document.head.append(script);
}

function turnedTo(event) {
  if (event.target instanceof Element && event.target.closest(SERVED)) bringHtmx();
}

if (document.querySelector("[hx-trigger]")) bringHtmx();
else for (const kind of ["pointerover", "touchstart", "focusin"]) document.addEventListener(kind, turnedTo, { passive: true });
