// The daily report: choosing a day or a branch shows it at once; the print button prints.
const nav = document.querySelector("[data-report-nav]");

nav?.addEventListener("change", (event) => {
  // A date that is being typed passes through years such as 0002: only a whole one is shown.
  if (event.target.type === "date" && !event.target.checkValidity()) return;
  nav.requestSubmit();
});
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
