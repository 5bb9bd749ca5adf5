// Command "lift": a quarantined revision may be promoted again.

import type { Intent } from '../../core/command/answer.ts';
import { isFailure } from '../../core/failure.ts';
import { builtUnreleased } from '../built-unreleased.ts';
import { meantBy } from '../meant-revision.ts';
import type { Ports } from '../ports.ts';
import { liftQuarantine, notBarred, standingOf } from '../quarantines.ts';
import type { CommandFlow, Order } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

export const lift: CommandFlow<'lift'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body }) {
    const { pipeline } = body;
    const meant = await meantBy(ports, body, builtUnreleased);
    const { bars, holds } = await standingOf(ports, pipeline, meant);
    if (bars.length === 0 && holds.length === 0)
      throw await notBarred(ports, pipeline, meant.label);
    return {
      about: `${pipeline}: ${meant.label} may be promoted again`,
      changes: [
        ...bars.map(({ what, since, reason }) => ({
          what,
          from: `quarantined since ${since}: ${reason}`,
          to: 'lifted',
        })),
        ...holds.map(({ stage, since, reason }) => ({
          what: `stage ${stage}`,
          from: `waits for a newer revision since ${since}: ${reason}`,
          to: 'open to it again',
        })),
      ],
      seen: { bars, holds },
      facts: { pipeline, label: meant.label },
    };
  },

  async act(ports, order, intent) {
    return { did: await lifted(ports, order, intent) };
  },
};

async function lifted(
  ports: Ports,
  order: Order<'lift'>,
  intent: Intent,
): Promise<readonly string[]> {
  const { body, by, at } = order;
  const wish = { ...body, by: by.arn, person: personTold(order, intent) };
  try {
    return (await liftQuarantine(ports, wish, { stoodAt: at, amongBuilds: builtUnreleased }))
      .changed;
  } catch (thrown) {
    // Whoever was given the same command before has lifted all of it.
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return [];
  }
}
