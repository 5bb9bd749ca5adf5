import { duration } from '../values.ts';
import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const status = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'show a pipeline as it is now, or a line for each of all, what needs a person first',
  details: [
    'With --watch it draws the pipeline again and again until the release has ended; where no terminal is, it prints how it stands, and a line a change. With --wait it says nothing until then: made for scripts. Both end earlier where the release waits for a person, but for a watch that somebody looks at. The release is the one of --release, else the one under way, else the last one.',
  ],
  forms: [
    '[PIPELINE] [--table NAME] [--region REGION] [--endpoint-url URL] [--json]',
    'PIPELINE (--watch | --wait) [--release RELEASE] [--timeout DURATION] [--table NAME] [--region REGION] [--endpoint-url URL] [--json]',
  ],
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: {
    watch: { text: 'until the release has ended' },
    wait: { text: 'until the release has ended, or waits for a person' },
    release: {
      value: 'RELEASE',
      text: 'which one: an id, a build number, seven digits of a commit, an execution, or latest',
    },
    timeout: { value: 'DURATION', text: 'at most so long, as in 2h', parse: duration },
    ...deployedOptions,
  },
  examples: [
    { words: 'status', text: 'The fleet' },
    { words: 'status checkout --watch', text: 'Look on' },
    {
      words: 'status checkout --wait --release 413 --timeout 6h',
      text: 'In a script: 0 only if it was promoted',
    },
  ],
  exits: {
    0: 'promoted, or rolled back as a person has asked',
    1: 'any other end',
    3: 'waits for a person',
    4: 'time over',
  },
  run: async (asked) => (await import('../status.ts')).status(asked),
});
