// tidegate queue: what functions have failed on or never got, and a way to hand it to them again.

import { type DeadLetters, deadLetters, type HeldLetter } from '../aws/dead-letters.ts';
import { Failure } from '../core/failure.ts';
import { harmless } from '../core/harmless.ts';
import { reasonOf } from '../core/plain-reason.ts';
import { type CommandsWhere, give } from './commands.ts';
import { openDeployed } from './deployed.ts';
import { print, printJson } from './output.ts';
import { tableLines } from './table.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly reason?: string | undefined;
  readonly api?: string | undefined;
  readonly replay?: string | undefined;
  readonly queue?: string | undefined;
  readonly json: boolean;
}

interface Replayed {
  readonly id: string;
  /** Why it was not taken, and lies there still. */
  readonly failed?: string;
}

export async function queue(asked: Asked): Promise<number> {
  const { replay, queue: name, reason, api, json, ...where } = asked;
  const { sdk, ports, table: tableName } = await openDeployed(where);
  const letters = await deadLetters(sdk, ports.clock, name ?? queueOf(tableName));
  const held = await letters.take();
  const wanted = replay === undefined ? [] : wantedOf(held, replay);
  const kept = held.filter((letter) => !wanted.includes(letter));
  for (const letter of kept) await letters.giveBack(letter);
  if (replay !== undefined && replay !== 'all' && wanted.length !== 1) {
    for (const letter of wanted) await letters.giveBack(letter);
    throw noSuchLetter(replay, held, wanted);
  }
  // Said before it is done: whoever may not is refused here, and all of it lies there still.
  if (wanted.length > 0)
    await told(wanted, { ...where, api }, reason).catch(async (refused: unknown) => {
      for (const letter of wanted) await letters.giveBack(letter);
      throw refused;
    });
  const replayed: Replayed[] = [];
  for (const letter of wanted) replayed.push(await replayOf(letters, letter));
  const shown = held.map(({ receipt: _, ...letter }) => letter);
  if (json) printJson({ letters: shown, replayed });
  else print(replay === undefined || held.length === 0 ? listed(held) : replayed.map(lineOf));
  return replayed.some(({ failed }) => failed !== undefined) ? 1 : 0;
}

async function told(
  wanted: readonly HeldLetter[],
  where: CommandsWhere,
  reason: string | undefined,
): Promise<void> {
  const words = wanted.map(({ id, function: of, what }) => ({ id, function: of, what }));
  const body = { letters: words, ...(reason !== undefined && { reason }) };
  await give(where, 'hand-over', body);
}

/** A letter is removed once Lambda has taken its event, and not before: whatever fails leaves it where it is. */
async function replayOf(letters: DeadLetters, letter: HeldLetter): Promise<Replayed> {
  const { id, functionArn } = letter;
  try {
    if (functionArn === undefined) throw new Failure('Refused', letter.reason);
    await letters.handOver({ ...letter, functionArn });
  } catch (thrown) {
    await letters.giveBack(letter);
    return { id, failed: thrown instanceof Error ? thrown.message : String(thrown) };
  }
  await letters.remove(letter);
  return { id };
}

/** By the beginning of their ids, which nothing at all is not. */
function wantedOf(held: readonly HeldLetter[], replay: string): readonly HeldLetter[] {
  if (replay === 'all') return held;
  return replay === '' ? [] : held.filter(({ id }) => id.startsWith(replay));
}

function noSuchLetter(
  id: string,
  held: readonly HeldLetter[],
  wanted: readonly HeldLetter[],
): Failure {
  const got = JSON.stringify(id);
  const listed = (letters: readonly HeldLetter[], length: number) =>
    reasonOf(letters.map((letter) => letter.id.slice(0, length)));
  if (wanted.length > 1)
    return new Failure(
      'Refused',
      `expected all or the id of one dead letter, got ${got}, which could mean ${wanted.length}: ${listed(wanted, 36)}`,
    );
  const there = held.length === 0 ? 'none lies there' : `there are: ${listed(held, 8)}`;
  return new Failure(
    'Refused',
    `expected all or the id of a dead letter, got ${got}; ${there}; tidegate queue lists them`,
  );
}

/** The queue of the stack that the table is of: `tidegate-prod-Table-1ABC`. */
function queueOf(tableName: string): string {
  const stack = /^(.+)-Table/.exec(tableName)?.[1];
  if (stack !== undefined) return `${stack}-DeadLetters`;
  throw new Failure(
    'Refused',
    `expected a table of a stack, whose queue has a name like it, got ${tableName}: name the queue with --queue`,
  );
}

/** Of a reason: `--json` has all of it. */
const SHOWN = 120;

function listed(held: readonly HeldLetter[]): string[] {
  if (held.length === 0) return ['nothing: every event was taken'];
  return [
    ...tableLines(
      held.map(({ id, at, function: of, what, reason }) => [
        id.slice(0, 8),
        at,
        of,
        what,
        harmless(reason.slice(0, SHOWN)),
      ]),
    ),
    '',
    'hand over again: tidegate queue --replay ID, or --replay all',
  ];
}

function lineOf({ id, failed }: Replayed): string {
  const short = id.slice(0, 8);
  return failed === undefined
    ? `${short} handed over`
    : `${short} lies there still: ${harmless(failed)}`;
}
