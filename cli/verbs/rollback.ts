import { areaScopes } from '../../core/way-back.ts';
import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const rollback = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'take a revision back by hand, at any time, as a release of its own',
  details: [
    'Without options, the newest revision that any target runs is taken back wherever it runs: each target returns to what finished its bake there before. It is quarantined, and releases of it that are on their way are stopped. What was promoted is taken back as well as what a release has left behind; what the old release ended as stays.',
    'It takes precedence over all that waits or goes forward there, and waits only for a way back that is under way already. It ends RolledBack once every target is read to run what it was to return to, else LeftDirty.',
    'What a rollback brings back just now, or has brought back within ten minutes, is taken back too only where that is said (--release or --to): two people at one alarm mean the same.',
    'Targets that somebody else has changed since are never overwritten unasked: see tidegate drift.',
  ],
  operands: { pipeline: pipelineName },
  options: {
    to: {
      value: 'REVISION',
      text: 'go back to this one, which must have finished its bake there: a build number, a commit (7 digits at least), or a digest',
    },
    release: {
      value: 'RELEASE',
      text: 'take back the revision of this release, and no newer one',
    },
    scope: {
      value: 'SCOPE',
      text: 'how much: one target, the last wave or stage that runs it, or all; default: where --target or --stage says, else all',
      choices: areaScopes,
    },
    target: { value: 'NAME', text: 'on this target alone; with --scope wave, on all of its wave' },
    stage: { value: 'NAME', text: 'in this stage alone' },
    'over-drift': { text: 'also where somebody else has changed what runs' },
    reason,
    ...commandOptions,
  },
  examples: [
    { words: 'rollback checkout --reason "it loses orders"', text: 'The newest, wherever it runs' },
    {
      words: 'rollback checkout --to 411 --stage prod --reason "slow since 412"',
      text: 'Production, to an older one',
    },
  ],
  run: async (asked) => (await import('../rollback.ts')).rollback(asked),
});
