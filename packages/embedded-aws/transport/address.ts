// Whom a request is for and who signed it: service, region and access key, from the signature, the host or the form.

import { own } from '../own.ts';
import { AwsError } from '../service.ts';
import { type HttpRequest, textOf } from './http.ts';
import { isOutside } from './protocols/outside.ts';

export interface Address {
  /** As `Service.id` names it. */
  readonly serviceId: string;
  readonly region: string;
  readonly accessKeyId: string | undefined;
}

/** Signing names and host labels that differ from the service's id. */
const IDS: Readonly<Record<string, string>> = {
  monitoring: 'cloudwatch',
  'sync-states': 'states',
  stepfunctions: 'states',
};

/** The prefixes of X-Amz-Target, and the names in the paths of RPC v2. */
const PREFIXES: Readonly<Record<string, string>> = {
  AWSStepFunctions: 'states',
  CodeBuild_20161006: 'codebuild',
  CodeCommit_20150413: 'codecommit',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AmazonEC2ContainerServiceV20141113: 'ecs',
  CodeDeploy_20141006: 'codedeploy',
  GraniteServiceVersion20100801: 'cloudwatch',
  Logs_20140328: 'logs',
  AWSEvents: 'events',
  DynamoDB_20120810: 'dynamodb',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  TrentService: 'kms',
};

/** The versions of the APIs that speak Query. */
const VERSIONS: Readonly<Record<string, string>> = {
  '2010-03-31': 'sns',
  '2010-05-15': 'cloudformation',
  '2010-08-01': 'cloudwatch',
  '2011-06-15': 'sts',
  '2012-11-05': 'sqs',
};

const HOME_REGION = 'us-east-1';
const CREDENTIAL = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/;
/** Signature version 4A names no region. */
const CREDENTIAL_4A = /Credential=([^/]+)\/\d+\/([^/]+)\/aws4_request/;
const REGION = /^[a-z]{2,4}(-[a-z]+){1,2}-\d$/;

/**
 * Reads the signing scope, and where the request is not signed, the host, and then what protocol it speaks.
 *
 *     Credential=AKIA1/20261120/us-east-1/monitoring/aws4_request  →  cloudwatch, us-east-1, AKIA1
 *     unsigned, to s3.eu-west-1.amazonaws.com                      →  s3, eu-west-1
 *     unsigned, to tests.example.com                               →  outside, us-east-1
 *     unsigned, to 127.0.0.1, X-Amz-Target: AWSEvents.PutEvents    →  events, us-east-1
 */
export function addressOf(request: HttpRequest): Address {
  const credential = request.headers.authorization ?? presigned(request);
  const [signed, accessKeyId, region = '', service = ''] = CREDENTIAL.exec(credential) ?? [];
  if (signed) return { accessKeyId, region, serviceId: idOf(service) };
  const [signed4a, key, name = ''] = CREDENTIAL_4A.exec(credential) ?? [];
  if (signed4a) return { accessKeyId: key, region: HOME_REGION, serviceId: idOf(name) };
  const [label = '', place = HOME_REGION] = request.host.split('.');
  const named = request.host.endsWith('.amazonaws.com');
  if (named) return { accessKeyId: undefined, region: place, serviceId: idOf(label) };
  const isForAws = 'x-amz-target' in request.headers || 'smithy-protocol' in request.headers;
  const serviceId = !isForAws && isOutside(request.host) ? 'outside' : serviceSpokenTo(request);
  return { accessKeyId: undefined, region: HOME_REGION, serviceId };
}

/** The region that calls are answered for; throws where the signature names one that AWS cannot have. */
export function regionOf({ region }: Address): string {
  if (region === '*' || region === 'aws-global') return HOME_REGION;
  if (REGION.test(region)) return region;
  throw new AwsError(
    'SignatureDoesNotMatch',
    `Credential should be scoped to a valid region, not '${region}'.`,
    403,
  );
}

function presigned(request: HttpRequest): string {
  const credential = request.query['X-Amz-Credential'];
  return credential ? `Credential=${credential.replaceAll('%2F', '/')}` : '';
}

function serviceSpokenTo(request: HttpRequest): string {
  const { headers, path } = request;
  const prefix = headers['x-amz-target']?.split('.')[0] ?? /^\/service\/([^/]+)\//.exec(path)?.[1];
  if (prefix !== undefined) return own(PREFIXES, prefix) ?? prefix;
  if (/^\/\d{4}-\d{2}-\d{2}\//.test(path)) return 'lambda';
  const version = request.query.Version ?? /(?:^|&)Version=([\d-]+)/.exec(textOf(request))?.[1];
  return isForm(request) || request.query.Action ? (own(VERSIONS, version ?? '') ?? '') : 's3';
}

function isForm({ headers, path }: HttpRequest): boolean {
  return path === '/' && (headers['content-type'] ?? '').includes('x-www-form-urlencoded');
}

function idOf(name: string): string {
  return own(IDS, name) ?? name;
}
