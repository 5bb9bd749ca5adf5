// AppConfig's REST-JSON: names in paths, some of an input in headers, and content of its own as a body.

import type { Exchange } from '../exchanged.ts';
import { type HttpAnswer, type HttpRequest, textOf } from '../http.ts';
import { parseJson } from './aws-json.ts';
import { answerJson, refuseRestJson } from './rest-json.ts';

const APPLICATION = '/applications/{ApplicationId}';
const ENVIRONMENT = `${APPLICATION}/environments/{EnvironmentId}`;
const PROFILE = `${APPLICATION}/configurationprofiles/{ConfigurationProfileId}`;
const VERSIONS = `${PROFILE}/hostedconfigurationversions`;
const DEPLOYMENTS = `${ENVIRONMENT}/deployments`;

const ROUTES = [
  route('GET', '/applications', 'ListApplications'),
  route('GET', `${APPLICATION}/environments`, 'ListEnvironments'),
  route('GET', `${APPLICATION}/configurationprofiles`, 'ListConfigurationProfiles'),
  route('GET', '/deploymentstrategies', 'ListDeploymentStrategies'),
  route('POST', '/deploymentstrategies', 'CreateDeploymentStrategy', 201),
  route('GET', VERSIONS, 'ListHostedConfigurationVersions'),
  route('POST', VERSIONS, 'CreateHostedConfigurationVersion', 201),
  route('GET', `${VERSIONS}/{VersionNumber}`, 'GetHostedConfigurationVersion'),
  route('GET', DEPLOYMENTS, 'ListDeployments'),
  route('POST', DEPLOYMENTS, 'StartDeployment', 201),
  route('GET', `${DEPLOYMENTS}/{DeploymentNumber}`, 'GetDeployment'),
  route('DELETE', `${DEPLOYMENTS}/{DeploymentNumber}`, 'StopDeployment', 202),
];

function route(method: string, path: string, operation: string, status = 200) {
  const pattern = path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, path: new RegExp(`^${pattern}$`), operation, status };
}

export function readAppConfig(request: HttpRequest): Exchange {
  const { method, path, query } = request;
  const found = ROUTES.find((each) => each.method === method && each.path.test(path));
  if (found === undefined)
    // No operation has such a name, and so the gateway says what there is.
    return { operation: `${method} ${path.slice(0, 100)}`, input: {}, ...answers(200) };
  const { operation, status } = found;
  const names = Object.entries(found.path.exec(path)?.groups ?? {}).map(([name, text = '']) => [
    name,
    decodeURIComponent(text),
  ]);
  const body = inputOf(request, operation);
  return {
    operation,
    input: { ...body, ...query, ...Object.fromEntries(names) },
    ...answers(status),
  };
}

function answers(status: number) {
  return {
    answer: (output: unknown, requestId: string) =>
      hasContent(output)
        ? answerContent(status, output, requestId)
        : answerJson(status, output ?? {}, requestId),
    refuse: refuseRestJson,
  };
}

function inputOf(request: HttpRequest, operation: string): object {
  const { headers } = request;
  if (operation === 'StopDeployment') {
    const allowed = headers['allow-revert'];
    return allowed === undefined ? {} : { AllowRevert: allowed };
  }
  if (operation !== 'CreateHostedConfigurationVersion') return parseJson(textOf(request));
  const told = {
    ContentType: headers['content-type'],
    Description: headers.description,
    VersionLabel: headers.versionlabel,
    LatestVersionNumber: headers['latest-version-number'],
  };
  const given = Object.entries(told).filter(([, text]) => text !== undefined);
  return { Content: request.body, ...Object.fromEntries(given) };
}

interface Hosted {
  readonly Content: Uint8Array;
  readonly ContentType: string;
  readonly VersionNumber: number;
  readonly VersionLabel?: string;
  readonly Description?: string;
}

function hasContent(output: unknown): output is Hosted {
  return typeof output === 'object' && output !== null && 'Content' in output;
}

function answerContent(status: number, output: Hosted, requestId: string): HttpAnswer {
  const { Content: body, ContentType, VersionNumber, VersionLabel, Description } = output;
  const headers = {
    'content-type': ContentType,
    'version-number': `${VersionNumber}`,
    'x-amzn-requestid': requestId,
    ...(VersionLabel && { versionlabel: VersionLabel }),
    ...(Description && { description: Description }),
  };
  return { status, headers, body };
}
