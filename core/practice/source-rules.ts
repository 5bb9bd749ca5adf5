// The rule on whether what is written of a source can be told of its builds.

import type { PipelineDefinition } from '../pipeline/schema.ts';
import { type Breach, rule } from './rule.ts';

export const branchTold = rule({
  id: 'branch-told',
  title: 'What decides on a build can be told of it',
  why: 'A push often starts a build of a bare commit, which tells neither its branch nor what it changed. Where no branches are written, such a build is a release, of whatever branch it is; where paths are named, it is one whatever it changed.',
  fix: 'write the branches whose builds are releases: source: { branches: [main] }, and let the buildspec tell: env: { exported-variables: [CODEBUILD_WEBHOOK_TRIGGER, TIDEGATE_CHANGED_PATHS] }',
  level: 'warn',
  sees: 'file',
  parameters: {},
  check: ({ pipeline: { source } }) => [...untoldBranch(source), ...untoldPaths(source)],
});

type Source = PipelineDefinition['source'];

/** Written branches are enough: a build that does not tell its own is then no release, and its ledger line says why. */
function untoldBranch({ project, branches, tags, pullRequests }: Source): Breach[] {
  if (project === undefined) return [];
  if (branches?.length === 0 && !tags?.length && !pullRequests) {
    const nothing = `expected branches or tags whose builds are releases, got none: no build of ${project} ever is one`;
    return [{ path: ['source', 'branches'], text: nothing }];
  }
  if (branches !== undefined || tags !== undefined) return [];
  const text = `expected the branches whose builds are releases, got none: a build of ${project} that does not tell its branch is a release`;
  return [{ path: ['source'], text }];
}

function untoldPaths({ project, paths }: Source): Breach[] {
  if (paths === undefined) return [];
  const text = `expected each build of ${project} to tell its changed paths, got a project that is not seen from here`;
  return [{ path: ['source', 'paths'], text, unsure: true }];
}
