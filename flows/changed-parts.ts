// Which parts of a revision are other than what its targets run: the ledger tells, as its release starts.

import { ranges } from '../core/keys.ts';
import { targetsOf } from '../core/pipeline/parse.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { Revision } from '../core/revision.ts';
import { readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/** `; new are api (api.zip@3sL4kqt); as they are: web`; empty of what has no parts. */
export async function changedPartsText(
  ports: Ports,
  { pipeline, stages }: PipelineDefinition,
  { parts }: Revision,
): Promise<string> {
  if (parts === undefined) return '';
  const items = await readableItems(ports, ranges.targets(pipeline));
  const running = new Map(items.map((item) => [item.name, item.running?.revision]));
  const targets = stages.flatMap(targetsOf);
  const isSame = (part: string) =>
    targets.every(
      (target) =>
        target.part !== part ||
        running.get(target.name)?.parts?.[part]?.digest === parts[part]?.digest,
    );
  const all = Object.keys(parts);
  const changed = all.filter((part) => !isSame(part));
  const text = changed.map((part) => `${part} (${parts[part]?.name ?? parts[part]?.digest})`);
  const kept = all.filter(isSame);
  const asTheyAre = kept.length > 0 ? `; as before: ${kept.join(', ')}` : '';
  return `; new: ${text.join(', ') || 'no part'}${asTheyAre}`;
}
