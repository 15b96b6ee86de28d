// What scripts say, in the language of the site: words.json, which the head of each page names.
import { speech } from "./speech.js";

export { element } from "./speech.js";

const link = /** @type {HTMLLinkElement} */ (document.getElementById("words"));
export const { say, tally, date } = speech(await (await fetch(link.href)).json());
