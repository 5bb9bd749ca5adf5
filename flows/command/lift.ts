// Command "lift": a quarantined revision may be promoted again.

import { isFailure } from '../../core/failure.ts';
import type { Ports } from '../ports.ts';
import { liftQuarantine, meantBy, notBarred, standingOf } from '../quarantines.ts';
import type { CommandFlow, Order } from './flow.ts';
import { ofPipeline } from './whose.ts';

export const lift: CommandFlow<'lift'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body }) {
    const { pipeline } = body;
    const meant = await meantBy(ports, body);
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

  async act(ports, order) {
    return { did: await lifted(ports, order) };
  },
};

async function lifted(ports: Ports, { body, by, at }: Order<'lift'>): Promise<readonly string[]> {
  const wish = { ...body, by: by.arn };
  try {
    return (await liftQuarantine(ports, wish, at)).changed;
  } catch (thrown) {
    // Whoever was given the same command before has lifted all of it.
    if (!isFailure(thrown, 'Refused')) throw thrown;
    return [];
  }
}
