// The definition of a revision's state machine: out of its artifact, by its path.

import { Failure } from '../core/failure.ts';
import type { TargetOf } from '../core/pipeline/target-schema.ts';
import type { Revision } from '../core/revision.ts';
import { templateDigest } from '../core/stack-contents.ts';
import type { Ports } from './ports.ts';
import { archiveOf, templateIn } from './stack-source.ts';

/** Step Functions takes no larger one; CloudFormation not even that, and says so itself. */
const MOST_BYTES = 1_048_576;

/** Throws `Refused` where it is not there, is no definition, or has other bytes than were pinned. */
export async function machineSourceOf(
  ports: Pick<Ports, 'artifacts'>,
  { machine: { definition: path } }: TargetOf<'machine'>,
  revision: Revision,
): Promise<string> {
  const archive = await archiveOf(ports, revision);
  const definition = templateIn(archive, revision, path, MOST_BYTES);
  const pinned = revision.templates?.[path];
  if (pinned !== undefined && pinned !== templateDigest(definition))
    throw new Failure('Refused', `expected ${path} to be what was pinned, got other bytes`);
  return definition;
}
