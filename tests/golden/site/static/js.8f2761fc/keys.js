import { BASE, PLACES, titleOf } from "./paper.js";
const MARKS = { s: "star", l: "later", x: "seen" };
const FIELD = "input, textarea, select, dialog, [contenteditable]";
const GO = { h: "", l: "library/" };
export const listen = ({ places, toggle, help, chosen }) => {
let went = -Infinity;
const step = (by) => {
const shown = places().filter((each) => each.getClientRects().length);
const here = shown.findIndex((each) => each.contains(document.activeElement));
const to = here < 0 && by < 0 ? shown.at(-1) : shown[here + by];
const title = to && titleOf(to);
title?.focus({ preventScroll: true });
title?.scrollIntoView({ block: "center" });
};
const search = () => {
const fields = document.querySelectorAll("[type=search]");
[...fields].at(-1)?.focus();
};
addEventListener("keydown", (event) => {
const { key } = event;
if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented || event.target.closest(FIELD) || !chosen("keys")) return;
const here = document.activeElement?.closest(PLACES) ?? document.querySelector("main.paper");
const goes = event.timeStamp - went < 1500 && key in GO;
went = key === "g" ? event.timeStamp : -Infinity;
if (goes) location.assign(BASE + GO[key]);
else if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
else if (event.repeat) return;
else if (key === "?") help();
else if (key === "/") search();
else if (here && key === "o") titleOf(here)?.click();
else if (here && key in MARKS) toggle(here, MARKS[key]);
else return;
event.preventDefault();
});
};
