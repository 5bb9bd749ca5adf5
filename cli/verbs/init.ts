import { verb } from '../verb.ts';
import { endpoint } from './deployed-options.ts';

const group =
  'What a file cannot say; STAGE= is verify, beta, gamma or prod, and may be left out for all';

export const init = verb({
  group: 'Write a pipeline',
  summary: 'write a first pipeline file, from a template, a folder or a running account',
  forms: [
    '[FILE... | --template FILE... | --from FOLDER | --aws] [--out FILE] [--force] [--name NAME] [--json]',
    '... [--account [STAGE=]ID] [--region [STAGE=]REGION,...] [--stage STAGE=VALUE] [--stack [STAGE=]NAME]',
    '... [--parameter NAME=VALUE] [--resources [STAGE=]FILE] [--endpoint-url URL]',
  ],
  operands: {
    files: {
      value: 'FILE',
      what: 'templates',
      text: 'CloudFormation, SAM or Serverless files, as --template',
      optional: true,
      many: true,
    },
  },
  options: {
    from: { value: 'FOLDER', text: 'where to look for a template; else here' },
    template: { value: 'FILE', text: 'a CloudFormation, SAM or Serverless file', many: true },
    aws: { text: 'read what runs in the account of the credentials, and change nothing there' },
    'endpoint-url': endpoint,
    out: { value: 'FILE', text: 'what to write', default: 'tidegate.yml' },
    force: { text: 'replace a file that is there' },
    name: { value: 'NAME', text: 'what the pipeline is called' },
    account: { value: '[STAGE=]ID', text: 'the account of a stage', many: true, group },
    region: {
      value: '[STAGE=]REGION',
      text: 'the region of a stage, or several with commas',
      many: true,
      group,
    },
    stage: {
      value: 'STAGE=VALUE',
      text: 'what a stage is called in the template',
      many: true,
      group,
    },
    stack: { value: '[STAGE=]NAME', text: 'what its stack is called', many: true, group },
    parameter: { value: 'NAME=VALUE', text: 'a parameter of the template', many: true, group },
    resources: {
      value: '[STAGE=]FILE',
      text: 'what aws cloudformation describe-stack-resources printed',
      many: true,
      group,
    },
  },
  run: async (asked) => (await import('../init.ts')).init(asked),
});
