// The theme switch changes at once and is kept in the cookie the server reads for the next page.

export function listenForTheme(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-theme-switch]");
    const theme = event.submitter?.value;
    if (!form || !["auto", "light", "dark"].includes(theme)) return;
    event.preventDefault();
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    document.documentElement.dataset.theme = theme;
    for (const button of form.querySelectorAll("button[name=theme]")) {
      if (button.value === theme) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    }
  });
}
