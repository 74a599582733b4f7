// Offers passkeys where the browser knows them.
if (window.PublicKeyCredential) {
  for (const line of document.querySelectorAll("[data-passkey]")) line.hidden = false;
}
