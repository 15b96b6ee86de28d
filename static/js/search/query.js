// What somebody asks for: words, "a phrase", -without, OR, prefix*, and fields such as author:name.

import { folded, forms, tokens } from "./terms.js";

const LONGEST = 1000; // characters that are read
const MOST = 32; // pieces
const PIECE = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;
const ID = /(^|\s)(-?)(?:[^\s"]*?[^\s"\d])??(?:(\d{4}\.\d{4,5})|([a-z-]+)(?:\.[a-z]+)?(\/\d{7}))(?!\d)[^\s"]*(\s+\[.*)?/gi; // in what leads to a paper
const TEXTS = new Set(["author", "title", "org"]);
const DAYS = new Set(["year", "month", "after", "before"]);
const FIELDS = new Set([...TEXTS, ...DAYS, "topic", "has"]);
const SHORTEST = 2; // letters of a prefix

/**
 * @typedef {{kind: "word", field: string, token: string}} Word
 * @typedef {{kind: "phrase", field: string, words: string[]}} Phrase
 * @typedef {{kind: "prefix", field: string, form: string}} Prefix
 * @typedef {{kind: "days", field: string, value: string}} Days
 * @typedef {{kind: "topic", value: string}} Topic
 * @typedef {{kind: "code"}} Code
 * @typedef {Word | Phrase | Prefix | Days | Topic | Code} Atom
 * @typedef {Atom[][]} Clause Of the alternatives one must hold, which is that all of its atoms do.
 * @typedef {{must: Clause[], not: Atom[][]}} Query
 */

/**
 * @param {string} text
 * @param {string} field
 * @param {boolean} quoted
 * @returns {Atom[]}
 */
function written(text, field, quoted) {
  const words = tokens(folded(text));
  if (quoted && (words.length > 1 || /-.+-/.test(words[0]))) return [{ kind: "phrase", field, words }];
  const said = words.filter((token) => forms(token).length); // no index has 3.14159
  /** @type {Atom[]} */
  const found = said.map((token) => ({ kind: "word", field, token }));
  const form = forms(said.at(-1) ?? "").at(-1) ?? "";
  if (text.endsWith("*") && form.length >= SHORTEST) found[found.length - 1] = { kind: "prefix", field, form };
  return found;
}

/**
 * @param {string} field
 * @param {string} text
 * @param {boolean} quoted
 * @returns {Atom[]}
 */
function atoms(field, text, quoted) {
  if (!field || TEXTS.has(field)) return written(text, field, quoted);
  if (field === "topic") return [{ kind: "topic", value: folded(text) }];
  if (field === "has") return /^code$/i.test(text) ? [{ kind: "code" }] : [];
  const whole = /^\d{4}(-\d\d(-\d\d)?)?$/.test(text);
  return DAYS.has(field) && whole ? [{ kind: "days", field, value: text }] : [];
}

/**
 * Any text is a query; what means nothing is left out.
 * @param {string} text
 * @returns {Query}
 */
export function parsed(text) {
  /** @type {Query} */
  const query = { must: [], not: [] };
  let or = false;
  let pieces = 0;
  const read = text.slice(0, LONGEST).replace(/[“”„]/g, '"').replace(ID, "$1$2$3$4$5");
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
