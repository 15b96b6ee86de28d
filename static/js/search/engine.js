// Finds papers: which files of the index a query needs, what they say, and in what order papers come.

import { Terms, names, outline, votes, words } from "./bits.js";
import { folded, forms, near } from "./terms.js";

const SAYS = [1, 1.3, 1.5, 3, 3.3, 3.5]; // what a mark is worth: said, often, very often; in the title too
const TITLE = 3; // the first mark that tells so
const AUTHOR = 2.3, YEAR = 1.5, ORGANIZATION = 1, TOPIC = 0.5;
const DISTANT = 0.6; // times what a word is worth, for each letter that is another one
const LETTERS = 26; // with a block each in a vocabulary; words that begin otherwise share one more
const NAMES = 256; // papers whose addresses are a block
const SPREAD = 4096; // of so many papers one has a word that may be half of another
const ROOM = 32_000; // bytes of what begins with a prefix
const RARE = 16_384; // of so many papers one has a word that may be misspelt there
const COMMONER = 100; // times that another word must be in its stead
const SIMILAR = 3; // words that a misspelt one may mean
const COMPLETIONS = 24; // terms that a prefix may begin
const FEW = 10; // papers; where fewer have all words, those come too that have more than this of them
const ENOUGH = 0.5;
const ALL = 2 ** 20; // more papers than an archive has
const WORK = 20; // milliseconds, after which the page may do something else
const FINE = 64; // steps of a score: papers that are closer are in the order of their days

/**
 * @typedef {import("./bits.js").Listed} Listed
 * @typedef {import("./bits.js").Outline} Outline
 * @typedef {import("./bits.js").Place} Place
 * @typedef {import("./query.js").Atom} Atom
 * @typedef {import("./query.js").Clause} Clause
 * @typedef {import("./query.js").Query} Query
 * @typedef {{key: string, outline: Outline, from: number}} Segment
 * @typedef {{stem: string, lists: Listed[][], papers: number, weight: number, worth: number}} Meaning
 * @typedef {{scores: Float32Array[], worth: number, soft: boolean}} Weighed By segment.
 * @typedef {{
 *   papers: number[], total: number, all: number, meant: string[], broken: boolean,
 *   topics: Map<string, number>, years: Map<string, number>, code: number, forms: Set<string>,
 * }} Found The best paper comes first. `all` of them have all words.
 */

/**
 * Returns several as one, in the room of the first.
 * @param {Weighed[]} all
 * @param {boolean} [any] whether one of them is enough for a paper
 */
const joined = (all, any) =>
  all.reduce((one, { scores, worth, soft }) => {
    one.scores.forEach((sums, at) => {
      for (let number = 0; number < sums.length; number++) {
        const score = sums[number], more = scores[at][number];
        sums[number] = any ? Math.max(score, more) : score && more && score + more;
      }
    });
    return { scores: one.scores, worth: any ? Math.max(one.worth, worth) : one.worth + worth, soft: one.soft && soft };
  });

/** @param {Iterable<number>} numbers */
const sum = (numbers) => [...numbers].reduce((one, other) => one + other, 0);

/**
 * @param {Map<string, number>} counts
 * @param {string} key
 * @param {number} count
 */
const add = (counts, key, count) => counts.set(key, (counts.get(key) ?? 0) + count);

/** @param {string} word */
const backwards = (word) => [...word].reverse().join("");

export class Engine {
  /**
   * @param {(path: string, from?: number, size?: number) => Promise<Uint8Array>} fetched a file, or bytes of it
   * @param {{segments: string[], stop: string[], topics: {slug: string, title: string, stems: string[]}[]}} manifest
   */
  constructor(fetched, manifest) {
    this.fetched = fetched;
    this.manifest = manifest;
    this.stop = new Set(manifest.stop);
    /** @type {Map<string, Promise<any>>} */
    this.known = new Map();
    this.broken = false;
    /** @type {Segment[]} */
    this.segments = [];
    this.papers = 0;
    this.rested = 0;
  }

  /** Lets the page do something else, where it could not for long. */
  async rest() {
    if (performance.now() - this.rested < WORK) return;
    await new Promise((done) => setTimeout(done));
    this.rested = performance.now();
  }

  /**
   * Reads a file of the index once, or a block of it; null if it cannot be had, which is told.
   * @template T
   * @param {string} path
   * @param {(bytes: Uint8Array) => T} read
   * @param {number} [from]
   * @param {number} [size]
   * @returns {Promise<T | null>}
   */
  file(path, read, from, size) {
    const name = `${path} ${from}`;
    let found = this.known.get(name);
    if (!found) {
      found = this.fetched(path, from, size).then(read).catch(() => {
        this.known.delete(name);
        this.broken = true;
        return null;
      });
      this.known.set(name, found);
    }
    return found;
  }

