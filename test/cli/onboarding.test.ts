// From what somebody else wrote to a first pipeline and its alarms.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run-words.ts';

const SAM = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Globals:
  Function: { Runtime: nodejs22.x, AutoPublishAlias: live, DeploymentPreference: { Type: AllAtOnce } }
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: !Sub 'orders-\${Stage}', Handler: i.h, CodeUri: . }
  Nightly:
    Type: AWS::Serverless::Function
    Condition: IsProd
    Properties: { Handler: i.h, CodeUri: . }
`;

const SERVERLESS = `service: payments
custom: { table: "\${self:service}-\${sls:stage}-ledger" }
provider: { name: aws, runtime: nodejs22.x, stage: "\${opt:stage, 'dev'}", region: eu-central-1 }
plugins: [serverless-plugin-canary-deployments]
functions:
  charge:
    handler: i.h
    timeout: 20
    events: [{ http: 'POST charge' }]
    deploymentSettings: { type: Linear10PercentEvery1Minute, alias: Live }
resources:
  Resources:
    Ledger: { Type: AWS::DynamoDB::Table, Properties: { TableName: "\${self:custom.table}" } }
    Jobs: { Type: AWS::SQS::Queue }
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-onboarding-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test.each([
  ['template.yaml', SAM],
  ['serverless.yml', SERVERLESS],
])(
  'what init writes of a %s without being told anything is accepted by lint',
  async (name, text) => {
    const folder = folderWith({ [name]: text });
    const out = join(folder, 'tidegate.yml');

    const written = await run('init', '--from', folder, '--out', out);
    const linted = await run('lint', out);

    expect(written.code).toBe(0);
    expect(linted.printed).toMatch(/warning filled-in: expected account to be filled in/);
    expect(linted.printed).toMatch(/: good, with \d+ warnings(, .* advice)?\n$/);
    expect(linted.code).toBe(0);
  },
);

interface Written {
  readonly files: readonly { readonly text: string }[];
  readonly targets: readonly { readonly list: readonly string[] }[];
  readonly remarks: readonly string[];
}

async function alarmsOf(...args: string[]): Promise<Written> {
  const { printed } = await run('alarms', ...args, '--json');
  return JSON.parse(printed) as Written;
}

test('the alarms of a Serverless file are those of its stage, and only what its stack knows is a parameter', async () => {
  const folder = folderWith({ 'serverless.yml': SERVERLESS });

  const usual = await alarmsOf(join(folder, 'serverless.yml'));
  const beta = await alarmsOf(folder, '--stage', 'beta');

  expect(usual.targets[0]!.list).toEqual(['payments-prod-roll-back', 'payments-prod-traffic']);
  expect(usual.files[0]!.text).toContain('payments-prod-ledger');
  expect(usual.files[0]!.text).toContain('80% of its timeout of 20 s');
  expect(usual.remarks).toContainEqual(
    expect.stringContaining('those of stage prod: give --stage'),
  );
  expect(usual.remarks).toContainEqual('a name only the stack knows: give JobsQueue as parameters');
  expect(beta.files[0]!.text).toContain('payments-beta-charge');
});

test('nothing is written into a Serverless file', async () => {
  const folder = folderWith({ 'serverless.yml': SERVERLESS });

  await expect(alarmsOf(folder, '--inline')).rejects.toThrow(/got the Serverless file .*beside it/);
});

test('inside of a template, what a condition may leave out is named only where it exists', async () => {
  const file = join(folderWith({ 'template.yaml': SAM }), 'template.yaml');

  const { files } = await alarmsOf('--template', file, '--inline');

  const [dashboard] = /TidegateDashboard:[\s\S]*/.exec(files[0]!.text)!;
  expect(dashboard).toMatch(/Fn::If:\n +- IsProd\n +- Ref: Nightly/);
  expect(dashboard.match(/Ref: Nightly/g)).toHaveLength(dashboard.match(/- IsProd/g)!.length);
});

test('of a cdk.out with one stack that is meant, of one with several they are named', async () => {
  const stack = '{ "Resources": { "Q": { "Type": "AWS::SQS::Queue" } } }';
  const one = folderWith({ 'cdk.out/manifest.json': '{}', 'cdk.out/Shop.template.json': stack });
  const two = folderWith({
    'manifest.json': '{}',
    'A.template.json': stack,
    'B.template.json': stack,
  });

  const { files } = await alarmsOf('--template', one);

  expect(files[0]!.text).toContain('QQueue');
  await expect(alarmsOf('--template', two)).rejects.toThrow(/A\.template\.json, B\.template\.json/);
});

