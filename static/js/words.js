// What scripts say, in the language of the site: words.json, which the head of each page names.
import { speech } from "./speech.js";

export { byline, element } from "./speech.js";

/** @type {ReturnType<typeof speech>["say"]} */
export let say;
/** @type {ReturnType<typeof speech>["tally"]} */
export let tally;
/** @type {ReturnType<typeof speech>["date"]} */
export let date;

/** Settled once they are known. No module waits for them by itself: Safari does not, where two scripts ask for it. */
export const spoken = (async () =>
  ({ say, tally, date } = speech(await (await fetch(/** @type {HTMLLinkElement} */ (document.getElementById("words")).href)).json())))();
