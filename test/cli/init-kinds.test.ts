// Whatever of a template can be deployed to is a target, and what is neither a target nor watched is said.

import { proposed } from './proposed.ts';

const ofTemplate = (text: string, ...words: string[]) =>
  proposed({ 'template.yaml': text }, ...words);

const stageOf = (written: string, name: string) =>
  written.split(/\n {2}(?=#|- name:)/).find((part) => part.includes(`- name: ${name}\n`)) ?? '';

const PLACES = ['--account', 'prod=111122223333', '--region', 'eu-west-1'];

test('a state machine is a target with the alias that starts it, beside its functions', async () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Pay: { Type: AWS::Serverless::Function, Properties: { FunctionName: pay } }
  Order:
    Type: AWS::Serverless::StateMachine
    Properties: { Name: order, AutoPublishAlias: blue, DefinitionUri: flows/order.asl.json }
`;
  const { written, printed, linted } = await ofTemplate(text, ...PLACES);

  const arn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:order';
  expect(written).toContain('machine: { name: order, alias: blue, definition: order.asl.json }');
  expect(written).toContain(`StateMachineArn: ${arn}`);
  expect(written).toMatch(new RegExp(`stateMachine:[\\s{]+arn: "?${arn}`));
  expect(printed).toMatch(/Order is a state machine: let the build put its definition/);
  expect(linted.code).toBe(0);
});

test('a machine whose name is not known has its alarms to fill in by one placeholder', async () => {
  const { written, linted } = await ofTemplate(
    'Resources: { Order: { Type: AWS::StepFunctions::StateMachine } }\n',
  );

  expect(written).toContain('name: TODO-beta-order-machine');
  expect(written).toMatch(/stateMachine:\s+arn: TODO-gamma-order-machine-arn/);
  expect(linted.code).toBe(0);
});

const FLAGS = `Resources:
  App: { Type: AWS::AppConfig::Application, Properties: { Name: shop } }
  Dev: { Type: AWS::AppConfig::Environment, Properties: { ApplicationId: !Ref App, Name: dev } }
  Live: { Type: AWS::AppConfig::Environment, Properties: { ApplicationId: !Ref App, Name: prod } }
  Flags:
    Type: AWS::AppConfig::ConfigurationProfile
    Properties: { ApplicationId: !Ref App, Name: flags, LocationUri: hosted }
  Old:
    Type: AWS::AppConfig::ConfigurationProfile
    Properties: { ApplicationId: !Ref App, Name: old, LocationUri: "s3://shop/config.json" }
  Now:
    Type: AWS::AppConfig::Deployment
    Properties: { ApplicationId: !Ref App, EnvironmentId: !Ref Live, ConfigurationProfileId: !Ref Flags }
`;

test('a configuration of AppConfig is a target in the environment of each stage', async () => {
  const { written, printed, linted } = await ofTemplate(FLAGS);

  const beta = stageOf(written, 'beta');
  expect(beta).toMatch(/application: shop[\s,]+environment: dev[\s,]+profile: flags/);
  expect(beta).not.toContain('environment: prod');
  expect(written).toMatch(/environment: prod[\s,]+profile: flags/);
  expect(written).not.toContain('profile: old');
  expect(printed).toMatch(/Old is a configuration profile that is not hosted by AppConfig/);
  expect(printed).toMatch(/Now deploys Flags past every gate/);
  expect(linted.code).toBe(0);
});

test('a service that CodeDeploy deploys to is a target by its group', async () => {
  const text = `Resources:
  Web:
    Type: AWS::ECS::Service
    Properties: { Cluster: shop, ServiceName: web, DeploymentController: { Type: CODE_DEPLOY } }
  Other:
    Type: AWS::ECS::Service
    Properties: { Cluster: shop, ServiceName: other, DeploymentController: { Type: EXTERNAL } }
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: shop
      DeploymentGroupName: web-group
      ECSServices: [{ ClusterName: shop, ServiceName: !GetAtt Web.Name }]
`;
  const { written, printed, linted } = await ofTemplate(text, ...PLACES);

  expect(written).toMatch(
    /cluster: shop,?\s+service: web,?\s+application: shop,?\s+deploymentGroup: web-group/,
  );
  expect(written).not.toMatch(/name: beta-other/);
  expect(printed).toMatch(/Other is an ECS service that something else deploys to/);
  expect(linted.code).toBe(0);
});

test('what is neither watched nor a target is said, type by type', async () => {
  const text = `Resources:
  Search: { Type: AWS::OpenSearchService::Domain }
  Pipe: { Type: AWS::Pipes::Pipe }
  Nightly: { Type: AWS::ECS::TaskDefinition }
  Spread: { Type: AWS::CloudFormation::StackSet }
  Names: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { TargetType: lambda } }
`;
  const { printed, linted } = await ofTemplate(text);

  expect(printed).toMatch(/Search \(AWS::OpenSearchService::Domain\): not watched/);
  expect(printed).toMatch(/Pipe \(AWS::Pipes::Pipe\): not watched/);
  expect(printed).toMatch(/Nightly is a task definition that no service here runs/);
  expect(printed).toMatch(/Spread is a stack set/);
  expect(printed).toMatch(/Names is a target group of functions/);
  expect(printed).not.toContain('npx tidegate alarms');
  expect(linted.code).toBe(0);
});

test('the stage that SAM gives every API is none of the pipeline’s', async () => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Pay:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: pay, Events: { A: { Type: Api, Properties: { Path: /, Method: get } } } }
`;
  const { written } = await ofTemplate(text, '--stack', 'shop');

  expect(stageOf(written, 'beta')).toMatch(/api: shop[\s,]+stage: Prod/);
});
