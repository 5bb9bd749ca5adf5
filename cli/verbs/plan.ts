import { duration, moment } from '../values.ts';
import { verb } from '../verb.ts';
import { pipelineFile, policyOption } from './file-operands.ts';
import { whereTargetsAre } from './where-targets-are.ts';

export const plan = verb({
  group: 'Write a pipeline',
  summary:
    'show the waves of a release, when each would run at the earliest, its bounds and what it costs',
  operands: { file: pipelineFile },
  options: {
    start: {
      value: 'TIME',
      text: 'when the release starts, with its zone, such as 2026-11-25T09:00Z; set times are told from there',
      parse: moment,
    },
    deployment: {
      value: 'DURATION',
      text: 'how long a deployment is taken to last',
      default: '5m',
      parse: duration,
    },
    test: {
      value: 'DURATION',
      text: 'how long a test is taken to last',
      default: '5m',
      parse: duration,
    },
    policy: policyOption,
    aws: { text: 'read how long the deployment groups take, where the targets are' },
    artifact: {
      value: 'PATH',
      text: 'with --aws, say what its templates would change in the stacks: a folder or zip archive as the build makes it, or a template',
    },
    ...whereTargetsAre,
  },
  run: async (asked) => (await import('../plan.ts')).plan(asked),
});
