import { lastingUpTo, moment } from '../values.ts';
import { verb } from '../verb.ts';
import { commandOptions, pipelineName } from './deployed-options.ts';
import { reason } from './deployed-reason.ts';

export const freeze = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'let no wave start in a scope for a time that was agreed on',
  details: [
    'What is under way is watched to the end of its wave; rollbacks are still allowed. It begins and ends by itself. Anyone who may read may freeze; tidegate unfreeze ends it before its time, and tidegate skip-wait lets one release through.',
    'What holds every year, and is reviewed, is better written into the policy (freezes).',
  ],
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: {
    reason,
    stage: { value: 'STAGE', text: 'this stage alone' },
    scope: {
      value: 'SCOPE',
      text: 'in place of a pipeline: organisation, team:NAME, pipeline:NAME or stage:PIPELINE/STAGE',
    },
    for: { value: 'DURATION', text: 'how long, from when it begins', parse: lastingUpTo(366) },
    until: {
      value: 'TIME',
      text: 'in place of --for: when it ends, with its zone',
      parse: moment,
    },
    from: { value: 'TIME', text: 'when it begins (default: now)', parse: moment },
    owner: { value: 'NAME', text: 'who answers for it (default: who gives it)' },
    ...commandOptions,
  },
  examples: [
    {
      words:
        'freeze --scope organisation --until 2026-12-28T08:00Z --owner ops --reason "Christmas"',
      text: 'Nothing starts until then',
    },
    {
      words: 'freeze checkout --stage prod --for 3h --reason "a sale"',
      text: 'One stage, three hours',
    },
  ],
  run: async (asked) => (await import('../freeze.ts')).freeze(asked),
});
