import { speech } from "./speech.js";
export { element } from "./speech.js";
const link = (document.getElementById("words"));
export const { say, tally, date } = speech(await (await fetch(link.href)).json());
