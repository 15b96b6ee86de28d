// The reader's theme, before anything is seen: the system's, or the other one, which is kept.
{
  const page = document.documentElement.dataset, key = "broadsheet theme";
  let kept = {};
  try { kept = localStorage; } catch {}
  page.theme = kept[key] || "";
  addEventListener("click", ({ target }) => {
    if (!target.closest(".switch")) return;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    kept[key] = page.theme = page.theme ? "" : dark ? "light" : "dark";
  });
}
