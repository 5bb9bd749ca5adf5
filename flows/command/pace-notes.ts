// How long groups and stacks of a pipeline take: what cannot be kept is refused, what is derived is told.

import { refusedFile } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { contradictionsIn, limitsOf, limitTexts } from '../../core/stage-limits.ts';
import { placesIn } from '../../core/strict-yaml.ts';
import { readKnownPaces } from '../paces.ts';
import type { Ports } from '../ports.ts';

/** Throws `Refused` with a line for each limit that a deployment of its stage cannot keep. */
export async function paceNotes(
  ports: Ports,
  { stages }: PipelineDefinition,
  { text, file }: { readonly text: string; readonly file: string },
): Promise<string[]> {
  const { paces, unread } = await readKnownPaces(ports, { stages });
  const found = contradictionsIn(stages, paces);
  if (found.length > 0) {
    const placeOf = placesIn(text);
    throw refusedFile(found.map((each) => ({ file, ...placeOf(each.path), text: each.text })));
  }
  return [
    ...limitTexts(limitsOf(stages, paces)),
    ...[...unread].map(
      (account) =>
        `the deployment groups, stacks and strategies in account ${account} could not be read: a limit that its stage ` +
        'does not write is derived from them before its gate opens',
    ),
  ];
}
