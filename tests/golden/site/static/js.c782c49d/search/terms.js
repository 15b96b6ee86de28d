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
export function forms(token) {token = token.replace(/'s$/, "").replaceAll("'", "");let parts = token.match(PARTS) ?? [];if (DECIMAL.test(token)) parts = token.length <= NAMED || ID.test(token) ? [token] : [];else if (parts.length > 1) {let whole = "";parts = parts.flatMap(narrow);for (const part of token.split("-")) {if (/\D\d/.test(whole)) parts.push(whole);whole += part;}
parts.push(whole);}
else parts = /[+#]$/.test(token) ? [token] : narrow(token);return [...new Set(parts)].filter((form) => form.length <= LONGEST && !/[\ud800-\udfff]/.test(form));}
export function near(one, other, most, i = 0, j = 0) {while (i < one.length && one[i] === other[j]) i++, j++;const left = one.length - i, right = other.length - j;if (!left || !right) return left + right;if (Math.abs(left - right) > most || !most) return most + 1;const then = (some, more) => 1 + near(one, other, most - 1, i + some, j + more);const swap = one[i] === other[j + 1] && one[i + 1] === other[j];return Math.min(then(1, 0), then(0, 1), swap ? then(2, 2) : then(1, 1));}
