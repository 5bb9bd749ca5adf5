// CDK apps that the tests synthesise, as a team would write them.

import { type App, Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Place } from '../../aws/clients.ts';

/** A stack with a function whose alias CodeDeploy shifts; `named` says which of its names are given. */
export function serviceStack(
  app: App,
  stage: string,
  env: Place | undefined,
  { named = true }: { readonly named?: boolean } = {},
) {
  const stack = new Stack(app, `hello-${stage}`, env && { env });
  const code = new lambda.Function(stack, 'Function', {
    ...(named && { functionName: 'hello' }),
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => "hello";'),
  });
  const alias = new lambda.Alias(stack, 'Live', {
    aliasName: 'live',
    version: code.currentVersion,
  });
  const application = new codedeploy.LambdaApplication(stack, 'Application', {
    ...(named && { applicationName: 'hello' }),
  });
  const deploymentGroup = new codedeploy.LambdaDeploymentGroup(stack, 'Group', {
    application,
    alias,
    ...(named && { deploymentGroupName: stage }),
  });
  const errors = new Alarm(stack, 'Errors', {
    ...(named && { alarmName: 'hello-errors' }),
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors' }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  return { stack, alias, deploymentGroup, errors };
}
