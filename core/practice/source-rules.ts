// The rule on whether what is written of a source can be told of its builds.

import { type Breach, rule } from './rule.ts';

export const branchTold = rule({
  id: 'branch-told',
  title: 'What decides on a build can be told of it',
  why: 'A push often starts a build of a bare commit, which tells neither its branch nor what it changed. Where branches are named, such a build is no release unless the project’s webhook lets nothing else build; where paths are named, it is one whatever it changed.',
  fix: 'let the buildspec tell: env: { exported-variables: [CODEBUILD_WEBHOOK_TRIGGER, TIDEGATE_CHANGED_PATHS] }; or give the webhook the filter HEAD_REF ^refs/heads/main$',
  level: 'advise',
  sees: 'file',
  parameters: {},
  check({ pipeline: { source } }) {
    return (['branches', 'paths'] as const).flatMap((key): Breach[] => {
      if (source[key] === undefined) return [];
      const what = key === 'branches' ? 'branch' : 'changed paths';
      const text = `expected each build of ${source.project} to tell its ${what}, got a project that is not seen from here`;
      return [{ path: ['source', key], text, unsure: true }];
    });
  },
});
