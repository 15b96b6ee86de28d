// What a reader keeps, as a document: how two become one, how an older one is read, what is refused.
// A field is [when, what], in milliseconds since 1970; `null` takes a thing back and is kept, so that
// who merges an older document does not bring it back.

export const FORMAT = "broadsheet library";
export const VERSION = 2;

// How far ahead a clock may be, some thirty years: what is changed after such a field counts still,
// and is read again.
const AHEAD = 1e12;
// A paper's id as its address has it.
const ID = /^[\da-z][\w.-]{0,99}$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const CHOICE = /^(keys|hide|scroll)$/;
const RULE = /^(word|author|topic|organization) .{1,100}$/su;

/** What was refused, by the key of the words that say why. */
export class Refused extends Error {}

/** @param {unknown} id */
export const isId = (id) => typeof id === "string" && ID.test(id);

/** @param {unknown} text @param {number} most @returns {text is string} */
const isText = (text, most) => typeof text === "string" && text.length <= most;
/** @param {any} list @param {number} most */
const isList = (list, most) => Array.isArray(list) && list.length <= most && list.every((each) => isText(each, 300));
/** @param {any} day */
const isDate = (day) => day === "" || (isText(day, 10) && DATE.test(day) && !isNaN(Date.parse(day)));
/** @type {Record<string, (what: any) => boolean>} */
const MEANT = {
  star: (what) => what === true,
  later: (what) => what === true,
  seen: (what) => what === true,
  note: (what) => isText(what, 50_000),
  facts: ({ title, authors, date, topics, doi = "", journal = "", ...more } = {}) =>
    !Object.keys(more).length && isText(title, 2000) && isList(authors, 10_000) && isList(topics, 100) && isDate(date) && isList([doi, journal], 2),
};
/** @param {string} name @param {any} what */
const isChoice = (name, what) => (CHOICE.test(name) ? typeof what === "boolean" : RULE.test(name) && ["mute", "highlight"].includes(what));

/**
 * Return the later of two fields; of two of one moment always the same, whichever comes first.
 * @param {Field} one @param {Field} other @returns {Field}
 */
export const later = (one, other) => {
  const order = one[0] - other[0] || (JSON.stringify(one[1]) < JSON.stringify(other[1]) ? -1 : 1);
  return order < 0 ? other : one;
};

/**
 * Return all that either of two records has; what both have is joined.
 * @template T
 * @param {Record<string, T>} one @param {Record<string, T>} other
 * @param {(one: T, other: T) => T} join @returns {Record<string, T>}
 */
const union = (one, other, join) => {
  const all = { ...one };
  for (const [key, value] of Object.entries(other))
    all[key] = Object.hasOwn(one, key) ? join(one[key], value) : value;
  return all;
};

/** @param {Entry} one @param {Entry} other */
export const joined = (one, other) => union(one, other, later);

/**
 * Return the papers of two documents as those of one, in whatever order and however often they are merged.
 * @param {Kept["papers"]} one @param {Kept["papers"]} other
 */
export const merged = (one, other) => union(one, other, joined);

/**
 * Return an entry of version 1, which had one moment `at` for all of a paper, as one of today.
 * @param {any} old @returns {Entry}
 */
export const migrated = ({ at, star, later: read, seen, note, title, authors, date }) => {
  const facts = { title, authors, date, topics: [] };
  const fields = { star, later: read, seen, note, facts };
  return Object.fromEntries(Object.entries(fields).map(([name, what]) => [name, [at, what || null]]));
};

/** @param {any} record @param {(name: string, what: any) => boolean} means @returns {Entry} */
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

/**
 * Return what the text of an export holds. What is not well-formed in it is left out.
 * @param {string} text @returns {Kept}
 */
export const read = (text) => {
  /** @type {any} */
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

/** @param {Kept} kept */
export const written = (kept) => `${JSON.stringify({ format: FORMAT, version: VERSION, ...kept }, null, 1)}\n`;
