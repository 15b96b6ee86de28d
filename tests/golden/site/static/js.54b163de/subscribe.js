addEventListener("click", async ({ target }) => {
const button = /** @type {HTMLElement} */ (target).closest?.("[data-copy]");
if (!(button instanceof HTMLElement)) return;
await navigator.clipboard.writeText(button.dataset.copy ?? "");
const place = /** @type {HTMLElement} */ (button.closest("[data-copied]"));
button.textContent = place.dataset.copied ?? "";
});
const listed = (text) => JSON.stringify(text.split(",").map((each) => each.trim()).filter(Boolean));
export const lines = ({ title, any, none }) => {
const slug = title.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim().replaceAll(" ", "-");
const but = none.trim() && `, none = ${listed(none)}`;
return `[custom_feeds.${slug || "mine"}]\ntitle = ${JSON.stringify(title)}\nrule = { any = ${listed(any)}${but} }`;
};
const form = document.getElementById("own");
form?.addEventListener("input", () => {
const told = Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (form)));
/** @type {HTMLElement} */ (document.getElementById("lines")).textContent = lines(/** @type {any} */ (told));
});
form?.addEventListener("submit", (event) => event.preventDefault());
