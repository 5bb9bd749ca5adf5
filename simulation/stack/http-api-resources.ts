// The HTTP API that the Serverless Framework makes of the functions' routes.

import type { ServerlessFile } from './serverless-file.ts';
import type { Resource, Template } from './template.ts';

interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly authorizer?: object | undefined;
}

const TYPE = 'AWS::ApiGatewayV2';
const ApiId = { Ref: 'HttpApi' };

/** Nothing without a route. */
export function httpApiParts({ functions, service, provider }: ServerlessFile): Template {
  const routes = Object.entries(functions).flatMap(([name, { events }]) =>
    events.flatMap((event): Route[] => ('httpApi' in event ? [{ name, ...event.httpApi }] : [])),
  );
  if (routes.length === 0) return { Resources: {} };
  const settings = { StageName: '$default', AutoDeploy: true };
  const DefaultRouteSettings = { DetailedMetricsEnabled: false };
  const name = `${provider.stage}-${service}`;
  return {
    Resources: {
      HttpApi: { Type: `${TYPE}::Api`, Properties: { Name: name, ProtocolType: 'HTTP' } },
      HttpApiStage: {
        Type: `${TYPE}::Stage`,
        Properties: { ApiId, ...settings, DefaultRouteSettings },
      },
      ...Object.fromEntries(routes.flatMap((route) => Object.entries(routeResources(route)))),
    },
    Outputs: outputs(`sls-${service}-${provider.stage}`),
  };
}

function outputs(prefix: string) {
  const host = ['.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }];
  return {
    HttpApiId: {
      Description: 'Id of the HTTP API',
      Value: ApiId,
      Export: { Name: `${prefix}-HttpApiId` },
    },
    HttpApiUrl: {
      Description: 'URL of the HTTP API',
      Value: { 'Fn::Join': ['', ['https://', ApiId, ...host]] },
      Export: { Name: `${prefix}-HttpApiUrl` },
    },
  };
}

function routeResources({ name, method, path, authorizer }: Route): Record<string, Resource> {
  const arn = { 'Fn::GetAtt': [`${name}LambdaFunction`, 'Arn'] };
  const integration = `HttpApiIntegration${name}`;
  const [partition, region, account] = ['Partition', 'Region', 'AccountId'].map((part) => ({
    Ref: `AWS::${part}`,
  }));
  const source = ['arn:', partition, ':execute-api:', region, ':', account, ':', ApiId, '/*'];
  const key = `${method.toUpperCase()} ${path}`;
  return {
    [`${name}LambdaPermissionHttpApi`]: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: arn,
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { 'Fn::Join': ['', source] },
      },
    },
    [integration]: {
      Type: `${TYPE}::Integration`,
      Properties: {
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arn,
        PayloadFormatVersion: '2.0',
        TimeoutInMillis: 30_000,
      },
    },
    [`HttpApiRoute${logical(key)}`]: {
      Type: `${TYPE}::Route`,
      DependsOn: integration,
      Properties: {
        ApiId,
        RouteKey: key,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: integration }]] },
        ...(authorizer && { AuthorizationType: 'AWS_IAM' }),
      },
    },
  };
}

/** `POST /stop/{command}` → `PostStopCommandVar` */
function logical(key: string): string {
  return key
    .split('/')
    .map((part) => part.toLowerCase().replaceAll('-', 'Dash'))
    .map((part) => part.replace(/\{(.*)\}/, '$1Var').replaceAll(/[^\dA-Za-z]/g, ''))
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
