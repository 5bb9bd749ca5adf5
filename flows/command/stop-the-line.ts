// Command "stop-the-line": no wave starts in all of a scope.

import type { CommandFlow } from './flow.ts';
import { intendHold, putHold } from './put-hold.ts';
import { scopeNamed } from './scope.ts';
import { anybodys } from './whose.ts';

export const stopTheLine: CommandFlow<'stop-the-line'> = {
  whose: anybodys,
  intend: async (ports, order) =>
    intendHold(ports, await scopeNamed(ports, order.body.scope), order),
  act: async (ports, order, intent) =>
    putHold(ports, { scope: await scopeNamed(ports, order.body.scope), ...order }, intent),
};
