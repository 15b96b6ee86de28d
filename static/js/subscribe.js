// /subscribe/: addresses that one click takes along, and the lines of site.toml for a feed of one's own.

addEventListener("click", async (/** @type {any} */ { target }) => {
  const button = target.closest("button[value]");
  if (!button) return;
  await navigator.clipboard.writeText(button.value);
  button.textContent = button.closest("[data-copied]").dataset.copied;
});

/** @param {string} text words and phrases, a comma between */
const listed = (text) => JSON.stringify(text.split(",").map((each) => each.trim()).filter(Boolean));

/**
 * Return the table of a feed.
 * @param {any} told
 */
export const lines = ({ title, any, none }) => {
  const slug = title.normalize("NFKD").toLowerCase().match(/[a-z0-9]+/g)?.join("-") ?? "mine";
  const but = none.trim() && `, none = ${listed(none)}`;
  return `[custom_feeds.${slug}]\ntitle = ${JSON.stringify(title)}\nrule = { any = ${listed(any)}${but} }`;
};

/** @type {any} */
const form = document.getElementById("own");
/** @type {any} */
const shown = document.getElementById("lines");
form?.addEventListener("input", () => (shown.textContent = lines(Object.fromEntries(new FormData(form)))));
