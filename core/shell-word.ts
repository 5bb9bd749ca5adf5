// A word of a command that somebody copies: whatever stands in it, a shell takes it for one word and does nothing else.

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 *     checkout-latency   →  checkout-latency
 *     5xx rate; rm -rf   →  '5xx rate; rm -rf'
 *     it's               →  'it'\''s'
 */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
