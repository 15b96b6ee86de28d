const ODD = {ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", ı: "i", ȷ: "j", ð: "dh", þ: "th", đ: "dj","\u2010": "-", "\u2011": "-", "\u2019": "'",};const STRANGE = new RegExp(`[${Object.keys(ODD).join("")}]`, "g");const TOKEN = /[\p{L}\p{N}]+(?:[-.@+_'][\p{L}\p{N}]+)*(?:\+\+|#)?/gu;export const PARTS = /[\p{L}\p{N}]+/gu;const WIDE = /([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+)/;const DECIMAL = /^[0-9]+\.[0-9.]+$/;const ID = /^[0-9]{4}\.[0-9]{4,5}$/;const LONGEST = 40;const NAMED = 4;export function folded(text) {return text
.toLowerCase()
.replace(STRANGE, (sign) => ODD[(sign)])
.normalize("NFKD")
.replace(/[\u0300-\u036f]/g, "")
.normalize("NFC")
.toLowerCase();}
export const tokens = (text) => text.match(TOKEN) ?? [];function narrow(part) {const found = [];for (const text of part.split(WIDE).filter(Boolean))
if (WIDE.test(text) && text.length > 2)
for (let at = 0; at < text.length - 1; at++) found.push(text.slice(at, at + 2));else found.push(text);return found;}
export function forms(token) {token = token.replace(/'s$/, "").replaceAll("'", "");let parts = token.match(PARTS) ?? [];if (DECIMAL.test(token)) parts = token.length <= NAMED || ID.test(token) ? [token] : [];else if (parts.length > 1) parts = [...parts.flatMap(narrow), token.replaceAll("-", "")];else parts = /[+#]$/.test(token) ? [token] : narrow(token);return [...new Set(parts)].filter((form) => form.length <= LONGEST && !/[\ud800-\udfff]/.test(form));}
function letters(word) {let found = 0;for (let at = 0; at < word.length; at++) found |= 1 << (word.charCodeAt(at) & 31);return found;}
function ones(bits) {let found = 0;for (; bits; bits &= bits - 1) found++;return found;}
export function near(one, other, most) {if (Math.abs(one.length - other.length) > most || ones(letters(one) ^ letters(other)) > 2 * most) return most + 1;let older = [];let before = Array.from({ length: other.length + 1 }, (_, at) => at);for (let i = 1; i <= one.length; i++) {const now = [i];let least = i;for (let j = 1; j <= other.length; j++) {const same = one[i - 1] === other[j - 1];let edits = Math.min(before[j] + 1, now[j - 1] + 1, before[j - 1] + (same ? 0 : 1));if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
edits = Math.min(edits, older[j - 2] + 1);now.push(edits);least = Math.min(least, edits);}
if (least > most) return least;[older, before] = [before, now];}
return before[other.length];}
