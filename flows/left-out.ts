// What CloudFormation watches a stack by: left out of a way back, and put there again by the next release.

import type { StackFound } from '../aws/stack-forms.ts';
import { keptKeys } from '../core/kept-keys.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import { isOfTidegate, type LeftOut, type StackWatched } from '../core/stack-contents.ts';
import type { Ports } from './ports.ts';

interface Stack {
  readonly pipeline: string;
  readonly target: TargetOf<'stack'>;
}

/**
 * By what CloudFormation is to watch a way back: by nothing. An alarm that the release is taken back for fires until it
 * is, and would take the way back back. What it watched by is kept before it is left out.
 */
export async function leftOutOfBack(
  { table }: Pick<Ports, 'table'>,
  { pipeline, target }: Stack,
  { triggers, monitoredSeconds }: Pick<StackFound, 'triggers' | 'monitoredSeconds'>,
): Promise<StackWatched | undefined> {
  if (triggers.length === 0) return undefined;
  const minutes = Math.round(monitoredSeconds / 60);
  const key = keptKeys.leftOut(pipeline, target.name);
  await table.put(key, { kind: 'stackWatched', triggers, minutes });
  return NOTHING;
}

const NOTHING: StackWatched = { triggers: [], minutes: 0 };

/**
 * What an earlier way back has left out, and a release is to put there again; undefined where nothing is, where
 * somebody has written others meanwhile, or has taken away what was there again.
 */
async function leftOutOf(
  { table }: Pick<Ports, 'table'>,
  { pipeline, target }: Stack,
  found: StackFound,
): Promise<LeftOut | undefined> {
  const kept = await table.get(keptKeys.leftOut(pipeline, target.name));
  if (kept === undefined || found.triggers.length > 0) return undefined;
  return wasRestored(kept, found) ? undefined : kept;
}

/** Its release has put it there, and it is not there any more: that was somebody's wish. */
function wasRestored({ restoredBy }: LeftOut, { changeSet = '', status }: StackFound): boolean {
  if (restoredBy === undefined) return false;
  return changeSet === restoredBy ? status === 'UPDATE_COMPLETE' : !isOfTidegate(changeSet);
}

/**
 * Puts there again, by a change set of that name, what was left out: the alarms that are still there. CloudFormation
 * would take back whatever is watched by one that is not.
 */
export async function restoredBy(
  ports: Pick<Ports, 'alarms' | 'log' | 'table'>,
  stack: Stack,
  found: StackFound,
  changeSet: string,
): Promise<StackWatched | undefined> {
  const { pipeline, target } = stack;
  const key = keptKeys.leftOut(pipeline, target.name);
  const kept = await leftOutOf(ports, stack, found);
  if (kept === undefined) {
    await ports.table.remove(key);
    return undefined;
  }
  const nameOf = ({ arn }: LeftOut['triggers'][number]) => arn.split(':alarm:')[1] ?? arn;
  const there = await ports.alarms.states(target, kept.triggers.map(nameOf));
  const triggers = kept.triggers.filter((each) => there.get(nameOf(each))?.state !== 'MISSING');
  const gone = kept.triggers.filter((each) => !triggers.includes(each));
  if (gone.length > 0)
    ports.log.warn('rollback triggers whose alarms are gone are not put back', {
      stack: target.stack.name,
      alarms: gone.map(nameOf),
    });
  await ports.table.put(key, { ...kept, restoredBy: changeSet });
  return { triggers, minutes: kept.minutes };
}

/** For how long CloudFormation will watch what a release brings: also by what it puts there again. */
export async function monitoredSecondsOf(
  ports: Pick<Ports, 'table'>,
  stack: Stack,
  found: StackFound | undefined,
): Promise<number> {
  if (found === undefined) return 0;
  const { minutes = 0 } = (await leftOutOf(ports, stack, found)) ?? {};
  return Math.max(found.monitoredSeconds, minutes * 60);
}
