// The functions behind the HTTP API: whatever goes wrong is an answer with words, for the person who asked.

import * as z from 'zod';
import type { Permission } from '../core/command/permission.ts';
import { personOf } from '../core/command/person.ts';
import { Failure, type FailureCode } from '../core/failure.ts';
import type { AllFlowsOf } from '../flows/command/flow.ts';
import { giveCommand } from '../flows/command/give.ts';
import { answer } from './http-answer.ts';
import { type Deployable, deployable } from './task.ts';

/** What API Gateway tells of a request whose signature it has checked: the payload format 2.0. */
const Event = z.object({
  pathParameters: z.object({ command: z.string() }),
  requestContext: z.object({
    requestId: z.string(),
    authorizer: z.object({ iam: z.object({ userArn: z.string() }) }),
  }),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** Longer bodies hold nothing that a command could mean, and Lambda takes none that are much longer. */
const MOST_CHARACTERS = 5_500_000;

/** The commands of one permission: its function can do no others. */
export function commands<Needed extends Permission>(
  permission: Needed,
  flows: AllFlowsOf<Needed>,
): Deployable {
  return deployable(async (event, ports) => {
    try {
      const asked = { permission, flows, ...askedIn(event) };
      const answered = await giveCommand(ports, asked);
      ports.log.info('answered a command', { command: asked.command, by: asked.by.arn });
      return answer(200, answered);
    } catch (thrown) {
      // What is no failure of ours is a bug: the log has its words, and API Gateway tells nobody any of them.
      if (!(thrown instanceof Failure)) throw thrown;
      const { code, message } = thrown;
      ports.log.warn(message, { code });
      return answer(STATUS[code] ?? 503, { error: code, message });
    }
  });
}

function askedIn(event: unknown) {
  const parsed = Event.safeParse(event);
  // Without a signature there is nobody: such a request is let in by no route of ours.
  if (!parsed.success)
    throw new Failure('NotAllowed', 'expected a signed request, got one of nobody');
  const { requestContext, pathParameters, ...sent } = parsed.data;
  const { requestId, authorizer } = requestContext;
  const { userArn } = authorizer.iam;
  const by = personOf(userArn);
  if (by === undefined)
    throw new Failure('NotAllowed', `expected a user or the session of a role, got ${userArn}`);
  const { command } = pathParameters;
  return { command, body: bodyOf(sent), by, requestId };
}

function bodyOf({ body, isBase64Encoded }: { body: string; isBase64Encoded: boolean }): unknown {
  if (body.length > MOST_CHARACTERS)
    throw new Failure(
      'WrongInput',
      `expected a body of at most ${MOST_CHARACTERS} characters, got ${body.length}`,
    );
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('WrongInput', 'expected a body that is one JSON object, got something else', {
      cause,
    });
  }
}

const STATUS: Readonly<Partial<Record<FailureCode, number>>> = {
  WrongInput: 400,
  NotAllowed: 403,
  Missing: 404,
  Stale: 409,
  Contended: 409,
  Refused: 422,
};
