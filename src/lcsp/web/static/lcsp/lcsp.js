// Starts the components of govuk-frontend, says aloud when something takes long, and says when the server was not reached.
const script = document.getElementById("lcsp-script");
const { initAll } = await import(script.dataset.components);
const trouble = document.getElementById("lcsp-trouble");

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const busy = (region, on) => {
  region.classList.toggle("lcsp-busy--on", on);
  region.querySelector("[role=status]").textContent = on ? region.dataset.words : "";
};
const regionOf = (element) => {
  const wanted = element.closest?.("[data-busy]")?.dataset.busy ?? element.closest?.("[hx-indicator]")?.getAttribute("hx-indicator");
  const region = wanted && document.querySelector(wanted);
  return region?.classList.contains("lcsp-busy") ? region : null;
};

document.addEventListener("submit", (event) => {
  const region = regionOf(event.target);
  if (region && !event.defaultPrevented) busy(region, true);
});
// A page that comes back from the browser's own memory is not working any more.
window.addEventListener("pageshow", () => document.querySelectorAll(".lcsp-busy--on").forEach((region) => busy(region, false)));

document.body.addEventListener("htmx:beforeRequest", (event) => {
  trouble.textContent = "";
  const region = regionOf(event.detail.elt);
  if (region) busy(region, true);
});
document.body.addEventListener("htmx:afterRequest", (event) => {
  const region = regionOf(event.detail.elt);
  if (region) busy(region, false);
});
// Findings that say the same as before are not put there again: a screen reader would read them at every letter.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  if (words(event.detail.fragment) === words(event.detail.target)) event.detail.shouldSwap = false;
});
document.body.addEventListener("htmx:afterSettle", (event) => initAll({ scope: event.detail.elt }));
document.body.addEventListener("htmx:sendError", () => {
  trouble.textContent = "The server could not be reached. What you typed is still here; try again.";
});
document.body.addEventListener("htmx:responseError", (event) => {
  trouble.textContent = event.detail.xhr.status === 403
    ? "You may not do this, or you have been signed out. Load the page again."
    : "The server could not answer. What you typed is still here; try again.";
});
