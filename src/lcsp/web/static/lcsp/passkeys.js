// Says on the page that a passkey could not be used; allauth's scripts say it to the console alone.
document.addEventListener("allauth.error", () => {
  const place = document.getElementById("passkey-trouble");
  place.textContent = place.dataset.words;
});
