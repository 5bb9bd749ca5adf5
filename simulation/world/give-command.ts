// A person of a scenario gives a command: by the API, signed with their own name, as the command line does it.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { VirtualClock } from '@tidegate/embedded-aws/clock';
import * as z from 'zod';
import { pathOf } from '../../core/command/permission.ts';
import type { CommandName } from '../../core/command/words.ts';
import { Failure, failureCodes } from '../../core/failure.ts';
import { home } from './place.ts';

interface World {
  readonly aws: EmbeddedAws;
  readonly clock: VirtualClock;
}

interface Given {
  readonly as: string;
  readonly command: CommandName;
  readonly body: object;
}

const Answer = z.object({ status: z.number(), body: z.string() });
const Previewed = z.looseObject({ seen: z.string() });
const Refused = z.looseObject({ error: z.enum(failureCodes), message: z.string() });

/**
 * Looks what it would do, and does that. Throws what is refused. To be called by what the clock tracks.
 */
export async function giveCommand(world: World, { as, command, body }: Given): Promise<void> {
  const previewed = await post(world, as, command, { ...body, preview: true });
  const { seen } = Previewed.parse(previewed);
  await post(world, as, command, { ...body, seen });
}

/** Looks from time to time whether it was answered: the world must go on meanwhile, for the function works in it. */
const POLL_SECONDS = 0.05;

async function post({ aws, clock }: World, as: string, command: CommandName, body: object) {
  const input = {
    method: 'POST',
    path: pathOf(command),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  const asking = aws.callService('execute-api', 'Invoke', input, { ...home, userArn: as });
  asking.then(over, over);
  while (!isOver) await clock.sleep(POLL_SECONDS);
  const answer = Answer.parse(await asking);
  const told: unknown = JSON.parse(answer.body);
  if (answer.status === 200) return told;
  const { error, message } = Refused.parse(told);
  throw new Failure(error, message);
}
