// What a reader mutes or wants to find: by a word, an author, a topic, an organization.

export const BY = { word: ".title, .abstract", author: ".by", topic: '.notes a[href*="/topics/"]', organization: ".by" };

/** @param {string} text */
export const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/**
 * Whether words stand in a text as such: `art` not in `start`, and no words nowhere.
 * @param {string} text @param {string} words both as `plain` has them
 */
export const holds = (text, words) => {
  const inWord = (sign = "") => /[\p{L}\p{N}]/u.test(sign);
  for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + 1))
    if (!inWord(text[at - 1]) && !inWord(text[at + words.length])) return true;
  return false;
};

/**
 * Return the rules among a reader's choices.
 * @param {Entry} choices @returns {Rule[]}
 */
export const rules = (choices) =>
  Object.entries(choices)
    .filter(([, [, does]]) => does === "mute" || does === "highlight")
    .map(([key, [, does]]) => {
      const [by, ...what] = key.split(" ");
      return { by, what: what.join(" "), does };
    });

/**
 * Return the first rule that applies to a paper, those that mute before others.
 * @param {Rule[]} every @param {(by: string) => string} told what the page says of it
 */
export const applied = (every, told) =>
  [...every].sort((one, other) => other.does.localeCompare(one.does)).find(({ by, what }) => holds(plain(told(by)), plain(what)));
