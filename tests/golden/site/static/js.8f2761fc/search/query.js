import { folded, forms, tokens } from "./terms.js";
const LONGEST = 1000;
const MOST = 32;
const PIECE = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;
const ID = /(^|\s)(-?)(?:[^\s"]*?[^\s"\d])??(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]+)?\/\d{7})(?!\d)[^\s"]*(\s+\[.*)?/gi;
const TEXTS = new Set(["author", "title", "org"]);
const DAYS = new Set(["year", "month", "after", "before"]);
const FIELDS = new Set([...TEXTS, ...DAYS, "topic", "has"]);
const SHORTEST = 2;
function written(text, field, quoted) {
const words = tokens(folded(text));
if (quoted && (words.length > 1 || /-.+-/.test(words[0]))) return [{ kind: "phrase", field, words }];
const said = words.filter((token) => forms(token).length);
const found = said.map((token) => ({ kind: "word", field, token }));
const form = forms(said.at(-1) ?? "").at(-1) ?? "";
if (text.endsWith("*") && form.length >= SHORTEST) found[found.length - 1] = { kind: "prefix", field, form };
return found;
}
function atoms(field, text, quoted) {
if (!field || TEXTS.has(field)) return written(text, field, quoted);
if (field === "topic") return [{ kind: "topic", value: folded(text) }];
if (field === "has") return /^code$/i.test(text) ? [{ kind: "code" }] : [];
const whole = /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
return DAYS.has(field) && whole ? [{ kind: "days", field, value: text }] : [];
}
export function parsed(text) {
const query = { must: [], not: [] };
let or = false;
let pieces = 0;
const read = text.slice(0, LONGEST).replace(/[“”„]/g, '"').replace(ID, "$1$2$3");
for (const [piece, minus, name, quote, plain] of read.matchAll(PIECE)) {
if (piece === "OR" || piece === "|") {
or = query.must.length > 0;
continue;
}
if (++pieces > MOST) break;
const field = (name ?? "").toLowerCase();
const known = !field || FIELDS.has(field);
const begun = plain?.endsWith(":") && FIELDS.has(plain.slice(0, -1).toLowerCase());
const said = known ? (quote ?? plain ?? "") : piece.slice(minus.length);
const found = begun ? [] : atoms(known ? field : "", said, quote !== undefined);
if (!found.length) continue;
if (minus) query.not.push(found);
else if (or) query.must.at(-1)?.push(found);
else if (!field && quote === undefined) query.must.push(...found.map((atom) => [[atom]]));
else query.must.push([found]);
or = false;
}
return query;
}
