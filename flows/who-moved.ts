// Who has moved a target by hand, or by another deployer: what was heard of changes tells, where anything does.

import { type Change, isMove, isStack } from '../core/change.ts';
import { deployedTo, touches } from '../core/nearness.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { readChanges } from './changes.ts';
import { gathered } from './gathered.ts';
import type { Ports } from './ports.ts';

export interface Mover {
  /** `UpdateAlias of shop by user/anna` */
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  /** Nobody else can have done it: a stack's update that ended meanwhile is only likely. */
  readonly isSure: boolean;
}

/** What is noticed at once may be told of a moment later. */
const MOMENT_SECONDS = 3;

/**
 * The last of those that have changed what the target runs since then, and are no release's;
 * undefined where none was heard of, which who is patient asks once more.
 */
export async function whoMoved(
  ports: Ports,
  target: TargetDefinition,
  since: string,
  patience: 'patient' | 'hasty',
): Promise<Mover | undefined> {
  const found = await moverSince(ports, target, new Date(since));
  if (found?.isSure || patience === 'hasty') return found;
  await ports.clock.sleep(MOMENT_SECONDS);
  return moverSince(ports, target, new Date(since));
}

/** The last call since then that has changed the target's alias, and is nobody's of ours; only a trail tells of it. */
export async function callerSince(
  ports: Ports,
  target: TargetDefinition,
  since: string,
): Promise<Mover | undefined> {
  const moves = movesOf(await changesSince(ports, target, new Date(since)), target);
  const call = moves.find(
    ({ what, by }) => by !== undefined && /^Update(StateMachine)?Alias /.test(what),
  );
  return call && { text: textOf(call), at: call.at, isSure: true };
}

async function moverSince(
  ports: Ports,
  target: TargetDefinition,
  from: Date,
): Promise<Mover | undefined> {
  const found = await changesSince(ports, target, from);
  const moves = movesOf(found, target);
  const named = moves.find(({ by }) => by !== undefined) ?? moves[0];
  if (named) return { text: textOf(named), at: named.at, isSure: true };
  const stack = found.find(isStack);
  return stack && { text: `perhaps ${stack.what}`, at: stack.at, isSure: false };
}

async function changesSince(ports: Ports, target: TargetDefinition, from: Date): Promise<Change[]> {
  const until = ports.clock.now();
  const { found } = await gathered(ports, 'the changes', [], () =>
    readChanges(ports, target, from, until),
  );
  return found;
}

function movesOf(found: readonly Change[], target: TargetDefinition): Change[] {
  const own = new Set(found.flatMap(({ ofRelease, operation }) => (ofRelease ? [operation] : [])));
  const nodes = deployedTo(target);
  return found.filter(
    (change) =>
      isMove(change) &&
      !own.has(change.operation) &&
      change.nodes.some((node) => nodes.some((it) => isOn(node, it))),
  );
}

/** Of a function, another alias may have been moved. */
function isOn(node: string, own: string): boolean {
  return node.includes(':') && own.includes(':') ? node === own : touches(node, own);
}

function textOf({ what, by }: Change): string {
  return by === undefined ? what : `${what} by ${by}`;
}
