addEventListener("click", async ({ target }) => {
const button = target.closest("button[value]");
if (!button) return;
await navigator.clipboard.writeText(button.value);
button.textContent = button.closest("[data-copied]").dataset.copied;
});
const listed = (text) => JSON.stringify(text.split(",").map((each) => each.trim()).filter(Boolean));
export const lines = ({ title, any, none }) => {
const slug = title.normalize("NFKD").toLowerCase().match(/[a-z0-9]+/g)?.join("-") ?? "mine";
const but = none.trim() && `, none = ${listed(none)}`;
return `[custom_feeds.${slug}]\ntitle = ${JSON.stringify(title)}\nrule = { any = ${listed(any)}${but} }`;
};
const form = document.getElementById("own");
const shown = document.getElementById("lines");
form?.addEventListener("input", () => (shown.textContent = lines(Object.fromEntries(new FormData(form)))));
