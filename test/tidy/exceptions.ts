// What the tidy test lets pass.

export const CLOCK = 'use the clock that is passed in';

/** What breaks a rule today, each with why it may. Nothing else may. */
export const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'lines of a file': {
    'test/authoring/alarms/deployed.test.ts':
      'one list of alarms and what each must do, which reads better whole',
    'packages/judge/test/hostile.test.ts': 'one list of hostile cases, which reads better whole',
    'packages/judge/test/rules.test.ts': 'one list of the judge’s rules, which reads better whole',
  },
  types: {
    'cdk/tidegate-pipeline.ts: class': 'a construct is a class',
  },
  'banned calls': {
    [`packages/embedded-aws/services/dynamodb.ts: ${CLOCK}: clock.sleep()`]:
      'waits for dynalite, which is real',
  },
};
