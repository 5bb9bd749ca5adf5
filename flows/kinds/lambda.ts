// A Lambda function whose alias CodeDeploy shifts.

import { mayBeRaised } from '../../core/compared-shift.ts';
import type { Truth } from '../../core/found-truth.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { gathered } from '../gathered.ts';
import type { Ports } from '../ports.ts';
import { type Groups, readGroups } from './groups.ts';
import type { Reads, Said, Starts } from './kind.ts';
import { aliasTruth, outFromThere, versionOf } from './versions.ts';
import { warmUp } from './warm.ts';

export { keeps, sendsBack, settles } from './by-alias.ts';
export { finds, observes, stops } from './by-codedeploy.ts';
export { cools } from './warm.ts';

type Target = TargetOf<'lambda'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing, mark } = wanted;
    const { function: name, alias } = target.lambda;
    const to = await versionOf(ports, wanted);
    const { version, isSplit, setting } = await ports.functions.aliasOf(target, name, alias);
    const from = (await outFromThere(ports, wanted)) ?? version;
    await noted({ functionVersion: to, fromVersion: from });
    await warmUp(ports, wanted, { functionVersion: to, fromVersion: from });
    // A stopped shift leaves the traffic split, and CodeDeploy starts only from an alias that is whole.
    if (isSplit || from !== version)
      await ports.functions.pointAlias(target, name, alias, { version: from, setting });
    if (from === to) return undefined;
    const atOnce = doing === 'rollBack';
    const input = { kind: 'lambda', function: name, alias, from, to, atOnce } as const;
    return { id: await ports.deployments.start(target, input, mark) };
  },
};

export const reads: Reads<Target> = {
  async reader(ports, all, how) {
    const shifting = all.filter((said) => said.shifting !== undefined);
    const groups = await readGroups(
      ports,
      shifting.map(({ target }) => target),
    );
    return { read: (said) => shiftedAlias(ports, said, { how, groups }) };
  },
};

/**
 * While it shifts, its group tells whether somebody else deploys there, which its alias shows only later; and where
 * more of its traffic has the revision than can have by now, our deployment tells by what it shifts.
 */
async function shiftedAlias(
  ports: Ports,
  { target, shifting, installed }: Said<Target>,
  { how, groups }: { readonly how: 'quick' | 'whole'; readonly groups: Groups },
): Promise<Truth> {
  const truth = await aliasTruth(ports, target, how);
  if (truth.kind !== 'alias' || shifting === undefined) return truth;
  const readAt = ports.clock.now().toISOString();
  const id = groups.of(target)?.get(target.lambda.deploymentGroup)?.attempted;
  const isOwn = id === undefined || id === shifting.deployment;
  const isRaised = mayBeRaised(truth, installed, shifting, readAt);
  const asked = isOwn ? isRaised && shifting.deployment : id;
  if (!asked) return truth;
  // What the alias shows counts, though this be not answered.
  const { found } = await gathered(ports, 'the last deployment', undefined, () =>
    ports.deployments.get(target, asked),
  );
  if (!isOwn) return { ...truth, ...(found && { attempted: found }) };
  const { configuration } = found ?? {};
  return { ...truth, ...(configuration && { pace: { readAt, configuration } }) };
}
