// An alias of a Lambda function that Tidegate itself shifts.

import type { Deployment } from '../../core/deployment.ts';
import { Failure } from '../../core/failure.ts';
import { deploymentMark, type Intent } from '../../core/intent.ts';
import type { TargetOf } from '../../core/pipeline/target-schema.ts';
import { stepsOf } from '../../core/strategy.ts';
import type { Ports } from '../ports.ts';
import {
  intentOf,
  type Placed,
  readAlias,
  shiftId,
  standsAt,
  takeBack,
  takeStep,
} from './alias-steps.ts';
import type { Finds, Observes, Reads, Starts, Stops } from './kind.ts';
import { aliasTruth, outFromThere, versionOf } from './versions.ts';
import { warmUp } from './warm.ts';

export { keeps, sendsBack, settles } from './by-alias.ts';
export { cools } from './warm.ts';

type Target = TargetOf<'alias'>;

export const starts: Starts<Target> = {
  async start(ports, wanted, noted) {
    const { target, doing, mark } = wanted;
    const to = await versionOf(ports, wanted);
    const { version, weights } = await readAlias(ports, target);
    if (doing === 'deploy') await refuseWeights(ports, target);
    const from = (await outFromThere(ports, wanted)) ?? version;
    await noted({ functionVersion: to, fromVersion: from });
    await warmUp(ports, wanted, { functionVersion: to, fromVersion: from });
    if (from === to && Object.keys(weights).length === 0) return undefined;
    const id = shiftId(mark);
    const intent = await intentOf(ports, wanted, id);
    const isAtOnce = doing === 'rollBack' || from === to;
    const first = isAtOnce ? 1 : stepsOf(target.strategy)[0]!.share;
    if (intent) await takeStep(ports, wanted, intent, first);
    return { id };
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

export const finds: Finds<Target> = {
  /** What was written and not taken is begun anew: it is not there. */
  async find(ports, { mark, ...placed }) {
    const intent = await intentOf(ports, placed, shiftId(mark));
    if (intent?.step === undefined) return undefined;
    const { share } = standsAt(await readAlias(ports, placed.target), intent) ?? {};
    const isTaken = intent.step.setting !== undefined || share === intent.step.share;
    return isTaken ? observed(ports, placed, intent) : undefined;
  },
  running: async () => undefined,
};

export const observes: Observes<Target> = {
  async observe(ports, { id, ...placed }) {
    const intent = await intentOf(ports, placed, id);
    if (intent) return observed(ports, placed, intent);
    const createdAt = ports.clock.now().toISOString();
    return { id, state: 'Stopped', description: '', createdAt, creator: 'user' };
  },
};

async function observed(ports: Ports, placed: Placed, intent: Intent): Promise<Deployment> {
  const description = deploymentMark(intent, placed.target.name);
  const { share } = standsAt(await readAlias(ports, placed.target), intent) ?? {};
  return {
    id: shiftId(description),
    description,
    createdAt: intent.startedAt,
    creator: 'user',
    state: stateOf(intent, share),
  };
}

/** A step that was written and not taken may be about to be; what was taken and is gone, somebody else has moved. */
function stateOf({ step }: Intent, share: number | undefined): Deployment['state'] {
  if (share === 1) return 'Succeeded';
  if (share === undefined || step?.share === 0) return 'Stopped';
  const isInFlight = step?.setting === undefined;
  return share > 0 || isInFlight ? 'running' : 'Stopped';
}

export const stops: Stops<Target> = {
  async stop(ports, { id, ...placed }) {
    const intent = await intentOf(ports, placed, id);
    if (intent) await takeBack(ports, placed, intent);
  },
};

export const reads: Reads<Target> = {
  reader: async (ports, _all, how) => ({
    read: ({ target }) => aliasTruth(ports, target, how),
  }),
};
