import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';
import { revisionNamed } from './revision-named.ts';
import { stageOption } from './stage-option.ts';

export const approve = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'approve the plan of a stage that waits for approvals',
  details: [
    'What is approved is the plan, shown with it: this revision, on these targets, in this way. Nobody approves a change of their own: the policy says which identities in git and in IAM are whose, and whoever is not in it may approve nothing. The gate is looked at at once. What somebody has rejected stays so: it has to be started again.',
  ],
  operands: { pipeline: pipelineName, what: revisionNamed },
  options: { stage: stageOption, reason, ...commandOptions },
  examples: [
    {
      words: 'approve checkout 412 --stage prod --reason "reviewed with the till team"',
      text: 'Let it into production',
    },
  ],
  run: async (asked) => (await import('../decide.ts')).approve(asked),
});
