// Templates as teams have them: what init makes of each is what they mean, and lint accepts it.

import { proposed } from './proposed.ts';

const sam = (resources: string, head = '') =>
  `Transform: AWS::Serverless-2016-10-31\n${head}Resources:\n${resources}`;
const fn = (id: string, properties = '', more = '') =>
  `  ${id}: { Type: AWS::Serverless::Function, ${more} Properties: { Handler: i.h, CodeUri: . ${properties && `, ${properties}`} } }\n`;

async function ofTemplate(text: string, ...words: string[]) {
  return proposed({ 'template.yaml': text }, ...words);
}

test('functions whose names begin alike for long are two targets, each with its own placeholders', async () => {
  const id = 'SubscriptionRenewalReminderScheduledSenderFor';
  const { written, linted } = await ofTemplate(sam(fn(`${id}Weekly`) + fn(`${id}Yearly`)));

  const names = written.match(/name: beta-\S+/g) ?? [];
  const functions = written.match(/function: TODO-beta-\S+/g) ?? [];
  expect(new Set(names).size).toBe(2);
  expect(new Set(functions).size).toBe(2);
  expect(linted.code).toBe(0);
});

test('things of which only the ending differs keep placeholders of their own', async () => {
  const { written, linted } = await ofTemplate(sam(fn('RefundFunction') + fn('RefundHandler')));

  expect(written).toContain('function: TODO-beta-refund-function #');
  expect(written).toContain('function: TODO-beta-refund-handler-function #');
  expect(linted.code).toBe(0);
});

test('an alias without a text is one to fill in', async () => {
  const { written } = await ofTemplate(sam(fn('Pay', 'FunctionName: pay, AutoPublishAlias: ""')));

  expect(written).toContain('alias: TODO-beta-pay-alias');
  expect(written).not.toContain('alias: ""');
});

