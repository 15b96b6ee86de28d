import { Refused, VERSION, joined, merged, migrated } from "./kept.js";
import { BASE } from "./paper.js";
const NAME = `broadsheet ${BASE}`;
const SHARDS = 64;
const WHY = { QuotaExceededError: "js_full", VersionError: "js_newer_here" };
const refused = (error) => new Refused(WHY[error?.name] ?? "js_blocked");
const parsed = (text) => JSON.parse(text ?? "{}");
const asked = (request) =>
new Promise((done, failed) => {
request.onsuccess = () => done(request.result);
request.onerror = () => failed(refused(request.error));
});
const shardOf = (id) => [...id].reduce((sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % SHARDS, 0);
const shared = (papers) => {
const shards = Array.from({ length: SHARDS }, () => ({}));
for (const [id, entry] of Object.entries(papers)) shards[shardOf(id)][id] = entry;
return shards;
};
const upgrade = ({ oldVersion, target: { result: database, transaction } }) => {
const store = database.createObjectStore("kept");
if (!oldVersion) return;
transaction.objectStore("papers").getAll().onsuccess = ({ target }) => {
const papers = Object.fromEntries(target.result.map((old) => [old.id, migrated(old)]));
shared(papers).forEach((shard, key) => store.put(JSON.stringify(shard), key));
database.deleteObjectStore("papers");
};
};
let channel;
let open;
const opened = () =>
(open ??= (async () => {
try {
const request = indexedDB.open(NAME, VERSION);
request.onupgradeneeded = upgrade;
const database = await asked(request);
channel = new BroadcastChannel(NAME);
database.onversionchange = database.onclose = () => {
database.close();
open = undefined;
};
return database;
} catch (error) {
open = undefined;
throw error instanceof Refused ? error : refused(error);
}
})());
const change = async (keys, make) => {
const transaction = (await opened()).transaction("kept", "readwrite");
const store = transaction.objectStore("kept");
for (const key of new Set(keys)) {
const request = store.get(key);
request.onsuccess = () => store.put(JSON.stringify(make(parsed(request.result), key)), key);
}
await new Promise((done, failed) => {
transaction.oncomplete = done;
transaction.onabort = () => failed(refused(transaction.error));
});
};
const records = async () => (await opened()).transaction("kept").objectStore("kept");
const together = (shards) => Object.assign(Object.create(null), ...shards.map(parsed));
export const heard = async (listener) => {
await opened();
channel.addEventListener("message", ({ data }) => listener(data));
};
export const entries = async (ids) => {
const store = await records();
const found = together(await Promise.all([...new Set(ids.map(shardOf))].map((key) => asked(store.get(key)))));
return new Map(ids.map((id) => [id, found[id] ?? {}]));
};
const papers = async () => together(await asked((await records()).getAll(IDBKeyRange.bound(0, SHARDS))));
export const kept = async () =>
Object.entries(await papers())
.filter(([, entry]) => ["star", "later", "note"].some((name) => entry[name]?.[1]));
export const choices = async () => parsed(await asked((await records()).get("choices")));
export const all = async () => ({ papers: await papers(), choices: await choices() });
const set = (old, values) => {
const now = Object.entries(values).map(([name, what]) => [name, [Math.max(Date.now(), (old[name]?.[0] ?? 0) + 1), what]]);
return joined(old, Object.fromEntries(now));
};
export const keep = async (ids, values) => {
const shards = ids.map(shardOf);
await change(shards, (old, key) => ids.reduce((all, id, at) => (shards[at] === key ? { ...all, [id]: set(all[id] ?? {}, values) } : all), old));
channel.postMessage(ids);
};
export const choose = async (name, what) => {
await change(["choices"], (old) => set(old, { [name]: what }));
channel.postMessage([]);
};
export const take = async (document) => {
const shards = shared(document.papers);
await change([...shards.keys(), "choices"], (old, key) =>
key === "choices" ? joined(old, document.choices) : merged(old, shards[key]),
);
channel.postMessage(Object.keys(document.papers));
};
export const remember = async (name, make) => {
let made;
await change([name], (old) => (made = make(old)));
return made;
};
