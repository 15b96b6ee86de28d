{
const page = document.documentElement.dataset, key = "broadsheet theme";
let kept = {};
try { kept = localStorage; } catch {}
page.theme = kept[key] || "";
page.hides = kept["broadsheet hides"] || 0;
const turn = ({ target }) => {
if (!target.closest(".switch")) return;
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
kept[key] = page.theme = page.theme ? "" : dark ? "light" : "dark";
};
addEventListener("click", turn);
}
