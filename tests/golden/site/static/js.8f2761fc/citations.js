const OLD_STYLE = /^([a-z-]+)-(\d{7})$/;
const SIGNS = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}", "<": "\\textless{}", ">": "\\textgreater{}" };
const SUFFIX = /^([JjSs]r\.?|I{2,3}|IV)$/;
const TEAM = /^(team|group|labs?|collaboration|consortium|community|project|initiative|research|university|institute|foundation|cent(er|re)|network|committee|authors|contributors|inc\.?|ltd\.?)$/i;
const NOBODY = /[\d:]|\band(?!\p{L})|\bAI$|^Team\b/u;
const EAST = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}·]+$/u;
export const arxiv = (id) => (/^\d{4}\.\d{4,5}$/.test(id) ? id : OLD_STYLE.test(id) ? id.replace(OLD_STYLE, "$1/$2") : "");
const address = ({ id, address }) => (arxiv(id) ? `https://arxiv.org/abs/${arxiv(id)}` : address);
const line = (text = "") => text.replace(/[\s\p{Cc}]+/gu, " ").trim();
const tex = (text) => line(text).replace(/[\\{}$&#%_~^<>]/g, (sign) => SIGNS[sign] ?? `\\${sign}`);
const verbatim = (text = "") => text.replace(/[\\{}\s]/g, encodeURI);
const small = (word) => /^\p{Ll}/u.test(word);
const parted = (words, given, suffix = "") => {
const at = words.findIndex((word) => !small(word));
const first = at < 0 ? words.length - 1 : at;
return { family: words.slice(first).join(" "), given, particle: words.slice(0, first).join(" "), suffix };
};
export const person = (text) => {
const name = line(text).replace(/^[, ]+| (?=,)/g, "");
const [before, ...after] = name.split(", ");
const whole = parted([name], "");
const suffixed = !after[1] && SUFFIX.test(after[0]);
const words = name.replace(suffixed ? "," : "", "").split(" ");
const last = words.at(-1);
if (NOBODY.test(name) || !words[1] || TEAM.test(last) || after[1]) return whole;
if (after[0] && !suffixed) return parted(before.split(" "), after[0]);
if (words.every((word) => EAST.test(word))) return parted([words[0]], words.slice(1).join(" "));
const suffix = words.length > 2 && SUFFIX.test(last) ? words.pop() : "";
const first = words.slice(1, -1).findIndex(small) + 1 || words.length - 1;
return parted(words.slice(first), words.slice(0, first).join(" "), suffix);
};
const turned = ({ family, given, particle, suffix }, last = false) =>
[`${particle} ${family}`.trim(), ...(last ? [given, suffix] : [suffix, given])].filter(Boolean).join(", ");
const name = (text) => (person(text).given ? tex(turned(person(text))).replace(/\band\b/gi, "{$&}") : `{${tex(text)}}`);
export const bibtex = (papers) => {
const entry = (paper) => {
const fields = {
title: `{${tex(paper.title)}}`,
author: paper.authors.map(name).join(" and "),
journal: tex(paper.journal),
year: paper.date.slice(0, 4),
month: +paper.date.slice(5, 7),
doi: verbatim(paper.doi),
eprint: arxiv(paper.id),
archiveprefix: arxiv(paper.id) && "arXiv",
url: verbatim(address(paper)),
};
const lines = Object.entries(fields).filter(([, text]) => text);
return `@${paper.journal ? "article" : "misc"}{${paper.id},\n${lines.map(([key, text]) => `  ${key} = {${text}}`).join(",\n")}\n}\n`;
};
return papers.map(entry).join("\n");
};
export const ris = (papers) => {
const lines = (paper) => [
["TY", paper.journal ? "JOUR" : "GEN"],
["TI", paper.title],
...paper.authors.map((text) => ["AU", turned(person(text), true)]),
["JO", paper.journal],
["PY", paper.date.slice(0, 4)],
["DA", paper.date.replaceAll("-", "/")],
...paper.topics.map((text) => ["KW", text]),
["N1", paper.note],
["DO", paper.doi],
["UR", address(paper)],
["ER", " "],
];
return papers.flatMap(lines).filter(([, text]) => text).map(([tag, text]) => `${tag}  - ${line(text)}\r\n`).join("");
};
export const csl = (papers) => {
const entries = papers.map((paper) => ({
id: paper.id,
type: paper.journal ? "article-journal" : "article",
title: paper.title,
"container-title": paper.journal,
author: paper.authors.map((literal) => {
const { family, given, particle, suffix } = person(literal);
return given ? { family, given, "non-dropping-particle": particle, suffix } : { literal };
}),
issued: paper.date && { "date-parts": [paper.date.split("-").map(Number)] },
number: !paper.journal && arxiv(paper.id) && `arXiv:${arxiv(paper.id)}`,
publisher: !paper.journal && arxiv(paper.id) && "arXiv",
DOI: paper.doi,
URL: address(paper),
note: paper.note,
}));
return JSON.stringify(entries, (_, value) => value || undefined, 1);
};
export const markdown = (papers) => {
const plain = (text) => line(text).replace(/[\\\x60*_{}[\]<>()#+!|~&$-]/g, "\\$&");
const entry = (paper) =>
[`- [${plain(paper.title)}](<${address(paper)}>)`, plain(paper.authors.join(", ")), paper.date, plain(paper.note)].filter(Boolean).join("  \n  ");
return papers.map((paper) => `${entry(paper)}\n`).join("");
};
export const csv = (papers) => {
const formula = /(^|;)([\s"\p{Cf}]*[=+\-@＝＋－＠]| *[\t\r\n])/gu;
const cell = (text = "") => `"${text.replace(formula, "$1'$2").replaceAll('"', '""')}"`;
const rows = papers.map((paper) => [paper.id, paper.title, paper.authors.join("; "), paper.date, paper.topics.join("; "), address(paper), paper.note]);
return [["id", "title", "authors", "date", "topics", "address", "note"], ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
};
export const download = (text, name) => {
const href = URL.createObjectURL(new Blob([text]));
Object.assign(document.createElement("a"), { href, download: name }).click();
setTimeout(URL.revokeObjectURL, 1e5, href);
};
