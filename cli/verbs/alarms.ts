import { wholeNumber } from '../values.ts';
import { verb } from '../verb.ts';
import { endpoint } from './deployed-options.ts';

/** CloudWatch keeps hourly values for so long; what needs less than two days is no history. */
const days = wholeNumber({ least: 2, most: 455 });

export const alarms = verb({
  group: 'Write a pipeline',
  summary:
    'write the CloudFormation template of the alarms and the dashboard that a service should have',
  forms: [
    'FILE [--stage NAME] [--target NAME] [--write]',
    '--template FILE [--name SERVICE] [--inline] [--region REGION]',
    '--template SERVERLESS_FILE [--name SERVICE] [--stage NAME] [--region REGION]',
    '... [--canary] [--aws] [--history DAYS] [--endpoint-url URL] [--no-dashboard] [--out FOLDER] [--json]',
  ],
  operands: {
    file: {
      value: 'FILE',
      what: 'one pipeline file or template',
      text: 'a pipeline, or a template',
      optional: true,
    },
  },
  options: {
    template: {
      value: 'FILE',
      text: 'a CloudFormation, SAM or Serverless file, in place of a pipeline',
    },
    inline: { text: 'print the template itself, with the alarms in it' },
    name: { value: 'SERVICE', text: 'what begins the names of the alarms' },
    stage: { value: 'NAME', text: 'a pipeline’s stage alone, or the stage of a Serverless file' },
    target: { value: 'NAME', text: 'a pipeline’s target alone' },
    write: { text: 'list the alarms in the pipeline file' },
    canary: { text: 'the alarms that say whether a canary should be rolled back' },
    aws: { text: 'learn thresholds from what the service did, in the account of the credentials' },
    history: { value: 'DAYS', text: 'how much of it to read', parse: days },
    'endpoint-url': endpoint,
    region: { value: 'REGION', text: 'the region that a template is for' },
    'no-dashboard': { text: 'alarms alone' },
    out: { value: 'FOLDER', text: 'write the templates there, in place of printing the first' },
  },
  run: async (asked) => (await import('../alarms.ts')).alarms(asked),
});
