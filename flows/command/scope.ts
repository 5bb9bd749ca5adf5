// What a scope means here: it must be there, and has pipelines in it.

import { Failure } from '../../core/failure.ts';
import { few } from '../../core/few.ts';
import { type Scope, scopeOf } from '../../core/hold.ts';
import { ranges } from '../../core/keys.ts';
import { nearest } from '../../core/nearest.ts';
import { readDefinition, refuseUnknown } from '../definitions.ts';
import { teamOf } from '../holds.ts';
import { orLogged, readableItems } from '../one-by-one.ts';
import { readPolicy } from '../policy.ts';
import type { Ports } from '../ports.ts';
import { sideBySide } from '../side-by-side.ts';

/** Throws `Refused` where there is no such thing, with what was probably meant. */
export async function scopeNamed(ports: Ports, text: string): Promise<Scope> {
  const scope = scopeOf(text);
  if (scope === undefined)
    throw new Failure(
      'Refused',
      `expected organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE, got ${JSON.stringify(text)}`,
    );
  if (scope.kind === 'pipeline') await refuseUnknown(ports, scope.pipeline);
  if (scope.kind === 'stage') await refuseNoStage(ports, scope.pipeline, scope.stage);
  if (scope.kind === 'team') await refuseNoTeam(ports, scope.team);
  return scope;
}

/** Throws `Refused` where the pipeline has no stage of that name. */
export async function refuseNoStage(ports: Ports, pipeline: string, stage: string): Promise<void> {
  const { pipeline: definition } = await readDefinition(ports, pipeline);
  const names = definition.stages.map(({ name }) => name);
  if (names.includes(stage)) return;
  const meant = nearest(stage, names);
  const hint = meant ? `did you mean ${meant}?` : `it has: ${few(names)}`;
  throw new Failure('Refused', `expected a stage of ${pipeline}, got ${stage}; ${hint}`);
}

/** A word that is mistyped in a hurry would stop nobody. */
async function refuseNoTeam(ports: Ports, team: string): Promise<void> {
  const { policy } = await readPolicy(ports);
  const names = await readableItems(ports, ranges.pipelineNames());
  const owners = await sideBySide(names, ({ pipeline }) =>
    orLogged(ports, { pipeline }, () => teamOf(ports, pipeline)),
  );
  const known = [
    ...new Set([...Object.keys(policy.teams ?? {}), ...owners.filter((it) => it !== undefined)]),
  ];
  if (known.includes(team)) return;
  const meant = nearest(team, known);
  const hint = meant ? `did you mean ${meant}?` : `known are: ${few(known) || 'none yet'}`;
  throw new Failure('Refused', `expected a team that owns something, got ${team}; ${hint}`);
}

/** Whether a stage of a pipeline lies in it; of whole pipelines, where no stage is named. */
export async function isIn(
  ports: Ports,
  scope: Scope,
  at: { readonly pipeline: string; readonly stage?: string },
): Promise<boolean> {
  switch (scope.kind) {
    case 'organisation':
      return true;
    case 'team':
      return (await teamOf(ports, at.pipeline)) === scope.team;
    case 'pipeline':
      return scope.pipeline === at.pipeline;
    case 'stage':
      return scope.pipeline === at.pipeline && (at.stage ?? scope.stage) === scope.stage;
  }
}

/** In whose ledger it stands: a pipeline's own, else the organisation's, which has no name. */
export function ledgerOf(scope: Scope): string {
  return 'pipeline' in scope ? scope.pipeline : '';
}
