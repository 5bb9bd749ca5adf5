// An alias of a Lambda function that Tidegate itself shifts.

import { Failure } from '../../core/failure.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { stepsOf } from '../../core/strategy.ts';
import type { Ports } from '../ports.ts';
import { readAlias } from './aliases.ts';
import { beginShift } from './by-steps.ts';
import type { Reads, Starts } from './kind.ts';
import { aliasTruth, outFromThere, versionOf } from './versions.ts';
import { warmUp } from './warm.ts';

export { keeps, sendsBack, settles } from './by-alias.ts';
export { finds, observes, stops } from './by-steps.ts';
export { cools } from './warm.ts';

type Target = TargetOf<'alias'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing } = wanted;
    const to = await versionOf(ports, wanted);
    const { version, weights } = await readAlias(ports, target);
    if (doing === 'deploy') await refuseWeights(ports, target);
    const from = (await outFromThere(ports, wanted)) ?? version;
    await noted({ functionVersion: to, fromVersion: from });
    await warmUp(ports, wanted, { functionVersion: to, fromVersion: from });
    if (from === to && Object.keys(weights).length === 0) return undefined;
    return beginShift(ports, wanted, from === to);
  },
};

/** Lambda would refuse the first step: that is said before anything is begun. */
async function refuseWeights({ warmth }: Ports, target: Target): Promise<void> {
  const { function: name, alias } = target.lambda;
  const isSplit = stepsOf(target.strategy).length > 1;
  const count = isSplit ? await warmth.warmOf(target, name, alias) : undefined;
  if (count === undefined) return;
  throw new Failure(
    'Refused',
    `expected alias ${alias} of ${name} to have no provisioned concurrency of its own, got ${count}: Lambda refuses ` +
      'weights on it then; give it to the version that serves, and each new one gets as much before its traffic, or ' +
      'let it be blue-green',
  );
}

export const reads: Reads<Target> = {
  reader: async (ports, _all, how) => ({
    read: ({ target }) => aliasTruth(ports, target, how),
  }),
};
