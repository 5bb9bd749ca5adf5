import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const releases = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'list the releases: id, build, commit, how each ended, when, and who asked for it',
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: {
    last: {
      value: 'N',
      text: 'how many, the newest first',
      default: '20',
      parse: wholeNumber({ least: 1, most: 10_000 }),
    },
    named: {
      value: 'RELEASE',
      text: 'only what this could mean: an id, a build number, seven digits of a commit, an execution, or latest',
    },
    ...deployedOptions,
  },
  examples: [
    { words: 'releases checkout --last 5', text: 'The last five' },
    { words: 'releases --named 4f1d2c3', text: 'What became of a commit, in every pipeline' },
  ],
  run: async (asked) => (await import('../releases.ts')).releases(asked),
});
