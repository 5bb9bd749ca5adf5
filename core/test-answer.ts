// What a test says that is not Tidegate's own: a function's answer, or a third party's. It is anybody's text.

import * as z from 'zod';
import { harmless } from './harmless.ts';

/** Whatever is longer says nothing that is waited for. */
const MOST_CHARACTERS = 8_000;
const MOST_OF_A_LINK = 1_000;
const MOST_OF_A_MESSAGE = 300;

const Answer = z.looseObject({
  status: z.enum(['passed', 'failed']),
  link: z.unknown().optional(),
  message: z.unknown().optional(),
  key: z.unknown().optional(),
});

export interface TestAnswer {
  readonly status: 'passed' | 'failed';
  readonly link?: string;
  readonly message?: string;
  /** Of which run it says that it is. */
  readonly key?: string;
}

/**
 * What it says; undefined where that is not one of the two words. What it adds is kept as far as it is harmless, and
 * never a reason to doubt the word.
 *
 *     '{"status":"passed"}'                              →  { status: 'passed' }
 *     '{"status":"failed","message":"2 of 9"}'           →  { status: 'failed', message: '2 of 9' }
 *     '{"status":"passed","link":"javascript:alert(1)"}' →  { status: 'passed' }
 *     '{"status":"PASSED"}', 'null', '{"stat'            →  undefined
 */
export function testAnswerOf(text: string): TestAnswer | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const { data } = Answer.safeParse(parsed(text));
  if (data === undefined) return undefined;
  const link = linkOf(data.link);
  const message = messageOf(data.message);
  const key = typeof data.key === 'string' && { key: data.key };
  return { status: data.status, ...(link && { link }), ...(message && { message }), ...key };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Only where a browser would go to a page of somebody's, and nobody is signed in by it. */
function linkOf(given: unknown): string | undefined {
  if (typeof given !== 'string' || given.length > MOST_OF_A_LINK) return undefined;
  const url = URL.parse(given);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return url.href.length > MOST_OF_A_LINK ? undefined : url.href;
}

function messageOf(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  return harmless(given.trim().slice(0, MOST_OF_A_MESSAGE).toWellFormed());
}
