// Command "withdraw-noise": an alarm has its rights again before its time.

import { Failure } from '../../core/failure.ts';
import { muteKeys } from '../../core/mute-keys.ts';
import { isInForce } from '../../core/quiet.ts';
import { quietKey } from '../../core/quiet-keys.ts';
import { entryOf } from '../stages.ts';
import { noiseName } from './accept-noise.ts';
import type { CommandFlow } from './flow.ts';
import { personTold } from './person-told.ts';
import { anybodys } from './whose.ts';

export const withdrawNoise: CommandFlow<'withdraw-noise'> = {
  whose: anybodys,

  async intend(ports, { body, at }) {
    const { pipeline, alarm } = body;
    const quiet = await ports.table.get(quietKey(pipeline, alarm));
    if (quiet === undefined || !isInForce(quiet, at))
      throw new Failure(
        'Refused',
        `expected an alarm of ${pipeline} that has lost a right (tidegate noise ${pipeline}), got ${alarm}, which has all of them`,
      );
    const has = `without its right to ${quiet.loses} until ${quiet.until}`;
    return {
      about: `${pipeline}: ${alarm} has its rights again`,
      changes: [{ what: alarm, from: has, to: 'all its rights' }],
      seen: { at: quiet.at },
      facts: { pipeline, alarm },
    };
  },

  async act(ports, order, { changes }) {
    const { body, by, at } = order;
    const { pipeline, alarm, reason } = body;
    const text = `${alarm} has its rights again, says ${by.name} (${by.arn}): ${reason}`;
    const line = entryOf(ports, { pipeline, id: '' }, 'NoiseWithdrawn', alarm, text);
    const entry = { ...line, at, person: personTold(order, { changes }) };
    await ports.table.change(quietKey(pipeline, alarm), (item) =>
      item === undefined || item.at >= at || !isInForce(item, at)
        ? undefined
        : { item: { ...item, until: at }, entries: [entry] },
    );
    await ports.table.change(muteKeys.mute(noiseName(pipeline, alarm)), (item) =>
      item === undefined || item.from >= at || item.until <= at
        ? undefined
        : { item: { ...item, until: at } },
    );
    return { did: [`${alarm} has its rights again; its actions run within five minutes`] };
  },
};
