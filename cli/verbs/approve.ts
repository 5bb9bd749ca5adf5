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
    'A change set of a stack that may destroy data waits for a person, too: --changes consents to that very change set, which is shown with it; one that would change other things asks again.',
  ],
  operands: { pipeline: pipelineName, what: revisionNamed },
  options: {
    stage: stageOption,
    changes: {
      value: 'TARGET',
      text: 'what the change set of this target may destroy, and no stage',
    },
    reason,
    ...commandOptions,
  },
  examples: [
    {
      words: 'approve checkout 412 --stage prod --reason "reviewed with the till team"',
      text: 'Let it into production',
    },
    {
      words: 'approve orders 412 --changes prod-eu-west-1 --reason "the table is empty"',
      text: 'Let a stack’s table be replaced',
    },
  ],
  run: async (asked) => (await import('../decide.ts')).approve(asked),
});
