// The document of a reader: merging is the same in any order, and no file can do harm.
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { Refused, VERSION, joined, later, merged as mergedPapers, read, written } from "../../../../static/js/kept.js";

const facts = fc.record({
  title: fc.string(),
  authors: fc.array(fc.string(), { maxLength: 3 }),
  date: fc.constantFrom("", "2026-12-31"),
  topics: fc.array(fc.string(), { maxLength: 2 }),
});
const moment = fc.integer({ min: 0, max: 9 }); // so few that many are equal
const field = (what) => fc.tuple(moment, fc.option(what));
const entry = fc.record(
  { star: field(fc.constant(true)), later: field(fc.constant(true)), seen: field(fc.constant(true)), note: field(fc.string()), facts: field(facts) },
  { requiredKeys: [] },
);
const id = fc.constantFrom("2601.00001", "math-0612001", "title-aaaaaaaaaaaa", "constructor");
const rule = field(fc.constantFrom("mute", "highlight"));
const choices = { hide: field(fc.boolean()), keys: field(fc.boolean()), "word loom": rule, "author ada": rule };
const document = fc.record({
  papers: fc.dictionary(id, entry),
  choices: fc.record(choices, { requiredKeys: [] }),
});
const merged = (one, other) => ({ papers: mergedPapers(one.papers, other.papers), choices: joined(one.choices, other.choices) });
const same = (one, other) => assert.deepEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));

test("it is the same whichever of two documents comes first", () =>
  fc.assert(fc.property(document, document, (one, other) => same(merged(one, other), merged(other, one)))));

test("it is the same whichever two of three come first", () =>
  fc.assert(
    fc.property(document, document, document, (one, two, three) =>
      same(merged(merged(one, two), three), merged(one, merged(two, three))),
    ),
  ));

test("to merge again changes nothing", () =>
  fc.assert(
    fc.property(document, document, (one, other) => {
      const all = merged(one, other);
      same(merged(all, all), all);
      same(merged(all, other), all);
    }),
  ));

test("no field is older than it was, and what was taken back stays so", () =>
  fc.assert(
    fc.property(document, document, (one, other) => {
      const all = merged(one, other);
      for (const [name, entry] of Object.entries(one.papers))
        for (const [key, [when]] of Object.entries(entry)) assert.ok(all.papers[name][key][0] >= when);
    }),
  ));

test("a star that was taken back is not brought back by an older export", () => {
  assert.deepEqual(later([2, null], [1, true]), [2, null]);
  assert.deepEqual(joined({ star: [1, true], note: [3, "mine"] }, { star: [2, null] }), { star: [2, null], note: [3, "mine"] });
});

test("what is written is read", () =>
  fc.assert(fc.property(document, (one) => same(read(written(one)), one))));

test("whatever a file holds, it is read or refused", () =>
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.anything().map((each) => JSON.stringify({ format: "broadsheet library", version: 2, papers: each, choices: each }) ?? "")), (text) => {
      try {
        const { papers, choices } = read(text);
        assert.ok(Object.keys(papers).every((each) => !each.startsWith("_")) && choices);
      } catch (error) {
        assert.ok(error instanceof Refused, error);
      }
    }),
  ));

test("a file that is not ours, and one of a newer version, are refused with a reason", () => {
  const why = (text) => {
    try {
      read(text);
    } catch (error) {
      return error.message;
    }
  };
  for (const text of ["", "[]", "null", "{", '{"format": "zotero"}', '{"format": "broadsheet library"}'])
    assert.equal(why(text), "js_not_ours");
  assert.equal(why(`{"format": "broadsheet library", "version": ${VERSION + 1}}`), "js_newer");
});

test("what is not well-formed is left out, the rest stays", () => {
  const papers = {
    "2601.00001": { star: [5, true], note: [5, 7], seen: ["5", true], later: [-1, true], facts: [5, { title: "One" }], other: [5, true] },
    "__proto__": { star: [5, true] },
    "../../x": { star: [5, true] },
    "2601.00002": 7,
    "2601.00003": { facts: [5], star: [5, true] },
  };
  const text = JSON.stringify({ format: "broadsheet library", version: 2, papers, choices: { keys: [1, false], "word loom": [1, "mute"], "word a": [1, true], scroll: [1, "mute"], other: [1, true], hide: [1e300, true] } });
  same(read(text), { papers: { "2601.00001": { star: [5, true] }, "2601.00002": {}, "2601.00003": { star: [5, true] } }, choices: { keys: [1, false], "word loom": [1, "mute"] } });
  assert.equal({}.star, undefined);
});

test("what is known of a paper is of its types, and no more than that", () => {
  const sane = { title: "One", authors: ["Ada"], date: "2026-12-31", topics: [] };
  for (const other of [{ date: ["2026-12-31"] }, { date: "2026-99-99" }, { title: ["One"] }, { authors: "Ada" }, { id: "x},@string{" }, { deep: [[]] }, { doi: 7 }, { journal: ["One"] }]) {
    const papers = { "2601.00001": { facts: [5, { ...sane, ...other }] } };
    same(read(JSON.stringify({ format: "broadsheet library", version: 2, papers })).papers, { "2601.00001": {} });
  }
});

test("where a paper appeared is kept, if it is known", () => {
  const papers = { "2601.00001": { facts: [5, { title: "One", authors: [], date: "", topics: [], doi: "10.1/a_b", journal: "Looms" }] } };
  same(read(JSON.stringify({ format: "broadsheet library", version: 2, papers })).papers, papers);
});

test("a paper has as many authors as a real one", () => {
  const papers = { "2601.00001": { facts: [5, { title: "One", authors: Array(3302).fill("Ada"), date: "2026-12-31", topics: [] }] } };
  same(read(JSON.stringify({ format: "broadsheet library", version: 2, papers })).papers, papers);
});

test("a moment far ahead is no moment; one that is a little ahead can be gone beyond", () => {
  const star = (when) => read(JSON.stringify({ format: "broadsheet library", version: 2, papers: { "2601.00001": { star: [when, true] } } })).papers["2601.00001"].star;
  const year = 31_557_600_000;
  assert.equal(star(8.64e15), undefined);
  assert.ok(star(Date.now() + 20 * year));
});

test("a file of version 1 is read: it had one moment for all of a paper", () => {
  const old = { at: 7, title: "One", authors: ["Ada Lovelace"], date: "2026-12-31", star: true, note: "Good" };
  const text = JSON.stringify({ format: "broadsheet library", version: 1, papers: { "2601.00001": old } });
  const { star, later: read_later, note, facts } = read(text).papers["2601.00001"];
  assert.deepEqual([star, read_later, note], [[7, true], [7, null], [7, "Good"]]);
  assert.deepEqual(facts[1].authors, ["Ada Lovelace"]);
});
