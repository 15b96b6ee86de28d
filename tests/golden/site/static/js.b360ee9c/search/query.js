import { folded, forms, tokens } from "./terms.js";
const LONGEST = 1000;
const MOST = 32;
const PIECE = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;
const ARXIV = /(^-?|\s-?)\S*arxiv(?:\.org\/\w+\/|:)([^\s?#]+?)(v\d+)?(\.pdf)?(?=\s|$)/gi;
const TEXTS = new Set(["author", "title", "org"]);
const DAYS = new Set(["year", "month", "after", "before"]);
const SHORTEST = 2;
function written(text, field, quoted) {
const words = tokens(folded(text));
const last = words.pop();
if (last === undefined) return [];
const found = words.map((token) => ({ kind: "word", field, token }));
if (quoted && words.length) return [{ kind: "phrase", field, words: [...words, last] }];
const form = forms(last).at(-1) ?? "";
if (text.endsWith("*") && form.length >= SHORTEST) found.push({ kind: "prefix", field, form });
else found.push({ kind: "word", field, token: last });
return found;
}
function atoms(field, text, quoted) {
if (!field) return written(text, "", quoted);
if (TEXTS.has(field)) return written(text, field, quoted);
if (field === "topic") return [{ kind: "topic", value: folded(text) }];
if (field === "has") return text === "code" ? [{ kind: "code" }] : [];
const whole = /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
return DAYS.has(field) && whole ? [{ kind: "days", field, value: text }] : [];
}
const isField = (name) => TEXTS.has(name) || DAYS.has(name) || name === "topic" || name === "has";
export function parsed(text) {
const query = { must: [], not: [] };
let or = false;
let pieces = 0;
const read = text.slice(0, LONGEST).replace(ARXIV, "$1$2");
for (const [piece, minus, name, quote, plain] of read.matchAll(PIECE)) {
if (piece === "OR" || piece === "|") {
or = query.must.length > 0;
continue;
}
if (++pieces > MOST) break;
const field = (name ?? "").toLowerCase();
const known = !field || isField(field);
const begun = plain?.endsWith(":") && isField(plain.slice(0, -1).toLowerCase());
const said = known ? (quote ?? plain ?? "") : piece.slice(minus.length);
const found = begun ? [] : atoms(known ? field : "", said, quote !== undefined);
if (!found.length) continue;
if (minus) query.not.push(found);
else if (or) query.must[query.must.length - 1].push(found);
else if (!field && quote === undefined) query.must.push(...found.map((atom) => [[atom]]));
else query.must.push([found]);
or = false;
}
return query;
}
