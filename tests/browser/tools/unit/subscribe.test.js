// The lines of site.toml for a feed of one's own.
import assert from "node:assert/strict";
import test from "node:test";

Object.assign(globalThis, { addEventListener() {}, document: { getElementById: () => null } });
const { lines } = await import("../../../../static/js/subscribe.js");

test("what is written becomes a table with a rule", () =>
  assert.equal(
    lines({ title: 'Robot "hands"', any: "robot hand, dexterous,, ", none: " survey" }),
    '[custom_feeds.robot-hands]\ntitle = "Robot \\"hands\\""\nrule = { any = ["robot hand","dexterous"], none = ["survey"] }',
  ));

test("a title without letters of ASCII has an address all the same", () =>
  assert.equal(lines({ title: "機械", any: "手", none: "" }), '[custom_feeds.mine]\ntitle = "機械"\nrule = { any = ["手"] }'));
