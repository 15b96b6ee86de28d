// What is new since the visit before, and which papers a reader's rules are about.
import assert from "node:assert/strict";
import test from "node:test";
import { applied, holds, plain, rules } from "../../../../static/js/rules.js";
import { fresh, visited } from "../../../../static/js/visits.js";

const HOUR = 3_600_000;
const monday = { counts: { "2027-01-01": 1, "2027-01-04": 2 }, papers: { "2027-01-01": ["a"], "2027-01-04": ["b", "c"] } };
const tuesday = {
  counts: { "2027-01-01": 1, "2027-01-04": 3, "2027-01-05": 1 },
  papers: { "2027-01-01": ["a"], "2027-01-04": ["b", "c", "late"], "2027-01-05": ["d"] },
};
const fresh_on = (visit, recent) => (({ count, from }) => [count, from])(fresh(visit, recent));

test("at the first visit nothing is called new", () =>
  assert.deepEqual(fresh_on(visited(undefined, monday, 0), monday), [0, ""]));

test("what came since the visit before is new, also what came late to a day that was there", () => {
  const visit = visited(visited(undefined, monday, 0), tuesday, 24 * HOUR);
  assert.deepEqual(fresh_on(visit, tuesday), [2, "2027-01-04"]);
  const { isNew } = fresh(visit, tuesday);
  assert.deepEqual([isNew("late", "2027-01-04"), isNew("d", "2027-01-05"), isNew("b", "2027-01-04"), isNew("old", "2026-12-24")], [true, true, false, false]);
  assert.equal(visit.since, 0);
});

test("within a visit what was new stays new; after it, it no longer is", () => {
  const second = visited(visited(undefined, monday, 0), tuesday, 24 * HOUR);
  const same = visited(second, tuesday, 24 * HOUR + HOUR / 4);
  assert.deepEqual(fresh_on(same, tuesday), [2, "2027-01-04"]);
  assert.deepEqual(fresh_on(visited(same, tuesday, 48 * HOUR), tuesday), [0, ""]);
});

test("after a long time away, days whose papers are no longer named are counted", () => {
  const visit = visited(visited(undefined, monday, 0), monday, HOUR);
  const later = { counts: { "2027-01-04": 2, "2027-01-05": 40, "2027-01-20": 1 }, papers: { "2027-01-20": ["z"] } };
  assert.deepEqual(fresh_on(visit, later), [41, "2027-01-05"]);
  assert.ok(fresh(visit, later).isNew("y", "2027-01-05"));
});

test("words are found as such, whatever their case, in any script", () => {
  for (const [text, words, found] of [
    ["The ART of looms", "art", true],
    ["Start of it", "art", false],
    ["Überall Größe", "größe", true],
    ["注意 is all", "注意", true],
    ["C++ and so on", "c++", true],
    ["Looms", " ", false], // an imported rule may be so; it must come to an end, and mute nothing
    ["One. Two", " ", false],
    ["Graph   neural\nnetworks", "neural networks", true],
  ])
    assert.equal(holds(plain(text), plain(words)), found, text);
});

test("a rule that mutes comes before one that highlights", () => {
  const every = rules({ "word loom": [1, "highlight"], "author ada lovelace": [2, "mute"], "topic looms": [3, null], keys: [1, true] });
  assert.deepEqual(every.map((each) => each.by), ["word", "author"]);
  assert.equal(applied(every, (by) => ({ word: "A loom", author: "Ada Lovelace, Mary" })[by])?.does, "mute");
  assert.equal(applied(every, (by) => ({ word: "A loom", author: "Mary" })[by])?.does, "highlight");
  assert.equal(applied(every, () => "nothing"), undefined);
});
