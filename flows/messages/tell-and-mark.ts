// Tells people of what has ended, and marks it on its service's dashboard: neither keeps the other from being done.

import { markDeployments, markedBy } from '../mark-deployments.ts';
import type { Ports } from '../ports.ts';
import { type Hint, tellPeople } from './tell-people.ts';

export async function tellAndMark(
  ports: Ports,
  hint: Hint,
  ended: Parameters<typeof markedBy>[0] = {},
): Promise<void> {
  try {
    await tellPeople(ports, hint);
  } finally {
    const marked = markedBy(ended);
    if (marked) await markDeployments(ports, marked.pipeline, marked.releases);
  }
}