test('listing alarms keeps what the file says, and then lint knows what they cover', async () => {
  const text = readFileSync('examples/checkout/tidegate.yml', 'utf8').replace(
    /alarms: \[checkout-errors-one-box.*\]/,
    'alarms: [mine]   # the team’s own',
  );
  const file = join(folderWith({ 'tidegate.yml': text }), 'tidegate.yml');

  await alarmsOf(file, '--target', 'one-box', '--write');
  const { printed } = await run('lint', file);

  expect(readFileSync(file, 'utf8')).toMatch(
    /alarms: \[ ?mine, checkout-one-box-roll-back, checkout-one-box-traffic ?\] +# the team’s own/,
  );
  // With few regions no order of waves keeps every rule.
  expect(printed).toMatch(/: good, with 2 pieces of advice\n$/);
  expect(printed).not.toContain('alarms-');
});

const BARE = `Resources:
  Orders:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: orders, Runtime: nodejs22.x, Handler: i.h }
`;

test('what init names where nothing has CodeDeploy yet is what needs then makes', async () => {
  const folder = folderWith({ 'template.yaml': BARE });
  const out = join(folder, 'tidegate.yml');

  const init = await run('init', '--from', folder, '--out', out, '--region', 'eu-west-1');
  const { printed } = await run('needs', out, '--stage', 'beta');

  expect(init.printed).toMatch(/nothing shifts traffic to a new version of Orders yet/);
  expect(init.printed).toContain(`npx tidegate needs ${out} --out needs/`);
  expect(readFileSync(out, 'utf8')).toMatch(
    /lambda: \{ function: orders, alias: live \}\s+strategy: canary/,
  );
  expect(printed).toMatch(/Type: AWS::Lambda::Alias[\s\S]*Name: live/);
});

test('init says of a template that moves its alias by itself that it does', async () => {
  const folder = folderWith({ 'template.yaml': SAM });

  const { printed } = await run('init', '--from', folder, '--out', join(folder, 'tidegate.yml'));

  expect(printed).toMatch(/a sam deploy that brings Orders other code moves its alias too/);
  expect(printed).not.toContain('tidegate needs tidegate.yml');
});

const SERVICES = `Resources:
  Cluster: { Type: AWS::ECS::Cluster, Properties: { ClusterName: shop } }
  Blue: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { Name: blue } }
  Workers: { Type: AWS::AutoScaling::AutoScalingGroup, Properties: { AutoScalingGroupName: hosts } }
  Web:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Ref Cluster
      ServiceName: web
      TaskDefinition: web
      LoadBalancers:
        - { TargetGroupArn: !Ref Blue, ContainerName: app, AdvancedConfiguration: { RoleArn: role } }
  Jobs:
    Type: AWS::ECS::Service
    Properties: { Cluster: !Ref Cluster, ServiceName: jobs, TaskDefinition: jobs }
  Old:
    Type: AWS::ECS::Service
    Properties: { Cluster: !Ref Cluster, ServiceName: old, DeploymentController: { Type: CODE_DEPLOY } }
`;

test('init proposes the services that ECS deploys to, each by the best strategy that it can have', async () => {
  const folder = folderWith({ 'template.yaml': SERVICES });
  const out = join(folder, 'tidegate.yml');

  const init = await run('init', '--from', folder, '--out', out, '--region', 'eu-west-1');
  const linted = await run('lint', out);

  const text = readFileSync(out, 'utf8');
  expect(text).toMatch(/ecs: \{ cluster: shop, service: web \}\s+strategy: canary/);
  expect(text).toMatch(/ecs: \{ cluster: shop, service: jobs \}\s+strategy: rolling/);
  expect(text).toMatch(/service: old\s+application: TODO-beta-old-application/);
  expect(text).not.toMatch(/^ +ec2: /m);
  expect(text).toContain('metric: CPUUtilization');
  expect(init.printed).toMatch(/Old is an ECS service that CodeDeploy deploys to/);
  expect(linted.code).toBe(0);
});

const IMAGES = `Transform: AWS::Serverless-2016-10-31
Resources:
  Receipts:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: receipts, PackageType: Image, AutoPublishAlias: live }
`;

const PLAIN_IMAGES = `Resources:
  Receipts:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: receipts, Code: { ImageUri: !Sub "\${AWS::AccountId}.dkr.ecr.eu-west-1.amazonaws.com/r:1" } }
`;

const SERVERLESS_IMAGES = `service: shop
provider: { name: aws, region: eu-central-1 }
functions:
  receipts: { image: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/r:1" }
`;

test.each([
  ['template.yaml', IMAGES],
  ['template.yaml', PLAIN_IMAGES],
  ['serverless.yml', SERVERLESS_IMAGES],
])('a function of an image in %s is proposed with what its image is called', async (name, text) => {
  const folder = folderWith({ [name]: text });

  const out = join(folder, 'tidegate.yml');
  const { printed } = await run('init', '--from', folder, '--out', out);
  const written = readFileSync(join(folder, 'tidegate.yml'), 'utf8');
  rmSync(folder, { recursive: true });

  expect(written.match(/image: receipts/g)).toHaveLength(written.match(/lambda:/g)!.length);
  expect(printed).toMatch(/is a function of an image: the build says which, as receipts in/);
});