  /**
   * @template T
   * @param {Segment} segment
   * @param {Place | undefined} place none if the outline is damaged
   * @param {(bytes: Uint8Array) => T} read
   */
  block({ key }, place, read) {
    return this.file(`${key}/${place?.path}.bin`, read, place?.from, place?.size);
  }

  async open() {
    const outlines = await Promise.all(this.manifest.segments.map((key) => this.file(`${key}/outline.bin`, outline)));
    outlines.forEach((each, at) => {
      if (!each) return;
      this.segments.push({ key: this.manifest.segments[at], outline: each, from: this.papers });
      this.papers += each.papers;
    });
  }

  /**
   * Returns in which block a term stands, if it does; -1 where there are none.
   * @param {Segment} segment
   * @param {string} term
   */
  at({ outline: { starts } }, term) {
    return starts.findLastIndex((start) => start <= term);
  }

  /**
   * @param {Segment} segment
   * @param {number} at
   */
  async terms(segment, at) {
    const { terms, papers } = segment.outline;
    return at < 0 ? null : this.block(segment, terms[at], (bytes) => new Terms(bytes, papers));
  }

  /**
   * Returns the papers of the term that a form stands for; null if no segment has it.
   * @param {string} form
   * @param {Set<string>} shown forms of the term are added
   * @returns {Promise<Meaning | null>}
   */
  async term(form, shown) {
    const blocks = (/** @type {string} */ term) => Promise.all(this.segments.map((each) => this.terms(each, this.at(each, term))));
    await this.rest();
    const here = await blocks(form);
    const entries = here.map((block) => block?.entries.get(form));
    if (!entries.some(Boolean)) return null;
    const stem = entries.find((entry) => entry?.stem)?.stem || form;
    const there = await blocks(stem);
    let papers = 0;
    const lists = there.map((block, at) => {
      try {
        // A form that only names people here is a term itself.
        return [...new Set([stem, form])].flatMap((term, second) => {
          const from = second ? here[at] : block, entry = from?.entries.get(term);
          if (!from || !entry || entry.stem) return [];
          papers += sum(entry.sizes);
          return from.read(entry);
        });
      } catch {
        this.broken = true;
        return [];
      }
    });
    for (const block of new Set([...here, ...there]))
      for (const [term, entry] of block?.entries ?? []) if (entry.stem === stem) shown.add(term);
    shown.add(stem).add(form);
    const worth = Math.log(1 + (this.papers - papers + 0.5) / (papers + 0.5));
    return papers ? { lists, papers, weight: 1, worth, stem } : null;
  }

  /**
   * Returns what a form may mean where nobody writes it so: words that are near it.
   * @param {string} form
   * @returns {Promise<[string, number, number][]>} with how many letters are others, and how often it is said
   */
  async similar(form) {
    const most = form.length >= 8 ? 2 : form.length >= 5 ? 1 : 0;
    if (!most || !/^\p{L}+$/u.test(form)) return [];
    /** @type {[string, number, number][]} */
    const found = [];
    const look = (/** @type {string} */ word, /** @type {number} */ size) => {
      const edits = near(form, word, most);
      if (edits && edits <= most) found.push([word, edits, size]);
    };
    const known = await this.words(form);
    for (const [word, size] of known) look(word, size);
    for (const segment of this.segments)
      for (const word of (await this.terms(segment, this.at(segment, form)))?.entries.keys() ?? [])
        if (!known.has(word) && /^\p{L}+$/u.test(word)) look(word, 0);
    if (!found.some(([, edits]) => edits === 1)) // hardly a misspelt word has another first letter and another last one
      for (const [word, size] of await this.words(backwards(form), LETTERS + 1))
        if (word.at(-1) !== form[0]) look(backwards(word), size);
    found.sort((one, other) => one[1] - other[1] || other[2] - one[2]);
    return found.filter((each) => each[1] === found[0][1]).slice(0, SIMILAR);
  }

  /**
   * Returns the words of the vocabulary that begin as another one does, with how often they are said.
   * @param {string} word
   * @param {number} [first] of the blocks: those of words that are spelt backwards are behind the others
   * @returns {Promise<Map<string, number>>}
   */
  async words(word, first = 0) {
    const letter = word.charCodeAt(0) - 97;
    const at = first + (letter >= 0 && letter < LETTERS ? letter : LETTERS);
    const found = new Map();
    await this.rest();
    for (const each of await Promise.all(this.segments.map((each) => this.block(each, each.outline.vocabulary[at], words))))
      for (const [word, size] of each ?? []) found.set(word, Math.max(size, found.get(word) ?? 0));
    return found;
  }

