// StackSets of a pipeline that is applied: what would spread by itself is refused, what could not be asked is told.

import { refusedFile } from '../../core/failure.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { placesIn } from '../../core/strict-yaml.ts';
import type { Ports } from '../ports.ts';
import { setFindings } from '../set-findings.ts';

/** Throws `Refused` with a line for each thing that is wrong. */
export async function setNotes(
  ports: Pick<Ports, 'stackSets'>,
  pipeline: PipelineDefinition,
  { text, file }: { readonly text: string; readonly file: string },
): Promise<string[]> {
  const { found, unread } = await setFindings(
    { set: (target) => ports.stackSets.set(target) },
    pipeline,
  );
  if (found.length > 0) {
    const placeOf = placesIn(text);
    throw refusedFile(found.map((each) => ({ file, ...placeOf(each.path), text: each.text })));
  }
  return unread.map((each) => `${each}; its gate asks again`);
}
