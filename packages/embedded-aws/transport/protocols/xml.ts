// Plain objects as AWS's XML.

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export function xmlText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return String(value).replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/**
 * The members of a structure, one element each. A list's items are wrapped in `item` elements, or, without `item`,
 * repeat the list's own name (S3's flattened lists).
 */
export function xmlMembers(value: unknown, item?: string): string {
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => xmlMember(name, each, item))
    .join('');
}

function xmlMember(name: string, value: unknown, item?: string): string {
  if (!Array.isArray(value)) return element(name, xmlContent(value, item));
  if (!item) return value.map((each) => element(name, xmlContent(each))).join('');
  return element(name, value.map((each) => element(item, xmlContent(each, item))).join(''));
}

function xmlContent(value: unknown, item?: string): string {
  const plain = typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array;
  return plain ? xmlText(value) : xmlMembers(value, item);
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
