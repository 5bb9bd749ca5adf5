import { moment } from '../values.ts';
import { verb } from '../verb.ts';
import { commandOptions, deployedOptions, pipelineName } from './deployed-options.ts';
import { optionalReason } from './deployed-reason.ts';
import { lastOption } from './last-option.ts';

export const noise = verb({
  group: 'Ask why',
  summary:
    'list how noisy each alarm is, and let one that is lose its right to page, then to block',
  details: [
    'An alarm is noisy where people have said of what it failed that it was harmless (tidegate correct). Of a noisy one ' +
      'it is proposed that it wakes nobody any more, then that it stops nothing any more, with a task to mend it. ' +
      'Nothing follows from a proposal by itself.',
    'accept carries it out, for those who may let something through: first the alarm’s actions are muted, and, accepted ' +
      'once more, it fails no bake and keeps no gate shut. It is read and shown all the same, and has its rights again ' +
      'at the time that --until says. Anyone who may read may withdraw it before.',
  ],
  forms: [
    'list [PIPELINE] [OPTIONS]',
    'accept PIPELINE ALARM --until TIME --reason TEXT [OPTIONS]',
    'withdraw PIPELINE ALARM --reason TEXT [OPTIONS]',
  ],
  operands: {
    action: {
      value: 'ACTION',
      what: 'list, accept or withdraw',
      text: 'what to do (default: list)',
      optional: true,
    },
    pipeline: { ...pipelineName, optional: true },
    alarm: { value: 'ALARM', what: 'an alarm', text: 'as the list has it', optional: true },
  },
  options: {
    until: {
      value: 'TIME',
      text: 'of accept: when it has its rights again, with its zone; within 15 days',
      parse: moment,
    },
    reason: optionalReason,
    last: lastOption,
    ...deployedOptions,
    api: commandOptions.api,
  },
  examples: [
    { words: 'noise', text: 'Every alarm of every pipeline that has failed anything' },
    {
      words:
        'noise accept checkout checkout-latency --until 2026-12-10T08:00Z --reason "the nightly load; a rate comes"',
      text: 'It wakes nobody until then; given again, it stops nothing either',
    },
  ],
  run: async (asked) => (await import('../noise.ts')).noise(asked),
});