  /**
   * Returns two words that are one form together, if there are such.
   * @param {string} form
   */
  async parts(form) {
    let best = this.papers / SPREAD;
    /** @type {string[] | null} */
    let found = null;
    for (const [word, size] of form.length < 8 ? [] : await this.words(form)) {
      const rest = form.slice(word.length);
      if (rest.length < 4 || !form.startsWith(word)) continue;
      const papers = Math.min(2 ** size, (await this.term(rest, new Set()))?.papers ?? 0);
      if (papers > best) (best = papers), (found = [word, rest]);
    }
    return found;
  }

  /**
   * @param {string} form
   * @param {Context} context
   * @returns {Promise<Meaning[][]>} all of which must be there, each in one of its meanings
   */
  async meanings(form, context) {
    const exact = await this.term(form, context.forms);
    if (exact && exact.papers * RARE > this.papers) return [[exact]];
    if (context.typing === form) return [await this.begun(form, context)];
    const similar = await this.similar(form);
    if (exact) {
      const [[word, edits] = ["", 0]] = similar;
      const shown = new Set();
      const common = edits === 1 && (await this.term(word, shown));
      if (!common || common.papers < exact.papers * COMMONER) return [[exact]];
      context.meant.push(word);
      for (const each of shown) context.forms.add(each);
      return [[exact, { ...common, weight: DISTANT }]];
    }
    const parts = similar[0]?.[1] === 1 ? null : await this.parts(form);
    if (parts) {
      context.meant.push(parts.join(" "));
      const found = await Promise.all(parts.map((part) => this.term(part, context.forms)));
      return found.map((each) => (each ? [each] : []));
    }
    const found = [];
    for (const [word, edits] of similar) {
      const meaning = await this.term(word, context.forms);
      if (!meaning || found.some((each) => each.stem === meaning.stem)) continue;
      context.meant.push(word);
      found.push({ ...meaning, weight: DISTANT ** edits });
    }
    const worth = Math.min(...found.map((each) => each.worth)); // a rare one is not the likelier for it
    return [found.map((each) => ({ ...each, worth }))];
  }

  /**
   * Returns the terms that begin with a prefix, the commonest of them.
   * @param {string} prefix
   * @param {Context} context
   * @returns {Promise<Meaning[]>}
   */
  async begun(prefix, context) {
    const sizes = new Map();
    for (const segment of this.segments) {
      await this.rest();
      const { terms, papers } = segment.outline;
      const first = this.at(segment, prefix);
      let room = (ROOM * papers) / this.papers;
      const longest = [...terms.entries()].slice(Math.max(first, 0), this.at(segment, `${prefix}\uffff`) + 1)
        .sort(([, one], [, other]) => other.size - one.size) // what is said often is long
        .filter(([, { size }], at) => (room -= size) >= 0 || !at);
      for (const block of await Promise.all(longest.map(([at]) => this.terms(segment, at))))
        for (const [term, entry] of block?.entries ?? [])
          if (term.startsWith(prefix)) add(sizes, entry.stem || term, sum(entry.sizes));
    }
    const terms = [...sizes].sort((one, other) => other[1] - one[1]).slice(0, COMPLETIONS);
    const found = await Promise.all(terms.map(([term]) => this.term(term, context.forms)));
    return found.filter((each) => each !== null);
  }

  /**
   * @param {Meaning[]} meanings
   * @param {string} field
   * @param {string[]} topics whose papers have the word too
   * @param {string} year the same
   * @returns {Promise<Weighed>}
   */
  async weighed(meanings, field, topics = [], year = "") {
    const worth = Math.max(0, ...meanings.map((each) => each.worth * each.weight));
    const all = [];
    for (const [at, { outline }] of this.segments.entries()) {
      await this.rest();
      const scores = new Float32Array(outline.papers);
      all.push(scores);
      const add = (/** @type {number} */ number, /** @type {number} */ score) => {
        if (score > scores[number]) scores[number] = score;
      };
      for (const { lists, weight, worth } of meanings) for (const listed of lists[at]) {
        const unit = weight * worth;
        if (!field || field === "title")
          for (const value of listed.text)
            if (!field || (value & 7) >= TITLE) add(value >> 3, unit * SAYS[value & 7]);
        if (!field || field === "author") for (const number of listed.authors) add(number, unit * AUTHOR);
        if (!field || field === "org") for (const number of listed.organizations) add(number, unit * ORGANIZATION);
      }
      if (!field && worth)
        for (const slug of topics) for (const number of outline.topics.get(slug) ?? []) add(number, worth * TOPIC);
      for (const { day, from, papers } of year ? outline.days : [])
        if (day.startsWith(year)) for (let at = from; at < from + papers; at++) add(at, YEAR);
    }
    return { scores: all, worth, soft: !field };
  }

