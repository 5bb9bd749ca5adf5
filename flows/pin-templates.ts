// The templates of a revision, each by its digest, once: what a target gets later is what was claimed.

import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import { templateDigest } from '../core/stack-contents.ts';
import { MOST_BYTES } from './config-source.ts';
import type { Ports } from './ports.ts';
import { archiveOf, templateIn } from './stack-source.ts';

/**
 * The revision with its templates, where one of the targets is a stack, a state machine or a configuration.
 * Throws `Refused` where one is missing.
 */
export async function withTemplates(
  ports: Ports,
  targets: readonly TargetDefinition[],
  revision: Revision,
): Promise<Revision> {
  const paths = [...new Set(targets.flatMap(templatePathsOf))];
  if (paths.length === 0 || revision.templates !== undefined) return revision;
  const archive = await archiveOf(ports, revision);
  const digests = paths.map((path) => [
    path,
    templateDigest(templateIn(archive, revision, path, MOST_BYTES)),
  ]);
  return { ...revision, templates: Object.fromEntries(digests) };
}

function templatePathsOf({ stack, stackSet, machine, appConfig }: TargetDefinition): string[] {
  const all = [stack?.template, stackSet?.template, machine?.definition, appConfig?.configuration];
  return all.filter((path) => path !== undefined);
}
