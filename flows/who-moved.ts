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

async function moverSince(
  ports: Ports,
  target: TargetDefinition,
  from: Date,
): Promise<Mover | undefined> {
  const until = ports.clock.now();
  const { found } = await gathered('the changes', [], () =>
    readChanges(ports, target, from, until),
  );
  const own = new Set(found.flatMap(({ ofRelease, operation }) => (ofRelease ? [operation] : [])));
  const nodes = deployedTo(target);
  const moves = found.filter(
    (change) =>
      isMove(change) &&
      !own.has(change.operation) &&
      change.nodes.some((node) => nodes.some((it) => touches(node, it))),
  );
  const named = moves.find(({ by }) => by !== undefined) ?? moves[0];
  if (named) return { text: textOf(named), at: named.at, isSure: true };
  const stack = found.find(isStack);
  return stack && { text: `perhaps ${stack.what}`, at: stack.at, isSure: false };
}

function textOf({ what, by }: Change): string {
  return by === undefined ? what : `${what} by ${by}`;
}
