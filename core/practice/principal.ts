// Who a policy means: patterns of the ARNs of IAM users and roles.

import * as z from 'zod';

const PATH = /^arn:[\w*-]+:iam::[\d*]*:role\/(?!aws-reserved\/)[^/]*\//;

/**
 * A session of a role tells the role's name and not its path, and names are unique in an account. So a pattern has no
 * path, but for the one that Identity Center gives its roles.
 */
export const principal = z
  .string()
  .regex(/^(\*|arn:.+)$/, 'expected the ARN of a user or a role, or *')
  .refine((text) => !PATH.test(text), 'expected a role without its path: …:role/NAME');

/** Only AWS makes roles of that path, and calls them so; their names end in what nobody foresees. */
const RESERVED = /:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[a-z0-9-]+\/)?(?=AWSReservedSSO_)/;

/**
 * Whether a principal fits one of the patterns. Each part of an ARN is compared with that part alone, as IAM does it.
 *
 *     arn:aws:iam::111122223333:role/dev-*  ·  arn:aws:iam::111122223333:role/dev-ada  →  true
 *     arn:aws:iam::*:role/dev               ·  arn:aws:iam::111122223333:role/dev      →  true
 *     arn:aws:iam::111122223333:*           ·  arn:aws:sts::111122223333:…             →  false
 */
export function isAmong(
  patterns: readonly string[],
  { principal: own, arn }: { readonly principal: string; readonly arn: string },
): boolean {
  return patterns.some((pattern) => {
    const plain = pattern.replace(RESERVED, ':role/');
    return fits(plain, own) || fits(plain, arn);
  });
}

function fits(pattern: string, arn: string): boolean {
  if (pattern === '*') return true;
  const [wanted, given] = [partsOf(pattern), partsOf(arn)];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => matches(part, given[index] ?? ''))
  );
}

/** Six, whatever the last holds. */
function partsOf(arn: string): string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** `*` stands for any letters. */
export function matches(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = '', ...others] = parts;
  if (others.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  const last = others.pop() ?? '';
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
