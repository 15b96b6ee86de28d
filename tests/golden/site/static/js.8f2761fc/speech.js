const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const speech = (told) => ({
say: (key, values) => (values ? fill(told.words[key], values) : told.words[key]),
tally: (count, key) => {
const forms = told.counts[key];
const form = Object.keys(told.forms).filter((name) => told.forms[name].includes(count))[0];
const figure = `${count}`.replace(/\B(?=(\d{3})+$)/g, told.thousands);
return (forms[form] ?? forms.other).replace("{count}", figure);
},
date: (when) => {
const at = new Date(typeof when === "number" ? when : `${when}T00:00`);
const day = fill(told.short_day, { day: at.getDate(), month: told.months[at.getMonth()], year: at.getFullYear() });
const time = () => at.toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });
return typeof when === "number" ? `${day}, ${time()}` : day;
},
});
export const element = (tag, properties = {}, ...inside) => {
const made = Object.assign(document.createElement(tag), properties);
made.append(...inside);
return made;
};
export const byline = (by, day, told) =>
element("p", { className: "by" }, element("bdi", { textContent: by }), by && day && "\xa0· ", element("time", { dateTime: day, textContent: told }));
