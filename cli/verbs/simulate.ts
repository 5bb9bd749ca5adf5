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
  },
  examples: [
    {
      words: 'simulate tidegate.yml --scenario bad-day.yml --seed 7',
      text: 'The same bad day in another order',
    },
  ],
  run: async (asked) => (await import('../simulate.ts')).simulate(asked),
});
