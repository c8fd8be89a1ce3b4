// Says on the page that a passkey could not be used; allauth's scripts say it to the console alone.
document.addEventListener("allauth.error", () => {
  document.getElementById("passkey-trouble").hidden = false;
});
