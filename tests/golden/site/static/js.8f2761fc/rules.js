export const BY = { word: ".title, .abstract", author: ".by", topic: '.notes a[href*="/topics/"]', organization: ".by" };
export const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
export const holds = (text, words) => {
const inWord = (sign = "") => /[\p{L}\p{N}]/u.test(sign);
for (let at = text.indexOf(words); words && at >= 0; at = text.indexOf(words, at + 1))
if (!inWord(text[at - 1]) && !inWord(text[at + words.length])) return true;
return false;
};
export const rules = (choices) =>
Object.entries(choices)
.filter(([, [, does]]) => does === "mute" || does === "highlight")
.map(([key, [, does]]) => {
const [by, ...what] = key.split(" ");
return { by, what: what.join(" "), does };
});
export const applied = (every, told) =>
[...every].sort((one, other) => other.does.localeCompare(one.does)).find(({ by, what }) => holds(plain(told(by)), plain(what)));
