export const FORMAT = "broadsheet library";
export const VERSION = 2;
const AHEAD = 1e12;
const ID = /^[\da-z][\w.-]{0,99}$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const CHOICE = /^(keys|hide|scroll)$/;
const RULE = /^(word|author|topic|organization) .{1,100}$/su;
export class Refused extends Error {}
export const isId = (id) => typeof id === "string" && ID.test(id);
const isText = (text, most) => typeof text === "string" && text.length <= most;
const isList = (list, most) => Array.isArray(list) && list.length <= most && list.every((each) => isText(each, 300));
const isDate = (day) => day === "" || (isText(day, 10) && DATE.test(day) && !isNaN(Date.parse(day)));
const MEANT = {
star: (what) => what === true,
later: (what) => what === true,
seen: (what) => what === true,
note: (what) => isText(what, 50_000),
facts: ({ title, authors, date, topics, doi = "", journal = "", ...more } = {}) =>
!Object.keys(more).length && isText(title, 2000) && isList(authors, 10_000) && isList(topics, 100) && isDate(date) && isList([doi, journal], 2),
};
const isChoice = (name, what) => (CHOICE.test(name) ? typeof what === "boolean" : RULE.test(name) && ["mute", "highlight"].includes(what));
export const later = (one, other) => {
const order = one[0] - other[0] || (JSON.stringify(one[1]) < JSON.stringify(other[1]) ? -1 : 1);
return order < 0 ? other : one;
};
const union = (one, other, join) => {
const all = { ...one };
for (const [key, value] of Object.entries(other))
all[key] = Object.hasOwn(one, key) ? join(one[key], value) : value;
return all;
};
export const joined = (one, other) => union(one, other, later);
export const merged = (one, other) => union(one, other, joined);
export const migrated = ({ at, star, later: read, seen, note, title, authors, date }) => {
const facts = { title, authors, date, topics: [] };
const fields = { star, later: read, seen, note, facts };
return Object.fromEntries(Object.entries(fields).map(([name, what]) => [name, [at, what || null]]));
};
const sound = (record, means) => {
const fields = Object.entries(record ?? {}).filter(
([name, field]) =>
Array.isArray(field) &&
Number.isSafeInteger(field[0]) &&
field[0] >= 0 &&
field[0] <= Date.now() + AHEAD &&
(field[1] === null || means(name, field[1])),
);
return Object.fromEntries(fields.map(([name, [when, what]]) => [name, [when, what]]));
};
export const read = (text) => {
let found;
try {
found = JSON.parse(text);
} catch {
throw new Refused("js_not_ours");
}
if (found?.format !== FORMAT || !(found.version >= 1)) throw new Refused("js_not_ours");
if (found.version > VERSION) throw new Refused("js_newer");
const papers = Object.entries(found.papers ?? {})
.filter(([id]) => isId(id))
.map(([id, entry]) => [
id,
sound(found.version < 2 ? migrated(entry ?? {}) : entry, (name, what) => Object.hasOwn(MEANT, name) && MEANT[name](what)),
]);
return {
papers: Object.fromEntries(papers),
choices: sound(found.choices, isChoice),
};
};
export const written = (kept) => `${JSON.stringify({ format: FORMAT, version: VERSION, ...kept }, null, 1)}\n`;