  /**
   * @param {Atom} atom
   * @param {Context} context
   * @returns {Promise<Weighed>}
   */
  async atom(atom, context) {
    if (atom.kind === "word") return this.word(atom.token, atom.field, context);
    if (atom.kind === "prefix") return this.weighed(await this.begun(atom.form, context), atom.field);
    if (atom.kind === "phrase") {
      const found = await Promise.all(this.saying(atom.words).map((word) => this.word(word, atom.field, { ...context, typing: "" })));
      return { ...joined(found), soft: false };
    }
    const wanted = atom.kind === "topic" ? this.topics(atom.value) : [];
    const scores = this.segments.map(({ outline }) => {
      const scores = new Float32Array(outline.papers);
      if (atom.kind === "code") for (const number of outline.code) scores[number] = 1e-6;
      for (const slug of wanted) for (const number of outline.topics.get(slug) ?? []) scores[number] = 1e-6;
      if (atom.kind === "days")
        for (const { day, from, papers } of outline.days) {
          const here = day.slice(0, atom.value.length);
          const holds = atom.field === "after" ? here > atom.value : atom.field === "before" ? here < atom.value : here === atom.value;
          if (holds) scores.fill(1e-6, from, from + papers);
        }
      return scores;
    });
    return { scores, worth: 0, soft: false };
  }

  /** @param {string} value */
  topics(value) {
    const those = (/** @type {(name: string) => boolean} */ is) =>
      this.manifest.topics.filter(({ slug, title }) => is(slug) || is(folded(title))).map(({ slug }) => slug);
    const exact = those((name) => name === value);
    return exact[0] ? exact : those((name) => name.includes(value));
  }

  /**
   * Returns words without those that say nothing, of which it is not known where in abstracts they stand; all if they are nothing else.
   * @param {string[]} words
   */
  saying(words) {
    const found = words.filter((word) => !this.stop.has(word) && forms(word).length);
    return found[0] ? found : words;
  }

  /**
   * @param {string} token
   * @param {string} field
   * @param {Context} context
   */
  async word(token, field, context) {
    const parts = forms(token);
    const whole = parts.pop() ?? "";
    const exact = parts.length ? await this.term(whole, context.forms) : null;
    const said = parts.length ? this.saying(parts) : [whole];
    const all = exact ? [[exact]] : (await Promise.all(said.map((form) => this.meanings(form, context)))).flat();
    return joined(await Promise.all(all.map((meanings) => {
      const stems = meanings.map((each) => each.stem);
      const topics = this.manifest.topics.filter((topic) => topic.stems.some((stem) => stems.includes(stem)));
      return this.weighed(meanings, field, topics.map(({ slug }) => slug), /^(19|20)\d\d$/.test(token) && !field ? token : "");
    })));
  }

  /**
   * Returns the papers that have two words as one, if there are such: AlphaFold for `alpha fold`. No name is meant by
   * it: Haofei is not Hao Fei.
   * @param {Clause[]} clauses that are neighbours
   * @param {number} worth of the one that it stands for, if a paper has that
   * @param {Context} context
   */
  async whole(clauses, worth, context) {
    const [one, other] = clauses.map((/** @type {any} */ [[atom], more]) => !more && !atom.field && atom.token);
    const found = one && other && (await this.term(one + other, context.forms));
    if (!found) return [];
    const lists = found.lists.map((lists) => lists.map((each) => ({ ...each, authors: [] })));
    return [await this.weighed([{ ...found, lists, worth: worth || found.worth }], "")];
  }

