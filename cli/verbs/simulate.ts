import { outcomes } from '../../core/outcome.ts';
import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';
import { pipelineFile } from './file-operands.ts';

export const simulate = verb({
  group: 'Try it on this machine',
  summary: 'play a scenario on a pipeline, as fast as it can, and say how each release ended',
  details: ['No AWS account is needed. The same pipeline, scenario and seed give the same bytes.'],
  operands: { file: pipelineFile },
  options: {
    scenario: {
      value: 'FILE',
      text: 'what the world does meanwhile; examples/scenarios has many',
      required: true,
    },
    seed: {
      value: 'N',
      text: 'the order of things',
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
  ],
  exits: { 1: 'where a release did not end as expected' },
  run: async (asked) => (await import('../simulate.ts')).simulate(asked),
});
