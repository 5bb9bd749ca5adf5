// The configuration of a revision: out of its artifact, by its path.

import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import { templateDigest } from '../core/stack-contents.ts';
import type { Ports } from './ports.ts';
import { archiveOf, templateIn } from './stack-source.ts';

/** AppConfig hosts no larger one where nobody has asked for more; definitions and templates are smaller. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** Throws `Refused` where it is not there, or has other bytes than were pinned. */
export async function configSourceOf(
  ports: Pick<Ports, 'artifacts'>,
  { appConfig: { configuration: path } }: TargetOf<'appConfig'>,
  revision: Revision,
): Promise<string> {
  const archive = await archiveOf(ports, revision);
  const content = templateIn(archive, revision, path, MOST_BYTES);
  const pinned = revision.templates?.[path];
  if (pinned !== undefined && pinned !== templateDigest(content))
    throw new Failure('Refused', `expected ${path} to be what was pinned, got other bytes`);
  return content;
}
