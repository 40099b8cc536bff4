// Sealing of the refresh token: AES-GCM with a key that no script can read, not even ours. The key lives in IndexedDB;
// what it sealed is worth nothing without this browser profile.

const DATABASE = "legwork";
const KEYS = "keys";
const NAME = "session";

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
  });
}

async function openKeys(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(KEYS);
  return finished(opening);
}

async function loadOrMakeKey(): Promise<CryptoKey> {
  const database = await openKeys();
  try {
    const stored: unknown = await finished(database.transaction(KEYS).objectStore(KEYS).get(NAME));
    if (stored instanceof CryptoKey) return stored;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await finished(database.transaction(KEYS, "readwrite").objectStore(KEYS).put(made, NAME));
    return made;
  } finally {
    database.close();
  }
}

let loading: Promise<CryptoKey> | null = null;

function key(): Promise<CryptoKey> {
  loading ??= loadOrMakeKey().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** `text` sealed, as base64 of nonce and ciphertext. */
export async function seal(text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

/** What `seal` was given; `undefined` when another key sealed it. */
export async function unseal(sealed: string): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(sealed), (char) => char.charCodeAt(0));
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytes.subarray(0, 12) }, await key(), bytes.subarray(12),
    );
    return new TextDecoder().decode(plain);
  } catch {
    return undefined;
  }
}