  /**
   * Of phrases no more than the words is known here: what must have one may lack it, and what must lack
   * one may have it.
   * @param {Query} query
   * @param {{sort?: string, typing?: string}} how `typing` is a word that may not be whole yet
   * @returns {Promise<Found>}
   */
  async search(query, { sort = "", typing = "" } = {}) {
    this.broken = this.segments.length < this.manifest.segments.length;
    /** @type {Context} */
    const context = { forms: new Set(), meant: [], typing };
    const alternatives = (/** @type {Atom[][]} */ clause) =>
      Promise.all(clause.map(async (atoms) => joined(await Promise.all(atoms.map((atom) => this.atom(atom, context))))));
    const says = (/** @type {any} */ [[atom]]) => !(atom.kind === "word" && !atom.field && this.stop.has(atom.token));
    const must = query.must.some(says) ? query.must.filter((clause) => clause.length > 1 || says(/** @type {any} */ (clause))) : query.must;
    const clauses = await Promise.all(must.map(async (clause, at) => {
      const own = joined(await alternatives(clause), true);
      const wholes = await Promise.all([at - 1, at].map((from) => this.whole(must.slice(from, from + 2), own.worth, context)));
      return joined([own, ...wholes.flat()], true);
    }));
    const without = await alternatives(query.not.filter(([{ kind }]) => kind !== "phrase")); // who has its words may lack it
    const ranks = sort === "votes" ? await this.votes() : null;
    const total = clauses.reduce((sum, each) => sum + (each.soft ? each.worth : 0), 0);
    /** @type {number[]} */
    const strict = [];
    /** @type {number[]} */
    const partly = [];
    for (const [at, { outline: { papers: size }, from }] of this.segments.entries()) {
      await this.rest();
      const score = new Float32Array(size), has = new Float32Array(size), held = new Uint8Array(size), out = new Uint8Array(size);
      for (const { scores: { [at]: scores }, worth, soft } of clauses)
        for (let number = 0; number < size; number++)
          if (scores[number]) {
            score[number] += scores[number];
            has[number] += soft ? worth : 0;
            held[number]++;
          } else if (!soft) out[number] = 1;
      for (const { scores: { [at]: scores } } of without)
        for (let number = 0; number < size; number++) if (scores[number]) out[number] = 1;
      for (let number = 0; number < size; number++) {
        const all = held[number] === clauses.length && clauses.length + query.not.length > 0;
        if (out[number] || !(all || has[number] > total * ENOUGH)) continue;
        const order = from + number;
        const rank = ranks ? ranks[order] : sort === "date" ? 0 : Math.round(score[number] * FINE);
        (all ? strict : partly).push(rank * ALL + order);
      }
    }
    const best = (/** @type {number[]} */ found) => [...Float64Array.from(found).sort().reverse()];
    return this.told([...best(strict), ...(strict.length < FEW ? best(partly).slice(0, 5 * FEW) : [])], strict.length, context);
  }

  /**
   * @param {number[]} papers
   * @param {number} all
   * @param {Context} context
   * @returns {Found}
   */
  told(papers, all, context) {
    const found = new Uint8Array(this.papers);
    for (const each of papers) found[each % ALL] = 1;
    const topics = new Map();
    const years = new Map();
    let code = 0;
    for (const { outline, from } of this.segments) {
      const counted = (/** @type {Int32Array} */ numbers) => numbers.reduce((sum, number) => sum + found[from + number], 0);
      for (const [slug, numbers] of outline.topics) add(topics, slug, counted(numbers));
      code += counted(outline.code);
      for (const { day, from: first, papers } of outline.days)
        add(years, day.slice(0, 4), sum(found.subarray(from + first, from + first + papers)));
    }
    return { papers, total: papers.length, all, broken: this.broken, topics, years, code, ...context };
  }

  /** Returns the votes of all papers. */
  async votes() {
    const found = new Float64Array(this.papers);
    const months = [...new Set(this.segments.flatMap(({ outline }) => outline.days.map(({ day }) => day.slice(0, 7))))];
    const read = await Promise.all(months.map((month) => this.file(`votes/${month}.bin`, votes)));
    const next = new Map(months.map((month, at) => [month, read[at]?.values()]));
    for (const { outline, from } of this.segments)
      for (const { day, from: first, papers } of outline.days)
        for (let at = 0; at < papers; at++) found[from + first + at] = next.get(day.slice(0, 7))?.next().value ?? 0;
    return found;
  }

  /**
   * Returns the address of a paper that was found, and its day.
   * @param {number} found
   */
  async paper(found) {
    const order = found % ALL;
    const segment = this.segments.findLast(({ from }) => from <= order);
    if (!segment) return null;
    const number = order - segment.from;
    const addresses = await this.block(segment, segment.outline.names[Math.floor(number / NAMES)], names);
    const day = segment.outline.days.findLast(({ from }) => from <= number)?.day ?? "";
    const address = addresses?.[number % NAMES];
    return address && { address, day };
  }
}

/** @typedef {{forms: Set<string>, meant: string[], typing: string}} Context */