const STAGED = `Parameters:
  Tier: { Type: String, Default: dev }
Mappings:
  Tiers: { dev: { Size: 1 }, staging: { Size: 2 }, production: { Size: 4 } }
Conditions: { IsLive: !Equals [!Ref Tier, production], Off: !Equals [1, 2] }
`;
const SHIFTED = 'AutoPublishAlias: live, DeploymentPreference: { Type: AllAtOnce }';
const stageOf = (written: string, name: string) =>
  written.split(/\n {2}(?=#|- name:)/).find((part) => part.includes(`- name: ${name}\n`)) ?? '';

test('a stage is called as mappings and conditions call it, and conditions hold stage by stage', async () => {
  const text = sam(
    fn(
      'Pay',
      `FunctionName: !Sub "pay-\${Tier}", MemorySize: !FindInMap [Tiers, !Ref Tier, Size], ${SHIFTED}`,
    ) +
      fn('Audit', `FunctionName: !Sub "audit-\${Tier}", ${SHIFTED}`, 'Condition: IsLive,') +
      fn('Gone', `FunctionName: gone, ${SHIFTED}`, 'Condition: Off,') +
      '  Late: { Type: AWS::CloudWatch::Alarm, Condition: IsLive, Properties: { AlarmName: !Sub "late-${Tier}" } }\n',
    STAGED,
  );
  const { written, printed, linted } = await ofTemplate(text);

  expect(stageOf(written, 'beta')).toContain('function: pay-dev');
  expect(stageOf(written, 'gamma')).toContain('function: pay-staging');
  expect(stageOf(written, 'beta')).not.toMatch(/audit|late/);
  expect(stageOf(written, 'gamma')).not.toMatch(/audit|late/);
  expect(written).toContain('function: pay-production');
  expect(written).toContain('function: audit-production');
  expect(written).toContain('alarms: [ late-production ]');
  expect(written).not.toContain('gone');
  expect(printed).toMatch(/Gone is there only under the condition Off/);
  expect(linted.code).toBe(0);
});

test('of a stage that the template has no word for, names are to be filled in', async () => {
  const text = sam(
    fn('Pay', 'FunctionName: !Sub "pay-${Stage}"'),
    'Parameters: { Stage: { Type: String, Default: dev } }\n',
  );
  const { written, printed } = await ofTemplate(text);

  expect(written).toContain('function: pay-dev');
  expect(written).toContain('function: TODO-gamma-pay-function');
  expect(written).toContain('function: TODO-prod-pay-function');
  expect(printed).toMatch(/no word for gamma and prod/);
});

test('what samconfig.toml says of an environment is said of its stage alone', async () => {
  const samconfig = `[default.deploy.parameters]
stack_name = "pay-dev"
region = "eu-north-1"
parameter_overrides = "Env=\\"dev\\" Size=1"
[live.deploy.parameters]
stack_name = "pay-live"
region = "us-west-2"
parameter_overrides = [
  "Env=prod",
]
`;
  const text = sam(
    `${fn('Pay', 'FunctionName: !Sub "pay-${Env}"')}  Late: { Type: AWS::CloudWatch::Alarm, Properties: { AlarmName: !Sub "\${AWS::StackName}-late" } }\n`,
    'Parameters: { Env: { Type: String } }\n',
  );
  const { written, linted } = await proposed({
    'template.yaml': text,
    'samconfig.toml': samconfig,
  });

  const [beta, gamma] = ['beta', 'gamma'].map((name) => stageOf(written, name));
  expect(beta).toContain('region: eu-north-1');
  expect(beta).toContain('function: pay-dev');
  expect(beta).toContain('pay-dev-late');
  expect(gamma).toContain('region: xx-todo-1');
  expect(gamma).toContain('TODO-gamma-pay-late-alarm');
  expect(written).toMatch(/region: us-west-2[\s\S]*function: pay-prod[\s\S]*pay-live-late/);
  expect(linted.code).toBe(0);
});

test('what the provider framework of the CDK calls is no target, nor are hooks of a shift', async () => {
  const provider = (id: string, path: string, variables: object = {}) => ({
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName: id, Environment: { Variables: variables } },
      Metadata: { 'aws:cdk:path': `App/${path}/Resource` },
    },
  });
  const Resources = {
    ...provider('Create', 'Seed/Create'),
    ...provider('Done', 'Seed/Done'),
    ...provider('Pay', 'Pay'),
    ...provider('Warm', 'Warm'),
    ...provider('Framework', 'Seed/P/framework-onEvent', {
      USER_ON_EVENT_FUNCTION_ARN: { 'Fn::GetAtt': ['Create', 'Arn'] },
      USER_IS_COMPLETE_FUNCTION_ARN: { 'Fn::GetAtt': ['Done', 'Arn'] },
      WAITER_STATE_MACHINE_ARN: { Ref: 'Waiter' },
    }),
    Waiter: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} },
    Live: {
      Type: 'AWS::Lambda::Alias',
      Properties: { FunctionName: { Ref: 'Pay' }, Name: 'live' },
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: { BeforeAllowTrafficHook: { Ref: 'Warm' } } },
    },
  };
  const { written, printed } = await proposed({ 'template.json': JSON.stringify({ Resources }) });

  expect(written).toContain('function: Pay');
  expect(written).not.toMatch(/Create|Done|Warm|Waiter|Framework/);
  expect(printed).toMatch(/Warm is a hook that CodeDeploy calls/);
  expect(printed).toMatch(/Create serves custom resources only/);
});

test('a hook of the canary plugin is none of the service in stages that shift nothing, either', async () => {
  const text = `service: pay
provider: { name: aws, runtime: nodejs22.x, stage: dev }
custom: { deploymentSettings: { stages: [prod] } }
functions:
  charge:
    handler: i.h
    deploymentSettings: { type: Canary10Percent5Minutes, alias: Live, preTrafficHook: probe }
  probe: { handler: i.p }
`;
  const { written, linted } = await proposed({ 'serverless.yml': text });

  expect(written).toContain('function: pay-dev-charge');
  expect(written).toContain('function: pay-prod-charge');
  expect(written).not.toContain('probe');
  expect(linted.code).toBe(0);
});
