// Random numbers that are the same each time for a seed, so that what failed can be done again.

/** Numbers from 0 to 1 (xorshift32). */
export function randomly(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
