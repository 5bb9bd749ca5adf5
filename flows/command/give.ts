// Gives a command: reads it whole or refuses it whole, says what it would do, does it once.

import * as z from 'zod';
import type { Intent, Obeyed, Previewed } from '../../core/command/answer.ts';
import type { Given } from '../../core/command/given.ts';
import { type Permission, pathOf, permissionOf } from '../../core/command/permission.ts';
import type { Person } from '../../core/command/person.ts';
import { seenOf } from '../../core/command/seen.ts';
import { shownLines, shownOf } from '../../core/command/shown.ts';
import {
  type BodyOf,
  type CommandName,
  commandNames,
  commandSchemas,
} from '../../core/command/words.ts';
import { Failure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { nearest } from '../../core/nearest.ts';
import type { Ports } from '../ports.ts';
import type { CommandFlow, FlowsOf, Order } from './flow.ts';
import { refuseOthers } from './whose.ts';

export interface Asked {
  /** By which way it came: whoever may go there may give the commands of that way, and no other. */
  readonly permission: Permission;
  readonly flows: FlowsOf<Permission>;
  readonly command: string;
  readonly body: unknown;
  readonly by: Person;
  /** Of the request: the key of a command that brings none. */
  readonly requestId: string;
  /** By what else than the command's own path it came. */
  readonly via?: string;
}

/**
 * Throws `WrongInput` where it cannot be read, `NotAllowed` where the person may not, `Stale` where what they saw has
 * moved on, `Refused` where it could not succeed.
 */
export async function giveCommand(ports: Ports, asked: Asked): Promise<Previewed | Obeyed> {
  const name = commandOf(asked);
  const parsed = commandSchemas[name].safeParse(asked.body);
  if (!parsed.success) {
    const problem = z.prettifyError(parsed.error).slice(0, MOST_PROBLEM);
    throw new Failure('WrongInput', `expected what ${name} carries, got: ${problem}`);
  }
  return give(ports, asked, name, parsed.data);
}

const MOST_PROBLEM = 2_000;

function commandOf({ permission, command }: Asked): CommandName {
  const name = commandNames.find((each) => each === command);
  if (name === undefined) {
    const meant = nearest(command.slice(0, 100), commandNames);
    const hint = meant ? `did you mean ${pathOf(meant)}?` : `known are ${commandNames.join(', ')}`;
    throw new Failure('Missing', `expected the name of a command, got another; ${hint}`);
  }
  if (permissionOf[name] === permission) return name;
  throw new Failure(
    'NotAllowed',
    `expected a command of /${permission}/, got ${name}, which is given by ${pathOf(name)}`,
  );
}

async function give<Name extends CommandName>(
  ports: Ports,
  { by, requestId, flows, via }: Asked,
  name: Name,
  body: BodyOf<Name>,
): Promise<Previewed | Obeyed> {
  const flow: CommandFlow<Name> | undefined = flows[name];
  if (flow === undefined) throw new Failure('Missing', `expected a way to do ${name}, got none`);
  const at = ports.clock.now().toISOString();
  const door = via === undefined ? pathOf(name) : `${pathOf(name)} by ${via}`;
  await refuseOthers(ports, by, await flow.whose(ports, { body, by, at, door }));
  if (body.preview) {
    const whole = await flow.intend(ports, { body, by, at, door });
    const { seen, carries: _, ...intent } = shownOf(whole);
    return { command: name, ...intent, seen: seenOf(seen) };
  }
  const { key = requestId, seen: _, ...own } = body;
  const given = keys.given(by.arn, key);
  const digest = seenOf({ name, ...own });
  const before = await ports.table.get(given);
  if (before && before.digest !== digest)
    throw new Failure(
      'Refused',
      `expected a key of its own with each command, got that of ${before.command} at ${before.at}`,
    );
  if (before?.status === 'done') return answerOf(before, body, true);
  const begun =
    before ?? (await begin(ports, { flow, name, body, by, at, door, digest, key: given }));
  const order: Order<Name> = { body, by, at: begun.at, door };
  const { did, facts = {} } = await flow.act(ports, order, begun.intent);
  const done = await ports.table.ensure(given, (item) => {
    if (item?.status === 'done') return { item };
    const intent = { ...begun.intent, facts: { ...begun.intent.facts, ...facts } };
    return { item: { ...begun, intent, status: 'done' as const, did: shownLines(did) } };
  });
  return answerOf(done, body, false);
}

interface Beginning<Name extends CommandName> extends Pick<Given, 'digest' | 'at'> {
  readonly flow: CommandFlow<Name>;
  readonly name: Name;
  readonly body: BodyOf<Name>;
  readonly by: Person;
  readonly door: string;
  readonly key: ReturnType<typeof keys.given>;
}

/** Kept before anything is done: whoever repeats it after a failure goes on with it, whatever it has changed itself. */
async function begin<Name extends CommandName>(
  ports: Ports,
  { flow, name, body, by, at, door, digest, key }: Beginning<Name>,
): Promise<Given> {
  const intent = shownOf(await flow.intend(ports, { body, by, at, door }));
  refuseStale(name, body.seen, intent);
  return ports.table.ensure<Given, Given>(key, (item) => {
    if (item) return { item };
    return { item: { command: name, by: by.arn, at, digest, intent, status: 'begun' } };
  });
}

/** Whoever stops something need not have looked; whoever lets something through has, and says at what. */
function refuseStale(name: CommandName, seen: string | undefined, intent: Intent): void {
  const now = seenOf(intent.seen);
  if (seen === now || (seen === undefined && permissionOf[name] === 'stop')) return;
  const got =
    seen === undefined ? 'none: ask with "preview": true first' : 'what has moved on since';
  const stands = intent.changes.map(({ what, from }) => `${what} ${from}`).join('; ');
  throw new Failure(
    'Stale',
    `expected what you saw (now ${now}), got ${got}; ${intent.about}: ${stands || 'nothing'}; look again, and give the command again`,
  );
}

function answerOf(given: Given, body: object, repeated: boolean): Obeyed {
  const { command, by, at, intent } = given;
  const { seen: _, carries: __, ...told } = intent;
  const reason = 'reason' in body && typeof body.reason === 'string' ? { reason: body.reason } : {};
  const did = given.status === 'done' ? given.did : [];
  return { command, ...told, by, at, ...reason, repeated, did };
}
