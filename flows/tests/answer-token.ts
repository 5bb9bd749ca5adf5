// The token by which a third party answers: of one run of one test, until its time is over.

import * as z from 'zod';
import { isSame, macOf } from './signatures.ts';

const Meant = z.strictObject({
  release: z.string(),
  wave: z.int().min(0),
  test: z.string(),
  run: z.string(),
  /** In milliseconds since 1970. */
  until: z.number(),
});

export type Meant = z.output<typeof Meant>;

export function tokenOf(secret: string, meant: Meant): string {
  const text = Buffer.from(JSON.stringify(meant)).toString('base64url');
  return `${text}.${macOf(secret, 'token', text)}`;
}

/** What it says that it is of: anybody could have written it. */
export function readToken(token: string): Meant | undefined {
  const [text = ''] = token.split('.');
  try {
    return Meant.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** Whether we wrote it. */
export function isTokenOf(secret: string, token: string): boolean {
  const [text = '', mac = '', ...more] = token.split('.');
  return more.length === 0 && isSame(mac, macOf(secret, 'token', text));
}
