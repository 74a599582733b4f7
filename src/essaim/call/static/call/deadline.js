// A call's dates in the reader's own hours, when these differ from the call's. Without it a link leads to the hours of many places.
const language = document.documentElement.lang;
const say = (at) =>
  new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).format(at).replaceAll("\u202f", "\u00a0").replace(/(^|\s)1 (?=\p{L})/u, language === "fr" ? "$11er " : "$&");

for (const place of document.querySelectorAll("time[data-own]")) {
  if (place.closest("caption, .vh")) continue;
  const at = new Date(place.dateTime);
  const shown = /([+-])(\d\d):(\d\d)$/.exec(place.dateTime);
  const offset = shown ? (shown[1] === "-" ? -1 : 1) * (Number(shown[2]) * 60 + Number(shown[3])) : 0;
  if (Number.isNaN(at.getTime()) || -at.getTimezoneOffset() === offset) continue;
  const own = document.createElement("span");
  own.className = "own-hour";
  own.textContent = place.dataset.own.replace("{moment}", say(at));
  place.parentElement.append(own);
}
