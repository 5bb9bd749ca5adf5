import { verb } from '../verb.ts';
import { commandOptions, deployedOptions } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';

export const policy = verb({
  group: 'Work with a deployed Tidegate',
  summary:
    'store an organisation’s policy in the table of a deployed Tidegate, or show the one in force',
  forms: ['apply FILE [OPTIONS]', 'show [OPTIONS]'],
  operands: {
    action: {
      value: 'ACTION',
      what: 'apply FILE or show',
      text: 'what to do',
      choices: ['apply', 'show'],
    },
    file: { value: 'FILE', what: 'a policy file', text: 'the policy to apply', optional: true },
  },
  options: { reason: optionalReason, ...deployedOptions, api: commandOptions.api },
  run: async (asked) => (await import('../policy.ts')).policy(asked),
});
