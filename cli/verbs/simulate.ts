import { outcomes } from '../../core/outcome.ts';
import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';
import { pipelineFile } from './file-operands.ts';

export const simulate = verb({
  group: 'Try it on this machine',
  summary: 'play a scenario on a pipeline, as fast as it can, and say how each release ended',
  details: [
    'No AWS account is needed. The same pipeline, scenario and seed give the same bytes.',
    'With --faults nobody writes a scenario: each seed draws a bad day, of a revision that is bad in some way and of an AWS that is not always well, and the whole says how far harm came, how long it took until it was taken back, who was woken, and what was left for a person. Such a day is found again by its seed; --json tells its scenario.',
  ],
  forms: [
    'FILE --scenario FILE [--seed N] [--expect OUTCOME] [--messages] [--json]',
    'FILE --faults [--seeds N] [--seed N] [--against FILE] [--json]',
  ],
  operands: { file: pipelineFile },
  options: {
    scenario: {
      value: 'FILE',
      text: 'what the world does meanwhile; examples/scenarios has many',
    },
    faults: { text: 'play bad days that are drawn, in place of a scenario' },
    seeds: {
      value: 'N',
      text: 'how many bad days; 100 where it is not given',
      parse: wholeNumber({ least: 1, most: 100_000 }),
    },
    against: {
      value: 'FILE',
      text: 'another version of the pipeline, on which the same bad days are played',
    },
    messages: {
      text: 'tell what would be told of a pipeline that says nothing of messages: as if it had a pager',
    },
    seed: {
      value: 'N',
      text: 'the order of things; of bad days, the first',
      default: '1',
      parse: wholeNumber({ most: 9_999_999_999 }),
    },
    expect: {
      value: 'OUTCOME',
      text: 'exit with 1 unless every release ends so; given several times, each release in its order',
      many: true,
      choices: outcomes,
    },
  },
  examples: [
    {
      words: 'simulate tidegate.yml --scenario bad-day.yml --seed 7',
      text: 'The same bad day in another order',
    },
    {
      words: 'simulate tidegate.yml --scenario bad-day.yml --expect RolledBack',
      text: 'In CI: the bad day must be caught',
    },
    {
      words: 'simulate tidegate.yml --faults --seeds 500 --against before.yml',
      text: 'What five hundred bad days would do, now and before the file was changed',
    },
  ],
  exits: { 1: 'where a release did not end as expected' },
  run: async (asked) => (await import('../simulate.ts')).simulate(asked),
});
