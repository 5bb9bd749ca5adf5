// What runs a test that is no build has ended: the test's wait ends.

import { keys } from '../core/keys.ts';
import { lookAtTest } from './look-at-test.ts';
import type { Ports } from './ports.ts';
import { seesOfOthers } from './tests/sees.ts';

/** Of what nobody waits for it is nothing. */
export async function testChanged(ports: Ports, run: string): Promise<void> {
  const wait = await ports.table.get(keys.testWait(run));
  if (wait) await lookAtTest(ports, wait, seesOfOthers);
  else ports.log.info('ignored the end of what no test waits for', { run });
}
