// Command "hold": no wave of a pipeline, or of one of its stages, starts.

import type { BodyOf } from '../../core/command/words.ts';
import type { Scope } from '../../core/hold.ts';
import { refuseUnknown } from '../definitions.ts';
import type { CommandFlow } from './flow.ts';
import { intendHold, putHold } from './put-hold.ts';
import { refuseNoStage } from './scope.ts';
import { anybodys } from './whose.ts';

export const hold: CommandFlow<'hold'> = {
  whose: anybodys,
  async intend(ports, order) {
    const { body } = order;
    const { pipeline, stage } = body;
    await refuseUnknown(ports, pipeline);
    if (stage !== undefined) await refuseNoStage(ports, pipeline, stage);
    return intendHold(ports, scopeIn(body), order);
  },
  act: (ports, order, intent) => putHold(ports, { scope: scopeIn(order.body), ...order }, intent),
};

function scopeIn({ pipeline, stage }: BodyOf<'hold'>): Scope {
  return stage === undefined ? { kind: 'pipeline', pipeline } : { kind: 'stage', pipeline, stage };
}
