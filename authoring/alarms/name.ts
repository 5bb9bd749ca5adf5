// Names in a template that is written: plain text, or an expression that only the stack can evaluate.

/** An intrinsic function in long form, such as { Ref: Orders }. */
export type Expression = Readonly<Record<string, unknown>>;
export type Name = string | Expression;

/**
 * A text as a template may hold it: `${` outside of Fn::Sub looks like a mistake to those who check templates.
 *
 *     orders   →  'orders'
 *     a${b}    →  { 'Fn::Join': ['', ['a$', '{b}']] }
 */
export function literal(text: string): Name {
  if (!text.includes('${')) return text;
  const parts = text.split('${');
  const joined = parts.flatMap((part, index) =>
    index === 0 ? [`${part}$`] : [`{${part}${index < parts.length - 1 ? '$' : ''}`],
  );
  return { 'Fn::Join': ['', joined] };
}

/** A text for Fn::Sub that says itself. */
export function verbatim(text: string): string {
  return text.replaceAll('${', '${!');
}

/**
 * Parts of a name as one name.
 *
 *     'f' ':' 'live'            →  'f:live'
 *     { Ref: F } ':' 'live'     →  { 'Fn::Join': ['', [{ Ref: F }, ':live']] }
 */
export function joined(parts: readonly Name[]): Name {
  const merged: Name[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged.splice(-1, 1, last + part);
    else if (part !== '') merged.push(part);
  }
  const [first = '', ...more] = merged;
  return more.length === 0 ? first : { 'Fn::Join': ['', merged] };
}

const MOST_LETTERS = 200;

/**
 * A logical id made of words, the same for the same words; a hash of them all stands for what is too long.
 *
 *     'prod-eu-west-1', 'lambda checkout', 'errors'  →  ProdEuWest1LambdaCheckoutErrors
 */
export function logicalId(...words: readonly string[]): string {
  const pascal = words
    .flatMap((word) => word.split(/[^A-Za-z0-9]+/))
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
  if (pascal.length > 0 && pascal.length <= MOST_LETTERS) return pascal;
  return `${pascal.slice(0, MOST_LETTERS - 12)}${hash(words.join('\n'))}`;
}

/**
 * A word for the name of an alarm: what else a name may hold is made a hyphen, and a hash keeps two words apart
 * that would become one.
 *
 *     checkout        →  checkout
 *     app/shop/50dc6  →  app-shop-50dc6, followed by a hash
 */
export function slug(text: string, mostLetters: number): string {
  const plain = text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '');
  if (plain === text && plain.length <= mostLetters) return plain;
  const tail = hash(text);
  return `${plain.slice(0, mostLetters - tail.length - 1)}-${tail}`.replace(/^-/, '');
}

/** FNV-1a with 32 bits, seven letters: names apart, not secrets. */
export function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(36).padStart(7, '0');
}
