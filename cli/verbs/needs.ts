import { forms } from '../../authoring/needs/written.ts';
import { verb } from '../verb.ts';

export const needs = verb({
  group: 'Write a pipeline',
  summary:
    'write what targets need before a first release: alias, CodeDeploy application and group',
  forms: [
    'FILE [--stage NAME] [--target NAME] [--out FOLDER] [--json]',
    'FILE --target NAME --as sam|serverless|cdk',
    '... [--tag STAGE]',
  ],
  operands: { file: { value: 'FILE', what: 'one pipeline file', text: 'a pipeline' } },
  options: {
    as: {
      value: 'FORM',
      text: 'a stack for each account and region, or a part of the service’s own description',
      choices: forms,
      default: 'cloudformation',
    },
    stage: { value: 'NAME', text: 'the targets of this stage alone' },
    target: { value: 'NAME', text: 'this target alone' },
    tag: {
      value: 'STAGE',
      text: 'which stage of Tidegate releases to them, as the tag of functions names it',
      default: 'prod',
    },
    out: { value: 'FOLDER', text: 'write the templates there, in place of printing the first' },
  },
  run: async (asked) => (await import('../needs.ts')).needs(asked),
});
