// What passes between Tidegate and a third party: signed with a secret that the two share, and with the time.

import { createHmac, timingSafeEqual } from 'node:crypto';

/** A shorter secret can be guessed. */
const FEWEST_CHARACTERS = 32;
/** As long as a message may be under way, and clocks may be apart. */
export const MOST_SECONDS_UNDER_WAY = 300;

export interface Signed {
  /** In seconds since 1970. */
  readonly timestamp: string;
  readonly signature: string;
}

/** A request is no answer, and neither is a token: what was signed as one is none of the others. */
type Purpose = 'request' | 'answer' | 'token';

export function isSecret(text: string | undefined): text is string {
  return text !== undefined && text.length >= FEWEST_CHARACTERS;
}

export function signed(secret: string, purpose: Purpose, body: string, now: number): Signed {
  const timestamp = String(Math.floor(now / 1000));
  return { timestamp, signature: `v1=${macOf(secret, purpose, `${timestamp}.${body}`)}` };
}

/** Whether the two sign the body: in time that says nothing of how near a wrong one is. */
export function isSignedBy(
  secret: string,
  purpose: Purpose,
  body: string,
  { timestamp, signature }: Signed,
): boolean {
  return isSame(signature, `v1=${macOf(secret, purpose, `${timestamp}.${body}`)}`);
}

export function macOf(secret: string, purpose: Purpose, text: string): string {
  return createHmac('sha256', secret).update(`${purpose}.${text}`).digest('hex');
}

export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
