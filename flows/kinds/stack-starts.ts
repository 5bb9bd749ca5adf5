// Prepares the change set that brings a stack to a revision's template; nothing is changed before it is executed.

import type { StackFound } from '../../aws/stack-forms.ts';
import { exactDuration } from '../../core/duration.ts';
import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import {
  changeSetNamed,
  isOfTidegate,
  type StackWatched,
  valuesOf,
  versionOfStack,
} from '../../core/stack-contents.ts';
import { keepStack, keptStack } from '../kept-stack.ts';
import { leftOutOfBack, monitoredSecondsOf, restoredBy } from '../left-out.ts';
import type { Ports } from '../ports.ts';
import { preparationOf, refuseUnfit } from '../stack-preparation.ts';
import { stackSourceOf } from '../stack-source.ts';
import type { Starts, Wanted } from './kind.ts';

type Target = TargetOf<'stack'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { pipeline, target, doing, mark, functionVersion } = wanted;
    const found = await ports.stacks.stack(target);
    refuseUnfit(target, found);
    const isBack = doing === 'rollBack';
    if (!isBack) await refuseUnending(ports, wanted, found);
    const kept = isBack ? await keptStack(ports, { pipeline, target }, functionVersion) : undefined;
    const source = kept ?? (await stackSourceOf(ports, target.stack, wanted.revision));
    const { declared, stands, of } = await preparationOf(ports, target, found, {
      ...source,
      isKept: kept !== undefined,
    });
    const { parameters } = of;
    const before = stands && { template: await ports.stacks.template(target), found: stands };
    const values = valuesOf(declared, parameters, stands?.parameters);
    const to = versionOfStack({ template: source.template, parameters: values });
    const from = before
      ? versionOfStack({ template: before.template, parameters: before.found.parameters })
      : NOTHING;
    await noted({ functionVersion: to, fromVersion: from });
    const name = changeSetNamed(mark);
    await discardOthers(ports, target, name);
    if (isBack && to === from) return undefined;
    if (!isBack && before) await keepStack(ports, { pipeline, target }, before);
    const watched = before && (await watchedBy(ports, wanted, before.found, name));
    await ports.stacks.prepare(target, { ...of, name, mark, watched });
    return { id: name };
  },
};

/** By what CloudFormation itself is to watch it: undefined where that stays as it is. */
function watchedBy(
  ports: Ports,
  { pipeline, target, doing }: Wanted<Target>,
  found: StackFound,
  changeSet: string,
): Promise<StackWatched | undefined> {
  return doing === 'rollBack'
    ? leftOutOfBack(ports, { pipeline, target }, found)
    : restoredBy(ports, { pipeline, target }, found, changeSet);
}

/** A stack may be watched for longer since its pipeline was applied: its update would be taken for one that hangs. */
async function refuseUnending(
  ports: Ports,
  { pipeline, target, limitSeconds = Number.POSITIVE_INFINITY }: Wanted<Target>,
  found: StackFound | undefined,
): Promise<void> {
  const { name, stack } = target;
  const monitoredSeconds = await monitoredSecondsOf(ports, { pipeline, target }, found);
  if (monitoredSeconds < limitSeconds) return;
  throw new Failure(
    'Refused',
    `expected a deployTimeout of more than the ${exactDuration(monitoredSeconds)} for which CloudFormation watches ` +
      `stack ${stack.name} of ${name} once it is changed, got ${exactDuration(limitSeconds)}: leave it out, or write a longer one`,
  );
}

/** The version of a stack that has nothing. */
const NOTHING = 'nothing';

/** Those of Tidegate that nobody has executed are nobody's any more: the intent is another's now. */
async function discardOthers(ports: Ports, target: Target, own: string): Promise<void> {
  for (const { name, state } of await ports.stacks.changeSets(target))
    if (isOfTidegate(name) && name !== own && state !== 'executed')
      await ports.stacks.discard(target, name);
}
