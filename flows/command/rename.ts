// Command "rename": a pipeline gets another name, with all that later decisions are made of.

import { dropDashboard, keepDashboard } from '../dashboards.ts';
import { readNamed, refuseUnknown } from '../definitions.ts';
import { refuseNoName, refuseRename, renamePipeline } from '../rename.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { ofPipeline } from './whose.ts';

export const rename: CommandFlow<'rename'> = {
  whose: (ports, { body }) => ofPipeline(ports, body.pipeline),

  async intend(ports, { body: { pipeline, to } }) {
    refuseNoName(to);
    const { version } = await refuseUnknown(ports, pipeline);
    await refuseRename(ports, pipeline, to);
    return {
      about: `${pipeline}: is called ${to} from then on`,
      changes: [{ what: 'its name', from: pipeline, to }],
      // Whoever was interrupted gives it again, and goes on where it was.
      seen: { version },
      facts: { from: pipeline },
    };
  },

  async act(ports, order, { seen, changes }) {
    const { pipeline, to } = order.body;
    const { version: onVersion } = seen as { readonly version: number };
    const person = personTold(order, { changes }, `version ${onVersion}`);
    const asked = { by: order.by.arn, onVersion, person };
    const { version } = await renamePipeline(ports, pipeline, to, asked);
    await dropDashboard(ports, pipeline);
    const renamed = await readNamed(ports, to);
    const notes = renamed ? await keepDashboard(ports, renamed.pipeline) : [];
    const did = `${pipeline}: is called ${to} from now on; write that name into its file before you apply it again`;
    return {
      did: [did, ...notes.map((note) => `note: ${note}`)],
      facts: { pipeline: to, version },
    };
  },
};
