import { speech } from "./speech.js";
export { byline, element } from "./speech.js";
export let say;
export let tally;
export let date;
export const spoken = (async () =>
({ say, tally, date } = speech(await (await fetch((document.getElementById("words")).href)).json())))();
