// Command "apply": a pipeline's file becomes its version in force, whole or not at all.

import { createHash } from 'node:crypto';
import type { KnownSource } from '../../core/admission/source.ts';
import type { BodyOf } from '../../core/command/words.ts';
import { Failure } from '../../core/failure.ts';
import { keys } from '../../core/keys.ts';
import { parsePipeline } from '../../core/pipeline/parse.ts';
import { refusePlaceholders } from '../../core/pipeline/placeholders.ts';
import type { PipelineDefinition } from '../../core/pipeline/schema.ts';
import { planOf } from '../../core/plan.ts';
import { keepDashboard } from '../dashboards.ts';
import { applyPipeline, readNamed, refuseLeaving } from '../definitions.ts';
import { refusePlacesOfOthers } from '../owners.ts';
import { differencesShown } from './differences.ts';
import type { CommandFlow } from './flow.ts';
import { refuseBeyondTeam, refuseTakingOver } from './owned.ts';
import { paceNotes } from './pace-notes.ts';
import { personTold } from './person-told.ts';
import { setNotes } from './set-notes.ts';
import { ofPipeline } from './whose.ts';

export const apply: CommandFlow<'apply'> = {
  async whose(ports, { body }) {
    const { pipeline, owner } = parsed(body);
    const inForce = await readNamed(ports, pipeline);
    return inForce ? [...(await ofPipeline(ports, pipeline)), { owner }] : [{ owner }];
  },

  async intend(ports, { body }) {
    const pipeline = parsed(body);
    planOf(pipeline);
    await refuseBeyondTeam(ports, pipeline);
    const inForce = await readNamed(ports, pipeline.pipeline);
    if (inForce && !body.takeOver) refuseTakingOver(inForce, pipeline);
    // One that was removed has a version still, and is applied as its next.
    const stored = await ports.table.get(keys.definition(pipeline.pipeline));
    refuseLeaving(stored, pipeline.pipeline);
    await refusePlacesOfOthers(ports, pipeline);
    const changes = differencesShown(inForce?.pipeline, pipeline);
    const { pipeline: name } = pipeline;
    return {
      about: inForce
        ? `${name}: version ${inForce.version} is in force, applied ${inForce.appliedAt} by ${inForce.appliedBy ?? 'nobody known'}`
        : `${name}: not applied yet; this is its first version`,
      changes,
      notes: [
        ...(await paceNotes(ports, pipeline, body)),
        ...(await setNotes(ports, pipeline, body)),
      ],
      seen: { version: stored?.version ?? 0 },
      facts: { pipeline: name, ...ports.home },
    };
  },

  async act(ports, order, { seen, changes, notes: known = [] }) {
    const { body, by, at } = order;
    const pipeline = parsed(body);
    const { version: onVersion } = seen as { readonly version: number };
    const applied = await applyPipeline(ports, pipeline, {
      by: by.arn,
      at,
      onVersion,
      text: `${body.reason ?? 'no reason given'}; seen: version ${onVersion}`,
      person: personTold(order, { changes }, `version ${onVersion}`),
    });
    const { version, appliedAt, isNew, source } = applied;
    const place = `in force in ${ports.home.account} ${ports.home.region}`;
    const did = isNew
      ? `${pipeline.pipeline}: version ${version} is ${place}, applied ${appliedAt}`
      : `${pipeline.pipeline}: nothing new; version ${version} stays ${place}, applied ${appliedAt}`;
    const notes = [...sourceNotes(pipeline, source), ...(await keepDashboard(ports, pipeline))];
    return {
      did: [did, ...notes.map((note) => `note: ${note}`)],
      facts: { version, isNew, appliedAt, notes: [...notes, ...known] },
    };
  },
};

/** As the command line reads it: what is refused here is refused there, with the same words. */
function parsed({ text, file, templates }: BodyOf<'apply'>): PipelineDefinition {
  const pipeline = parsePipeline(text, file, (path) => {
    const found = Object.hasOwn(templates, path) ? templates[path] : undefined;
    if (found === undefined)
      throw new Failure('Refused', `expected the template ${path} beside ${file}, got none`);
    const digest = `sha256:${createHash('sha256').update(found).digest('hex')}`;
    return { name: path, text: found, digest };
  });
  refusePlaceholders(pipeline, text, file);
  return pipeline;
}

/** What a person should know of the source, since it decides which builds are releases. */
function sourceNotes({ source }: PipelineDefinition, known: KnownSource | undefined): string[] {
  const { project, branches, paths } = source;
  if (project === undefined) return [];
  if (known === undefined)
    return [`project ${project} could not be read: its builds are not compared with it`];
  const untold =
    paths !== undefined && known.repository === undefined
      ? [
          `the source of project ${project} does not tell what a commit changed: a build is a release whatever it changed, ` +
            'unless its buildspec exports TIDEGATE_CHANGED_PATHS',
        ]
      : [];
  if (branches !== undefined || known.defaultBranch !== undefined) return untold;
  return [
    ...untold,
    `nothing tells the default branch of project ${project}: builds of main, master and trunk are releases, ` +
      'and those that tell no branch; write source.branches',
  ];
}
