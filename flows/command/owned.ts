// A pipeline's name is its owner's: nobody else's file takes it over, nor names what is not theirs.

import { beyondItsTeam } from '../../core/command/may.ts';
import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { sourceWord } from '../../core/pipeline/source-schema.ts';
import type { Definition } from '../definitions.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';

/** Throws `Refused` where it has no team although there are teams, or names what its team may not. */
export async function refuseBeyondTeam(ports: Ports, pipeline: PipelineDefinition): Promise<void> {
  const { policy } = await readPolicy(ports);
  const { owner } = pipeline;
  const teams = Object.keys(policy.teams ?? {});
  if (policy.teams !== undefined && (owner === undefined || !teams.includes(owner)))
    throw new Failure(
      'Refused',
      `expected owner to be a team of policy ${policy.policy} (${few(teams)}), got ${owner ?? 'none'}`,
    );
  const beyond = beyondItsTeam(policy, pipeline);
  if (beyond.length > 0) throw new Failure('Refused', beyond.join('\n'));
}

/**
 * Throws `Refused` where the file is another team's, or, where nobody owns what is in force, is of another project's
 * builds: two teams have hit upon one name.
 */
export function refuseTakingOver(inForce: Definition, pipeline: PipelineDefinition): void {
  const { owner, source } = inForce.pipeline;
  const isSame =
    owner === undefined
      ? sourceWord(source) === sourceWord(pipeline.source)
      : owner === pipeline.owner;
  if (isSame) return;
  const whose = owner ?? `the builds of ${sourceWord(source)}`;
  const got =
    owner === undefined ? `those of ${sourceWord(pipeline.source)}` : (pipeline.owner ?? 'nobody');
  throw new Failure(
    'Refused',
    `expected ${pipeline.pipeline} to stay with ${whose} (version ${inForce.version}, applied ${inForce.appliedAt} by ` +
      `${inForce.appliedBy ?? 'nobody known'}), got a file of ${got}; give it another name, or --take-over if it is meant`,
  );
}
