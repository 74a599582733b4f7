// Live progress of one job. Without it the page has a link that reads it again.
const place = document.querySelector("[data-live]");
const reread = () => document.body.dispatchEvent(new Event("job-moved"));

function show({ done, total, text }) {
  const message = place.querySelector("[data-message]");
  const bar = place.querySelector("progress");
  if (message && message.textContent !== text) message.textContent = text;
  if (!bar || total === null) return;
  bar.max = total;
  bar.value = done;
}

if (place) {
  const source = new EventSource(place.dataset.live);
  source.onmessage = ({ data }) => {
    const sight = JSON.parse(data);
    if (sight.open) return show(sight);
    source.close();
    location.reload();
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) setInterval(reread, 5000);
  };
}
