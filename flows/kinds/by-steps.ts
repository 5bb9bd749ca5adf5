// What is alike of every target whose traffic Tidegate itself shifts by an alias, whichever service has that.

import type { Deployment } from '../../core/deployment.ts';
import { deploymentMark, type Intent } from '../../core/intent.ts';
import type { SteppingTarget } from '../../core/stepping.ts';
import { stepsOf } from '../../core/strategy.ts';
import type { Ports } from '../ports.ts';
import { intentOf, type Placed, shiftId, standing, takeBack, takeStep } from './alias-steps.ts';
import type { Finds, Observes, Started, Stops, Wanted } from './kind.ts';

/** Takes the first step forth, or all of the way back; all of it too where the alias is only made whole. */
export async function beginShift(
  ports: Ports,
  wanted: Wanted<SteppingTarget>,
  isMadeWhole: boolean,
): Promise<Started> {
  const { target, doing, mark } = wanted;
  const id = shiftId(mark);
  const intent = await intentOf(ports, wanted, id);
  const isAtOnce = doing === 'rollBack' || isMadeWhole;
  const first = isAtOnce ? 1 : stepsOf(target.strategy)[0]!.share;
  if (intent) await takeStep(ports, wanted, intent, first);
  return { id };
}

export const finds: Finds<SteppingTarget> = {
  /** What was written and not taken is begun anew: it is not there. */
  async find(ports, { mark, ...placed }) {
    const intent = await intentOf(ports, placed, shiftId(mark));
    if (intent?.step === undefined) return undefined;
    const { share } = await standing(ports, placed.target, intent);
    const isTaken = intent.step.setting !== undefined || share === intent.step.share;
    return isTaken ? observed(ports, placed, intent) : undefined;
  },
  running: async () => undefined,
};

export const observes: Observes<SteppingTarget> = {
  async observe(ports, { id, ...placed }) {
    const intent = await intentOf(ports, placed, id);
    if (intent) return observed(ports, placed, intent);
    const createdAt = ports.clock.now().toISOString();
    return { id, state: 'Stopped', description: '', createdAt, creator: 'user' };
  },
};

async function observed(ports: Ports, placed: Placed, intent: Intent): Promise<Deployment> {
  const description = deploymentMark(intent, placed.target.name);
  const { share } = await standing(ports, placed.target, intent);
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

export const stops: Stops<SteppingTarget> = {
  async stop(ports, { id, ...placed }) {
    const intent = await intentOf(ports, placed, id);
    if (intent) await takeBack(ports, placed, intent);
  },
};
