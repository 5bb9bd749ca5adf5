import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';
import { commandOptions, deployedOptions, pipelineName } from './deployed-options.ts';

export const board = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'show the board in a browser: the fleet, a pipeline, or all about one release',
  details: [
    'The pages come from the function behind the stack’s API, each asked for with your credentials: you need execute-api:Invoke on GET/board. They are shown at an address of this machine alone, until Ctrl-C. With --export the pages are made here instead, from the table, and written as files that need nothing else: to be laid into a bucket, or sent.',
  ],
  operands: { pipeline: { ...pipelineName, optional: true } },
  options: {
    port: {
      value: 'N',
      text: 'where the board is on this machine; 0 is any free port',
      default: '0',
      parse: wholeNumber({ most: 65_535 }),
    },
    export: { value: 'FOLDER', text: 'writes the pages there, and ends' },
    lang: {
      value: 'LANGUAGE',
      text: 'the language of what is exported; in a browser the reader’s own decides',
      choices: ['en', 'ko'],
      default: 'en',
    },
    tz: {
      value: 'ZONE',
      text: 'the time zone of what is exported, such as Asia/Seoul; else UTC, and the reader’s own where there is a script',
    },
    api: commandOptions.api,
    ...deployedOptions,
  },
  examples: [
    { words: 'board', text: 'The fleet' },
    { words: 'board checkout', text: 'One pipeline, as it is now' },
    { words: 'board --export site', text: 'As files: aws s3 sync site s3://BUCKET/board' },
  ],
  run: async (asked) => (await import('../board.ts')).board(asked),
});
