// Whatever a script deploys, by a project of CodeBuild.

import { jobNode, projectsOf } from '../job.ts';
import type { TargetOf } from '../pipeline/target-schema.ts';
import type { Kind } from './kind.ts';

type Target = TargetOf<'job'>;

export const job: Kind<Target> = {
  word: 'CodeBuild',
  // What a build of another project does, nobody can tell: each brings things to one place.
  placesOf: ({ job: it }) =>
    projectsOf(it).map((project) => ({ what: 'project', node: jobNode(project) })),
  deployedTo: ({ job: it }) => [jobNode(it.project)],
  // What it changes is said under `watch`.
  resourcesOf: () => [],
  codeOf: ({ job: it }) => it.project,
  applicationOf: () => undefined,
  groupOf: () => undefined,
  paceOf: () => undefined,
  getsOf: () => 'artifact',
  hasVersions: false,
};
