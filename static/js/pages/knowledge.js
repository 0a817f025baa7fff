// The list of articles: found as it is typed, and the address says what was asked.
import { refresh } from "./swap.js";

const WAIT_MS = 160;
const form = document.querySelector("[data-article-search]");
let timer = null;

async function search() {
  history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
  await refresh();
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT_MS);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
