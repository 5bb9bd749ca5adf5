import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';
import { commandOptions, deployedOptions } from './deployed-options.ts';
import { policyOption } from './file-operands.ts';

const LOCALLY = 'Without a FILE: played on this machine';
const PERSONAL = 'With a FILE: a stage of your own';

export const dev = verb({
  group: 'Try it on this machine',
  summary:
    'play releases of an example here, live in the terminal and on a board; with a team’s FILE, bring its functions to a stage of your own',
  details: [
    'Without a FILE each run is a fresh world on a simulated AWS, but for one that is kept: it goes on from where it was left, with all that was asked of it. The address that is printed first also answers AWS’s own protocols, so that the AWS CLI works against it, and so do all verbs that work with a deployed Tidegate: with --endpoint-url, or after tidegate login --endpoint-url. Ctrl-C leaves.',
    'With a FILE a pipeline of your own is made of the team’s: its functions in the account of your credentials, each behind an alias that is yours, with the same tests where they can run there, the same alarms of your alias alone, and the same judge; bakes take minutes, and nobody is asked. It is shown, applied to the Tidegate there, and what your build made is released and followed: what happens to it, and what exactly its revision logs. Nothing of the team’s is changed, and no account of production is touched; an alarm of a whole function counts your calls too, and is told of. See docs/dev.md.',
  ],
  forms: [
    '[OPTIONS]',
    'FILE --artifact PATH [--as NAME] [--watch] [OPTIONS]',
    'FILE --remove [--as NAME]',
  ],
  operands: {
    file: {
      value: 'FILE',
      what: 'one pipeline file',
      text: 'a team’s pipeline, such as tidegate.yml',
      optional: true,
    },
  },
  options: {
    once: { text: 'play to the end as fast as it can, and exit', group: LOCALLY },
    packaged: {
      text: 'play what `serverless package` writes, packaging first where it is older than the sources: its template, and its bundles as they ship',
      group: LOCALLY,
    },
    port: {
      value: 'N',
      text: 'where the board is; 0 is any free port',
      default: '0',
      parse: wholeNumber({ most: 65_535 }),
      group: LOCALLY,
    },
    pause: {
      value: 'STAGE',
      text: 'let time stand still when that stage bakes, until a command from outside, or Enter',
      group: LOCALLY,
    },
    seed: {
      value: 'N',
      text: 'the order of things',
      default: '1',
      parse: wholeNumber({ most: 4_294_967_295 }),
      group: LOCALLY,
    },
    keep: {
      value: 'FOLDER',
      text: 'keep the world there, and go on with the one that is',
      group: LOCALLY,
    },
    pipeline: { value: 'FILE', text: 'another pipeline than the example', group: LOCALLY },
    scenario: {
      value: 'FILE',
      text: 'another scenario than the two releases of the example',
      group: LOCALLY,
    },
    artifact: {
      value: 'PATH',
      text: 'what your build makes: a zip archive, or a folder that is packed as one; of several parts PART=PATH for each',
      many: true,
      group: PERSONAL,
    },
    as: {
      value: 'NAME',
      text: 'whose stage it is; else the name of your credentials',
      group: PERSONAL,
    },
    watch: { text: 'begin the next release as what is built changes', group: PERSONAL },
    invoke: {
      value: 'FILE',
      text: 'call your aliases with that event every two seconds while they bake',
      group: PERSONAL,
    },
    'count-in-alarms': {
      text: 'with --invoke: it is meant, although alarms of the team count calls of your aliases',
      group: PERSONAL,
    },
    again: { text: 'release bytes that had their release', group: PERSONAL },
    show: {
      text: 'only show what it would be; with --as, --account and --region nobody is asked',
      group: PERSONAL,
    },
    remove: { text: 'take your stage away again, and stop what runs of it', group: PERSONAL },
    bucket: {
      value: 'NAME',
      text: 'where what is built goes, else TIDEGATE_DEV_BUCKET, the one before, or that of the team’s source',
      group: PERSONAL,
    },
    policy: { ...policyOption, group: PERSONAL },
    account: {
      value: 'ACCOUNT',
      text: 'the account that is meant: credentials of another one are refused',
      group: PERSONAL,
    },
    'in-production-account': {
      value: 'ACCOUNT',
      text: 'that account is meant, although production stages deploy there',
      group: PERSONAL,
    },
    ...deployedOptions,
    api: commandOptions.api,
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
    {
      words: 'dev tidegate.yml --artifact dist/ --watch',
      text: 'Your build on your own stage, and each that follows',
    },
  ],
  exits: {
    1: 'where a run did not come to its end, or a release was not promoted',
    4: 'where it was not followed to its end',
  },
  run: async ({ file, ...asked }) => {
    const given = await import('../dev-forms.ts');
    given.refuseOtherForm(file, asked);
    if (file === undefined) return (await import('../dev.ts')).dev(asked);
    return (await import('../personal/personal.ts')).personal({ ...asked, file });
  },
});
