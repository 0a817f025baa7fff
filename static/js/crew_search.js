// Narrow a list of crews by typing.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-crew-search]")) return;
  const typed = event.target.value.trim().toLowerCase();
  for (const row of event.target.closest(".crew-choice").querySelectorAll("[data-crew-row]")) row.hidden = !row.textContent.toLowerCase().includes(typed);
});
