// Third parties that are tests, as the scenario has them behave: they check who asks, and answer some time later.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import type { OutsideRequest } from '@tidegate/embedded-aws/services/outside';
import * as z from 'zod';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { isSignedBy, signed } from '../../flows/tests/signatures.ts';
import type { EndsBadly } from './bad-test.ts';
import { home } from './place.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
  readonly endsBadly: EndsBadly;
  /** The keys of runs that were taken. */
  readonly taken: Set<string>;
}

const Asked = z.looseObject({
  key: z.string(),
  commit: z.string(),
  stage: z.string(),
  answer: z.object({ token: z.string() }),
});

const USUAL_SECONDS = 30;
const SECRET = 'what nobody but the two of them knows, in a world that is none';

/** Asked twice of one run, they run it once. */
export function addThirdParties(
  given: Omit<Parts, 'taken'>,
  pipelines: readonly PipelineDefinition[],
): void {
  const tests = pipelines.flatMap(({ stages }) =>
    stages.flatMap((stage) => stage.tests.flatMap(({ https }) => https ?? [])),
  );
  const parts = { ...given, taken: new Set<string>() };
  for (const { url, secret } of tests) {
    parts.aws.ssm.parameter(home, secret, SECRET);
    const { hostname } = new URL(url);
    parts.aws.outside.serve(hostname, (request) => answerTo(parts, hostname, request));
  }
}

/** What failed says so; what could not be asked refuses; of what was stopped, or hangs, nothing is heard. */
function answerTo(
  { aws, clock, endsBadly, taken }: Parts,
  runner: string,
  request: OutsideRequest,
) {
  const { headers, body } = request;
  const told = {
    timestamp: headers['tidegate-timestamp'] ?? '',
    signature: headers['tidegate-signature'] ?? '',
  };
  if (!isSignedBy(SECRET, 'request', body, told)) return answer(401);
  const { key, commit, stage, answer: awaited } = Asked.parse(JSON.parse(body));
  if (taken.has(key)) return answer(202);
  taken.add(key);
  const status = endsBadly({ runner, commit, stage });
  if (status === 'FAULT') return answer(422);
  if (status === 'TIMED_OUT' || status === 'STOPPED') return answer(202);
  clock.at(clock.millis() + USUAL_SECONDS * 1000, () => {
    const link = `https://${runner}/runs/${encodeURIComponent(key)}`;
    const said = { ...awaited, status: status === undefined ? 'passed' : 'failed', link };
    answerBack({ aws, clock }, JSON.stringify(said), MOST_ANSWERS);
  });
  return answer(202);
}

/** Whoever gets no answer says it again some times, as senders of webhooks do. */
const MOST_ANSWERS = 3;
const AGAIN_SECONDS = 30;

function answerBack(parts: Pick<Parts, 'aws' | 'clock'>, body: string, left: number): void {
  const { aws, clock } = parts;
  sendBack(aws, body, clock.now().getTime()).catch(() => {
    const again = () => answerBack(parts, body, left - 1);
    if (left > 1) clock.at(clock.millis() + AGAIN_SECONDS * 1000, again);
  });
}

async function sendBack(aws: EmbeddedAws, body: string, now: number): Promise<void> {
  const { timestamp, signature } = signed(SECRET, 'answer', body, now);
  const headers = {
    'content-type': 'application/json',
    'tidegate-timestamp': timestamp,
    'tidegate-signature': signature,
  };
  const sent = { method: 'POST', path: '/answer', headers, body };
  await aws.callService('execute-api', 'Invoke', sent, { ...home, userArn: 'nobody' });
}

function answer(status: number) {
  return { status, headers: {}, body: '' };
}
