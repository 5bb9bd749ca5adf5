// A test of a third party: asked over HTTPS, signed; it answers at once, or later, to our API.

import { testAnswerOf } from '../../core/test-answer.ts';
import type { TestResult, TestRun } from '../../core/test-run.ts';
import { announced } from '../hands.ts';
import { readRelease } from '../read.ts';
import { tokenOf } from './answer-token.ts';
import { resultOfAnswer } from './result-of-answer.ts';
import { isSecret, signed } from './signatures.ts';
import { testPayload } from './test-payload.ts';
import type { BegunTest, SeeTest, StartTest } from './way.ts';

const KIND = 'https:';

/** Asked it is once the run is kept, and waited for: an answer may come before the request has ended. */
export const startThirdPartyTest: StartTest = async (_ports, { release, wave, as }) =>
  `${KIND}${release.id}/${wave.plan.index}/${as}`;

/** What is kept of it: nobody but the third party knows more, and they are asked by whoever begins it alone. */
export const seeThirdPartyTest: SeeTest = async (_ports, { run }) => keptOf(run);

/** Asks them. Asked twice they are told the same key and the same token. */
export const askThirdParty: SeeTest = async (ports, begun) => {
  const { wave, planned, run } = begun;
  const kept = keptOf(run);
  const { https } = planned;
  if (kept || https === undefined) return kept;
  const what = hostOf(https.url);
  const secret = await ports.parameters.read(https.secret);
  if (!isSecret(secret))
    return silent(`expected parameter ${https.secret} to hold at least 32 characters, got fewer`);
  const release = await readRelease(ports, wave.pipeline, wave.release);
  const [, , ...as] = run.build.split('/');
  const body = JSON.stringify({
    ...testPayload({ release, wave, planned, as: as.join('/') }),
    answer: answerOf(secret, begun),
  });
  const { timestamp, signature } = signed(secret, 'request', body, ports.clock.now().getTime());
  const headers = {
    'content-type': 'application/json',
    'tidegate-timestamp': timestamp,
    'tidegate-signature': signature,
  };
  const { status, text } = await announced(ports, wave, `test ${planned.name}`, () =>
    ports.outside.post(https.url, headers, body),
  );
  if (status < 200 || status >= 300) return silent(`${what} answered HTTP ${status}`);
  const said = testAnswerOf(text);
  return said && resultOfAnswer(what, said);
};

/** Until when it may be answered, and with which token. */
function answerOf(secret: string, { wave, planned, run }: BegunTest) {
  const until = Date.parse(run.startedAt) + planned.timeoutSeconds * 1000;
  const { name: test } = planned;
  const meant = { release: wave.release, wave: wave.plan.index, test, run: run.build, until };
  return { token: tokenOf(secret, meant), until: new Date(until).toISOString() };
}

function keptOf(run: TestRun): TestResult | undefined {
  if (run.status !== 'ended') return undefined;
  const { build: _, startedAt: __, earlier: ___, status: ____, ...result } = run;
  return result;
}

function silent(reason: string): TestResult {
  return { verdict: 'inconclusive', reason, fault: 'infrastructure' };
}

export function hostOf(url: string): string {
  return new URL(url).host;
}
