// Takes what a third party answers to our API: once, in time, and only of a run that waits for it.

import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { testAnswerOf } from '../../core/test-answer.ts';
import { testsOf } from '../../core/wave.ts';
import { endTest } from '../look-at-test.ts';
import type { Ports } from '../ports.ts';
import { isTokenOf, type Meant, readToken } from './answer-token.ts';
import { resultOfAnswer } from './result-of-answer.ts';
import { isSecret, isSignedBy, MOST_SECONDS_UNDER_WAY, type Signed } from './signatures.ts';
import { hostOf, seeThirdPartyTest } from './third-party-test.ts';

export interface Sent extends Signed {
  /** As it came, byte for byte: that is what is signed. */
  readonly body: string;
}

/** Longer ones hold nothing that could be meant. */
export const MOST_CHARACTERS_OF_AN_ANSWER = 16_384;

const Body = z.looseObject({ token: z.string().max(2_000) });

/**
 * Throws `WrongInput` for what cannot be read, `NotAllowed` for what is not signed as it must be, with the same words
 * whatever was wrong, and `Stale` for what comes late or again.
 */
export async function takeAnswer(ports: Ports, sent: Sent): Promise<void> {
  const { token, answer } = readBody(sent.body);
  const meant = readToken(token);
  const wave = meant && (await ports.table.get(keys.wave(meant.release, meant.wave)));
  const planned = wave?.plan.tests.find(({ name }) => name === meant?.test);
  if (meant === undefined || wave === undefined || planned?.https === undefined) throw forged();
  const secret = await ports.parameters.read(planned.https.secret);
  if (!isSecret(secret) || !isTokenOf(secret, token)) throw forged();
  if (!isSignedBy(secret, 'answer', sent.body, sent)) throw forged();
  const now = ports.clock.now().getTime();
  refuseLate(sent, meant, now);
  const run = testsOf(wave)[meant.test];
  const wait = await ports.table.get(keys.testWait(meant.run));
  const isWaiting =
    run?.status === 'running' && run.build === meant.run && wave.sealedAt === undefined;
  if (!isWaiting || wait === undefined)
    throw new Failure('Stale', 'expected an answer that is waited for, got one that is no longer');
  const result = resultOfAnswer(hostOf(planned.https.url), answer);
  await endTest(ports, wait, { https: seeThirdPartyTest }, result);
}

function readBody(body: string) {
  const answer = testAnswerOf(body);
  const { data } = Body.safeParse(answer && JSON.parse(body));
  if (answer === undefined || data === undefined)
    throw new Failure(
      'WrongInput',
      'expected { "token", "status": "passed" or "failed", "link", "message" } of at most 8,000 characters, got something else',
    );
  return { token: data.token, answer };
}

function forged(): Failure {
  return new Failure(
    'NotAllowed',
    'expected a token of a request of ours and a signature with its secret, got something else',
  );
}

/** Signatures hold for minutes, and tokens for as long as the run. */
function refuseLate({ timestamp }: Signed, { until }: Meant, now: number): void {
  const apart = Math.abs(now / 1000 - Number(timestamp));
  if (!(apart <= MOST_SECONDS_UNDER_WAY))
    throw new Failure(
      'Stale',
      `expected a timestamp at most ${MOST_SECONDS_UNDER_WAY} seconds from now, got another: sign it anew`,
    );
  if (now > until)
    throw new Failure(
      'Stale',
      `expected an answer until ${new Date(until).toISOString()}, got it later`,
    );
}
