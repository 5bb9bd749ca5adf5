import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';

export const dev = verb({
  group: 'Try it on this machine',
  summary:
    'play releases of an example on a simulated AWS, live in the terminal and on a board in the browser',
  details: [
    'Each run is a fresh world, but for one that is kept: it goes on from where it was left, with all that was asked of it. The address that is printed first also answers AWS’s own protocols, so that the AWS CLI works against it, and so do all verbs that work with a deployed Tidegate: with --endpoint-url, or after tidegate login --endpoint-url. Ctrl-C leaves.',
  ],
  options: {
    once: { text: 'play to the end as fast as it can, and exit' },
    packaged: {
      text: 'play what `serverless package` writes, packaging first where it is older than the sources: its template, and its bundles as they ship',
    },
    port: {
      value: 'N',
      text: 'where the board is; 0 is any free port',
      default: '0',
      parse: wholeNumber({ most: 65_535 }),
    },
    pause: {
      value: 'STAGE',
      text: 'let time stand still when that stage bakes, until a command from outside, or Enter',
    },
    seed: {
      value: 'N',
      text: 'the order of things',
      default: '1',
      parse: wholeNumber({ most: 4_294_967_295 }),
    },
    keep: { value: 'FOLDER', text: 'keep the world there, and go on with the one that is' },
    pipeline: { value: 'FILE', text: 'another pipeline than the example' },
    scenario: { value: 'FILE', text: 'another scenario than the two releases of the example' },
  },
  examples: [
    { words: 'dev --once --json | jq .releases', text: 'What became of each release' },
    {
      words: 'dev --pipeline tidegate.yml --scenario bad-day.yml',
      text: 'Your own pipeline on your own bad day',
    },
    {
      words: 'status --endpoint-url http://127.0.0.1:4811',
      text: 'From another terminal, where dev runs with --port 4811',
    },
  ],
  exits: { 1: 'where a run with --once did not come to its end' },
  run: async (asked) => (await import('../dev.ts')).dev(asked),
});
