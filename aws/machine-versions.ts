// Step Functions: publishes a version of a state machine with a definition. Only what starts a deployment does so.

import {
  DescribeStateMachineCommand,
  PublishStateMachineVersionCommand,
  SFNClient,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { Failure } from '../core/failure.ts';
import { answerOf } from './answer.ts';
import type { Place } from './clients.ts';
import { machineArn } from './machine-arn.ts';
import { orNothing } from './machines.ts';
import type { MemberAccess } from './sts.ts';
import { nameOf, translated } from './translate.ts';

export interface MachineVersions {
  /**
   * The version that has this definition: the machine is updated, unless it has that already, and its revision
   * published, which Step Functions does only once. So doing it twice is safe. The mark stands with the version, for
   * people. Throws `Refused` where the definition is not taken, or there is no room for a version, and `NotReady`
   * where somebody updates the machine meanwhile.
   */
  publish(place: Place, name: string, definition: string, mark: string): Promise<string>;
}

/** Step Functions takes no longer description. */
const MOST_DESCRIPTION = 256;
/** What a machine that was never updated has in place of a revision's id. */
const NEVER_UPDATED = 'INITIAL';

const updated = z.object({ revisionId: z.string() });
const published = z.object({ stateMachineVersionArn: z.string() });

export function machineVersions(access: MemberAccess): MachineVersions {
  return {
    async publish(place, name, definition, mark) {
      const stateMachineArn = machineArn(place, name);
      const reading = await access.client(SFNClient, place);
      const command = new DescribeStateMachineCommand({ stateMachineArn });
      const now = await orNothing(`reading state machine ${name}`, reading.send(command));
      if (now === undefined) {
        const text = `expected state machine ${name} to be there, got none: its stack makes it, and its alias`;
        throw new Failure('Refused', text);
      }
      const client = await access.client(SFNClient, place, { to: 'deploy' });
      const description = mark.slice(0, MOST_DESCRIPTION);
      const revisionId =
        now.definition === definition
          ? (now.revisionId ?? NEVER_UPDATED)
          : await update(client, name, { stateMachineArn, definition });
      const what = `publishing a version of state machine ${name}`;
      const publishing = new PublishStateMachineVersionCommand({
        stateMachineArn,
        revisionId,
        description,
      });
      const answer = await orRefused(name, client.send(publishing));
      return answerOf(what, published, answer).stateMachineVersionArn.split(':').at(-1)!;
    },
  };
}

/** Without publishing: made again, since its answer was lost, that would make a version with each try. */
async function update(
  client: SFNClient,
  name: string,
  asked: { readonly stateMachineArn: string; readonly definition: string },
): Promise<string> {
  const answer = await orRefused(name, client.send(new UpdateStateMachineCommand(asked)));
  return answerOf(`updating state machine ${name}`, updated, answer).revisionId;
}

/** What a definition or a role has wrong does not mend by itself; room for versions neither. */
const REFUSED: Readonly<Record<string, string>> = {
  InvalidDefinition: 'to take the definition of the build',
  MissingRequiredParameter: 'to take the definition of the build',
  ServiceQuotaExceededException:
    'to have room for one more version of its 1,000, so delete some that nobody needs',
};

async function orRefused<T>(name: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    const what = `publishing a version of state machine ${name}`;
    const refused = REFUSED[nameOf(cause)];
    const { message } = cause as Error;
    if (refused)
      throw new Failure('Refused', `expected state machine ${name} ${refused}, got: ${message}`, {
        cause,
      });
    if (nameOf(cause) !== 'ConflictException') return translated(what, Promise.reject(cause));
    const text = `expected state machine ${name} to be left alone, got somebody else’s update: ${message}`;
    throw new Failure('NotReady', text, { cause });
  }
}
