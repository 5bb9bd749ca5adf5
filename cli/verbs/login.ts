import { verb } from '../verb.ts';
import { deployedOptions } from './deployed-options.ts';

export const login = verb({
  group: 'Work with a deployed Tidegate',
  summary: 'say once where Tidegate is deployed: its table and the rest are read from its stack',
  details: [
    'What is found is kept in your own settings, without any secret, and used by every verb that is not told otherwise. Without options it finds out again what it knows already; credentials are those of the AWS CLI.',
  ],
  options: {
    region: deployedOptions.region,
    stage: { value: 'NAME', text: 'the stage it was deployed as', default: 'prod' },
    profile: { value: 'NAME', text: 'the profile of the AWS CLI that reaches it' },
    'endpoint-url': deployedOptions['endpoint-url'],
    show: { text: 'only print what is kept' },
    forget: { text: 'forget it' },
  },
  examples: [
    { words: 'login --region eu-west-1 --profile tools', text: 'Once; then: tidegate status' },
    { words: 'login --endpoint-url http://127.0.0.1:4811', text: 'To a local release' },
  ],
  run: async (asked) => (await import('../login.ts')).login(asked),
});
