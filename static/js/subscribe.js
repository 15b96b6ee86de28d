// /subscribe/: addresses that one click takes along, and the lines of site.toml for a feed of one's own.

addEventListener("click", async ({ target }) => {
  const button = /** @type {HTMLElement} */ (target).closest?.("[data-copy]");
  if (!(button instanceof HTMLElement)) return;
  await navigator.clipboard.writeText(button.dataset.copy ?? "");
  const place = /** @type {HTMLElement} */ (button.closest("[data-copied]"));
  button.textContent = place.dataset.copied ?? "";
});

/** @param {string} text words and phrases, a comma between */
const listed = (text) => JSON.stringify(text.split(",").map((each) => each.trim()).filter(Boolean));

/**
 * Return the table of a feed.
 * @param {Record<string, string>} told
 */
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
