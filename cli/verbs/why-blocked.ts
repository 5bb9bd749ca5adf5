import { verb } from '../verb.ts';
import { deployedOptions, pipelineName } from './deployed-options.ts';

export const whyBlocked = verb({
  group: 'Ask why',
  summary: 'tell why releases wait: each reason, since when, who can clear it, and the command',
  details: [
    'Of one release it tells where it is, or how it ended. Of a build that is no release it tells why it is none.',
  ],
  operands: {
    pipeline: pipelineName,
    release: {
      value: 'RELEASE',
      what: 'a release',
      text: 'one release, or a build that should be one: an id, a build number, seven digits of a commit, an execution, or latest',
      optional: true,
    },
  },
  options: deployedOptions,
  examples: [
    { words: 'why-blocked checkout', text: 'What waits, and for what' },
    { words: 'why-blocked checkout 413', text: 'What became of build 413' },
  ],
  run: async (asked) => (await import('../why-blocked.ts')).whyBlocked(asked),
});
