// What a third party answers of a test. Anybody may send anything here: nothing is done before the signature is known.

import * as z from 'zod';
import { Failure, type FailureCode } from '../core/failure.ts';
import { parameters, table, workflows } from '../flows/adapters.ts';
import { MOST_CHARACTERS_OF_AN_ANSWER, takeAnswer } from '../flows/tests/take-answer.ts';
import { answer } from './http-answer.ts';
import { deployable } from './task.ts';

const Event = z.object({
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export const onAnswer = deployable(async (event, ports) => {
  try {
    await takeAnswer(ports, sentIn(event));
    return answer(200, { taken: true });
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { code, message } = thrown;
    const status = STATUS[code];
    // Of what is ours to know, whoever sends this learns nothing.
    ports.log.warn(message, { code });
    return answer(status ?? 503, status ? { error: code, message } : { error: code });
  }
});

function sentIn(event: unknown) {
  const { headers, body, isBase64Encoded } = Event.parse(event);
  if (body.length > MOST_CHARACTERS_OF_AN_ANSWER)
    throw new Failure(
      'WrongInput',
      `expected at most ${MOST_CHARACTERS_OF_AN_ANSWER} characters, got ${body.length}`,
    );
  const { 'tidegate-timestamp': timestamp = '', 'tidegate-signature': signature = '' } = headers;
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return { body: text, timestamp, signature };
}

const STATUS: Readonly<Partial<Record<FailureCode, number>>> = {
  WrongInput: 400,
  NotAllowed: 403,
  Stale: 409,
  Contended: 409,
};

export const handler = onAnswer.onAws(parameters, table, workflows);
