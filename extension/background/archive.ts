// What is large and seldom read: IndexedDB. In a private window the browser keeps it in memory.

const DATABASE = "legwork-archive";
const TEXTS = "texts";

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
  });
}

let opened: Promise<IDBDatabase> | null = null;

/** Kept open: what is written later must not overtake what was written before. */
function database(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(TEXTS);
  const database = await finished(opening);
  database.onclose = () => (opened = null);
  return database;
}

export async function load(key: string): Promise<string | undefined> {
  const text: unknown = await finished((await database()).transaction(TEXTS).objectStore(TEXTS).get(key));
  return typeof text === "string" ? text : undefined;
}

export async function save(key: string, text: string | undefined): Promise<void> {
  const texts = (await database()).transaction(TEXTS, "readwrite").objectStore(TEXTS);
  if (text === undefined) await finished(texts.delete(key));
  else await finished(texts.put(text, key));
}
