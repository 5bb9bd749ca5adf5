// Command "remove": no build starts a release of a pipeline any more.

import { few } from '../../core/few.ts';
import { dropDashboard } from '../dashboards.ts';
import { refuseUnknown } from '../definitions.ts';
import { removePipeline } from '../leave.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

export const remove: CommandFlow<'remove'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body: { pipeline } }) {
    const { version, leaving } = await refuseUnknown(ports, pipeline);
    return {
      about: `${pipeline}: no build starts a release of it any more; nothing that runs is touched`,
      changes: [{ what: pipeline, from: `version ${version}`, to: 'removed' }],
      seen: { version, leaving: leaving ?? null },
      facts: { pipeline },
    };
  },

  async act(ports, order, { seen, changes }) {
    const { pipeline } = order.body;
    const { version: onVersion } = seen as { readonly version: number };
    const person = personTold(order, { changes });
    const asked = { by: order.by.arn, onVersion, person };
    const { running } = await removePipeline(ports, pipeline, asked);
    await dropDashboard(ports, pipeline);
    const isGone = running.length === 0;
    const did = isGone
      ? `${pipeline}: removed; its history stays, and its places are nobody's`
      : `${pipeline}: no build starts a release any more, but ${few(running)} still runs; once it has ended, give this command again`;
    return { did: [did], facts: { running, isGone } };
  },
};
