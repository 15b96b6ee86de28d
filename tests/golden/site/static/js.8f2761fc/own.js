import { copies, keepCopy } from "./copies.js";
import { Refused } from "./kept.js";
import { listen } from "./keys.js";
import { wanted } from "./offline.js";
import { BASE, PLACES, address, pageOf, paperOf, read, titleOf, untold } from "./paper.js";
import { BY, applied, rules } from "./rules.js";
import * as store from "./store.js";
import { fresh, visited } from "./visits.js";
import { date, element, say, spoken, tally } from "./words.js";
const BUTTONS = ["star", "later", "seen", "note"];
const line = document.getElementById("yours");
const status = element("p", { className: "said small", role: "status" });
export const marks = new Map();
let choices = {};
const places = () => [...document.querySelectorAll(PLACES)].filter(paperOf);
const listed = () => places().filter((each) => !each.matches("main"));
export const has = (id, name) => marks.get(id)?.[name]?.[1];
export const chosen = (name) => choices[name]?.[1] ?? name === "keys";
export const tell = (words) => {
status.textContent = words;
setTimeout(() => status.textContent === words && tell(""), 8000);
};
export const attempt = async (work, once) => {
try {
await spoken;
return await work();
} catch (error) {
if (!(error instanceof Refused)) throw error;
if (!once || window.name !== error.message) tell(say((window.name = error.message)));
}
};
const show = (place) => {
for (const name of BUTTONS) {
const on = !!has(paperOf(place), name);
place.toggleAttribute(`data-${name}`, on);
place.querySelector(`[data-does=${name}]`)?.setAttribute("aria-pressed", on);
}
if (place.matches(".mine li")) place.querySelector(".words").textContent = has(paperOf(place), "note") ?? "";
};
const refresh = async (ids, known) => {
if (!known) for (const [id, entry] of await store.entries(ids)) marks.set(id, entry);
for (const place of places()) if (ids.includes(paperOf(place))) show(place);
};
export const learn = async (id, starred = has(id, "star")) => {
const answer = await pageOf(id);
if (answer && starred && wanted()) await keepCopy(address(id), answer.clone()).catch(() => {});
return answer && read(answer);
};
const put = (place, name, what) =>
attempt(async () => {
const id = paperOf(place);
const title = titleOf(place)?.textContent ?? id;
await store.keep([id], { [name]: what });
delete place.draft;
await refresh([id]);
tell(say(`js_${name}_${what ? "on" : "off"}`, { title }));
if (!what && name === "star" && wanted()) await (await copies()).delete(address(id));
if (what && name !== "seen")
await store.keep([id], { facts: (await learn(id)) ?? untold(title) });
});
const ask = (words, ...inside) => {
const form = element("form", { method: "dialog" }, element("h2", {}, words), ...inside, element("p", { className: "actions" }, element("button", {}, say("js_done"))));
const dialog = element("dialog", { onclose: () => dialog.remove() }, form);
document.body.append(dialog);
dialog.showModal();
return dialog;
};
const note = (place) => {
const was = has(paperOf(place), "note") ?? "";
const text = element("textarea", { value: place.draft ?? was, rows: 6, maxLength: 50_000, ariaLabel: say("js_note") });
ask(titleOf(place)?.textContent ?? "", text).addEventListener("close", () => {
const what = text.value.trim();
if (what !== was) put(place, "note", (place.draft = what) || null);
});
};
const toggle = (place, name) =>
attempt(async () => {
const id = paperOf(place);
await refresh([id]);
await (name === "note" ? note(place) : put(place, name, has(id, name) ? null : true));
});
export const dress = async (those, known) => {
for (const place of those)
if (place.matches(".card, .story, .paper, .mine li")) {
const buttons = BUTTONS.map((name) => {
const button = element("button", { textContent: say(`js_${name}`) });
button.dataset.does = name;
return button;
});
const group = element("p", { className: "own small", role: "group", ariaLabel: titleOf(place)?.textContent }, ...buttons);
(place.querySelector(":scope > .head") ?? place).append(group);
}
await refresh(those.map(paperOf), known);
};
const sift = (those, isNew) => {
const every = rules(choices);
const hidden = new Set();
const news = new Set();
for (const place of those) {
const id = paperOf(place);
const said = (by) => [...place.querySelectorAll(BY[by])].map((each) => each.textContent).join(" · ");
const rule = applied(every, said);
const found = rule?.does === "highlight" && say("js_found", { what: rule.what });
const signs = [isNew(id) && say("js_new"), found].filter(Boolean);
if (signs.length) place.querySelector(".own")?.append(element("b", { textContent: signs.join(" · ") }));
place.toggleAttribute("data-found", !!found);
if (isNew(id)) news.add(id);
if ((rule && !found) || (chosen("hide") && has(id, "seen"))) {
hidden.add(id);
place.classList.add("gone");
document.querySelector(`.glance a[href="#${place.id}"]`)?.parentElement?.classList.add("gone");
}
}
const first = those.find((each) => each.matches(".gone"));
const onclick = () => {
for (const each of document.querySelectorAll(".gone")) each.classList.remove("gone");
told.parentElement.remove();
titleOf(first)?.focus();
};
const told = element("span", {}, `${tally(hidden.size, "js_hidden")} `, element("button", { textContent: say("js_show"), onclick }));
if (first && !line) first.parentElement.before(element("p", { className: "small", id: "yours" }, told));
return { hidden: first && told, news: news.size };
};
const head = async (those) => {
const { day } = line.dataset;
const home = "home" in line.dataset;
const answer = await fetch(`${BASE}recent.json`).catch(() => {});
const recent = answer?.ok ? await answer.json() : { counts: {}, papers: {} };
const visit = await store.remember("visit", (was) => (answer?.ok ? visited(was, recent, Date.now()) : was)).catch(() => {});
const { count, from, isNew } = fresh(visit ?? {}, recent);
const { hidden, news } = sift(those, (id) => isNew(id, day));
const words = visit?.since && (news || home) && say("js_since", { papers: tally(home ? count : news, "js_new_papers"), when: date(visit.since) });
const told = [words && home && from ? element("a", { href: `${BASE}days/${from}/`, textContent: words }) : words, hidden].filter(Boolean);
line.append(...told.map((each, at) => element("span", {}, at || !home ? " · " : "", each)));
};
const watch = (those) => {
const met = new Set();
const watcher = new IntersectionObserver((entries) => {
for (const each of entries) if (each.isIntersecting) met.add(each.target);
const past = entries.filter((each) => !each.isIntersecting && each.boundingClientRect.bottom < 0 && met.has(each.target));
const ids = past.map((each) => paperOf(each.target)).filter((id) => !has(id, "seen"));
if (ids[0]) attempt(() => store.keep(ids, { seen: true }).then(() => refresh(ids)));
});
for (const each of those) watcher.observe(each);
};
const help = () => {
const keys = ["j", "k", "o", "s", "l", "x", "/", "g h", "g l", "?"].map((key, at) =>
element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, say(`js_key_${at}`))),
);
const onchange = ({ target }) => choose("keys", target.checked);
const on = element("input", { type: "checkbox", checked: chosen("keys"), onchange });
ask(say("js_keys"), element("dl", {}, ...keys), element("label", {}, on, ` ${say("js_keys_on")}`));
};
export const choose = (name, what) => attempt(() => store.choose(name, what).then(chose));
export const chose = async () => {
choices = await store.choices();
const hides = chosen("hide") || rules(choices).some((each) => each.does === "mute");
try {
localStorage["broadsheet hides"] = hides ? 1 : 0;
} catch {
}
};
document.body.append(status);
addEventListener("click", ({ target }) => {
const button = target.closest("[data-does]");
if (button) toggle(button.closest(PLACES), button.dataset.does);
if (target.closest(".keys")) help();
});
addEventListener("found", () => attempt(() => refresh(places().map(paperOf)), true));
const others = listed();
export const ready = attempt(async () => {
await store.heard((ids) => refresh(ids).then(chose));
await chose();
await dress(places());
await (line ? head(others) : sift(others, () => false));
if (chosen("scroll")) watch(others);
}, true).finally(() => (document.documentElement.dataset.hides = ""));
listen({ places: listed, toggle, help, chosen });
