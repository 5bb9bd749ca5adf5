// What runs a test that is no build has ended: the test's wait ends.

import { keys, ranges } from '../core/keys.ts';
import { lookAtTest } from './look-at-test.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';
import { isOfCanaries } from './tests/canary-test.ts';
import { seesOfOthers } from './tests/sees.ts';

/** A run of a canary says nothing of whom it is for: all that wait for canaries look. */
export async function canaryChanged(ports: Ports): Promise<void> {
  const waits = await readableItems(ports, ranges.waits());
  for (const wait of waits)
    if (wait.kind === 'test' && isOfCanaries(wait.build))
      await lookAtTest(ports, wait, seesOfOthers);
}

/** Of what nobody waits for it is nothing. */
export async function testChanged(ports: Ports, run: string): Promise<void> {
  const wait = await ports.table.get(keys.testWait(run));
  if (wait) await lookAtTest(ports, wait, seesOfOthers);
  else ports.log.info('ignored the end of what no test waits for', { run });
}
